using System.Buffers;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Baselines;

/// <summary><c>spread</c>: from somebody's machine, an account that is not theirs reaches a host that is new to them.</summary>
/// <remarks>
/// After Hopper (Ho et al. 2021): the causal user of a logon is the owner of the machine that it comes from, whatever the account; what an attack shows is a path that switches credentials
/// and reaches a host that its causal user never reached. The entity is the source machine, so what is known is known of its owner; hosts that another machine of theirs has reached by the last midnight are
/// known too. p = P(new host today) x P(known to no more others | new) as for <c>rare</c>, x P(another's account | new host) (<see cref="SpreadPopulation.SwitchShareOf"/>). Machines of nobody only learn.
/// Events are fetched for candidates only: machines of somebody that reach a new host.
/// </remarks>
internal sealed class SpreadMeasure : IMeasure
{
    /// <summary>Where Windows logons name the machine that they come from; other sources map theirs to it.</summary>
    public const string Machine = "source.domain";

    private const string AccountField = "user.name";

    private const int Account = 0, Target = 1;

    private readonly RareMeasure _targets = new();

    public MeasureGrammar Grammar { get; } = new("spread", true, false, [Direction.High],
        "From the machine of somebody (source.domain), an account that is not theirs reaches a host (of) that is new to them.")
    {
        Entity = EntityKind.Host,
    };

    public FeatureRequest Request(Detector detector) => _targets.Request(detector) with { EventFields = [AccountField, detector.Of!], EntityField = Machine };

    public Baseline NewBaseline() => new SpreadBaseline(new RareBaseline());

    public Population NewPopulation() =>
        new SpreadPopulation((RarePopulation)_targets.NewPopulation(), new DecayedSums(SpreadPopulation.Length), new Prevalences());

    public PopulationDay NewDay() => new SpreadDay((RareDay)_targets.NewDay(), new DailySums(SpreadPopulation.Length), new FirstShown());

    public bool NeedsEvents(in Sighting sighting, Baseline baseline)
    {
        var known = ((SpreadBaseline)baseline).Targets.Known;
        for (var row = 0; row < sighting.Rows.Length; row++)
            if (!known.Knows(FrequentTexts.HashOf(sighting.Rows[row].Group ?? ""), sighting.Local.Day))
                return sighting.Owners?.OwnerOf(sighting.Entity) is not null;
        return false;
    }

    public void Score(in Sighting sighting, Baseline baseline, Population population, List<Surprise> into)
    {
        var (own, all) = ((SpreadBaseline)baseline, (SpreadPopulation)population);
        if (sighting.Events is not { Count: > 0 } || sighting.Owners?.OwnerOf(sighting.Entity) is not { } owner)
            return;
        var (found, next) = (new List<Surprise>(), 0);
        _targets.Score(sighting, own.Targets, all.Targets, found);
        var switching = Surprises.Of(Math.Log(all.SwitchShareOf(own)));
        for (var row = 0; row < sighting.Rows.Length; row++)
        {
            // No surprise of its own: the host is known, everybody begins with it, or the machine reaches new ones every day.
            var host = next < found.Count && found[next].Row == row ? found[next++] : new Surprise(0, row);
            if (IsNew(sighting, row, own, all, owner) && Stranger(sighting, row, owner) is not null)
                into.Add(host with { Value = Math.Min(Surprises.Most, host.Value + switching), IfShared = Math.Min(Surprises.Most, host.IfShared + switching) });
        }
    }

    public Explanation Explain(in Sighting sighting, Baseline baseline, Population population, Surprise surprise)
    {
        var (own, all) = ((SpreadBaseline)baseline, (SpreadPopulation)population);
        return _targets.Explain(sighting, own.Targets, all.Targets, surprise) with
        {
            Partner = sighting.Owners?.OwnerOf(sighting.Entity) is { } owner ? Stranger(sighting, surprise.Row, owner) : null,
            Normal = "an account of the owner's own, or a host that they have reached before",
        };
    }

    public double SizeOf(Baseline baseline, int day) => _targets.SizeOf(((SpreadBaseline)baseline).Targets, day);

    public LearntBaseline Describe(Detector detector, Baseline baseline, Population population, int day) =>
        _targets.Describe(detector, ((SpreadBaseline)baseline).Targets, ((SpreadPopulation)population).Targets, day);

    public void Learn(in Sighting sighting, Baseline baseline, Population population, PopulationDay day, double weight)
    {
        var (own, all, added) = ((SpreadBaseline)baseline, (SpreadPopulation)population, (SpreadDay)day);
        if (sighting.Owners?.OwnerOf(sighting.Entity) is { } owner)
            LearnPaths(sighting, own, all, added, owner, Weights.Clamp(weight));
        _targets.Learn(sighting, own.Targets, all.Targets, added.Targets, weight);
    }

    public void Merge(PopulationDay day, PopulationDay other)
    {
        var (into, from) = ((SpreadDay)day, (SpreadDay)other);
        _targets.Merge(into.Targets, from.Targets);
        into.Sums.Merge(from.Sums);
        into.Pairs.Merge(from.Pairs);
    }

    public Population Advance(Population population, PopulationDay day, int dayNumber)
    {
        var (old, added) = ((SpreadPopulation)population, (SpreadDay)day);
        return new SpreadPopulation(
            (RarePopulation)_targets.Advance(old.Targets, added.Targets, dayNumber), old.Sums.Advance(added.Sums, dayNumber), old.Pairs.Advance(added.Pairs, dayNumber));
    }

    public void Write(Baseline baseline, IBufferWriter<byte> to) => ((SpreadBaseline)baseline).Write(new StateWriter(to));

    public Baseline ReadBaseline(ReadOnlySpan<byte> from) => SpreadBaseline.Read(from);

    public void Write(Population population, IBufferWriter<byte> to)
    {
        var (writer, all) = (new StateWriter(to), (SpreadPopulation)population);
        writer.Byte(1);
        all.Sums.Write(writer);
        all.Pairs.Write(writer);
        _targets.Write(all.Targets, to);
    }

    public Population ReadPopulation(ReadOnlySpan<byte> from)
    {
        var reader = new StateReader(from);
        reader.Version(1);
        var sums = DecayedSums.Read(ref reader, SpreadPopulation.Length);
        var pairs = Prevalences.Read(ref reader);
        return new SpreadPopulation((RarePopulation)_targets.ReadPopulation(reader.Rest()), sums, pairs);
    }

    public void Write(PopulationDay day, IBufferWriter<byte> to)
    {
        var (writer, added) = (new StateWriter(to), (SpreadDay)day);
        writer.Byte(1);
        added.Sums.Write(writer);
        added.Pairs.Write(writer);
        _targets.Write(added.Targets, to);
    }

    public PopulationDay ReadDay(ReadOnlySpan<byte> from)
    {
        var reader = new StateReader(from);
        reader.Version(1);
        var sums = DailySums.Read(ref reader, SpreadPopulation.Length);
        var pairs = FirstShown.Read(ref reader);
        return new SpreadDay((RareDay)_targets.ReadDay(reader.Rest()), sums, pairs);
    }

    /// <summary>A look is a bucket with a host new to the owner, after the machine's first day. What was switched n times as often as others would have counts 1/n for all (as for <c>rare</c>): an administrator's desk does not excuse everybody's.</summary>
    private static void LearnPaths(in Sighting sighting, SpreadBaseline own, SpreadPopulation all, SpreadDay added, string owner, double weight)
    {
        var (looked, switched, day) = (false, false, sighting.Local.Day);
        for (var row = 0; row < sighting.Rows.Length; row++)
        {
            var host = sighting.Rows[row].Group ?? "";
            var (shown, known) = own.Targets.Known.Look(FrequentTexts.HashOf(host), day);
            // A doubtful path makes its host no one's: only the machine's own baseline may come to believe it.
            if (!(shown >= day))
                added.Pairs.Add(SpreadPopulation.PairOf(owner, host), weight >= KnownValues.KnownFrom ? 1 : 0);
            if (known || sighting.Events is not { Count: > 0 } || all.Knows(owner, host))
                continue;
            looked = true;
            switched |= Stranger(sighting, row, owner) is not null;
        }

        if (!looked || own.Targets.Since is null || own.Targets.ActiveDays == 1 && day <= own.Targets.LastDay)
            return;
        added.Sums.Add(SpreadPopulation.Looks, 1L);
        if (switched)
            added.Sums.Add(SpreadPopulation.Switched, Math.Min(1, (all.SwitchShare * own.Looks + 1) / (own.Switched + 1)));
        own.Add(switched, weight);
    }

    /// <summary>To the machine, to the owner's other machines, and no host that everybody has begun to use.</summary>
    private static bool IsNew(in Sighting sighting, int row, SpreadBaseline own, SpreadPopulation all, string owner)
    {
        var (host, day) = (sighting.Rows[row].Group ?? "", sighting.Local.Day);
        var hash = FrequentTexts.HashOf(host);
        return !own.Targets.Known.Knows(hash, day) && !all.Targets.IsRollout(all.Targets.Values.Of(hash), day) && !all.Knows(owner, host);
    }

    /// <summary>The account, not the owner's own, that reached the row's host; of several the first by name. Accounts of machines and of the system are nobody's.</summary>
    private static string? Stranger(in Sighting sighting, int row, string owner)
    {
        string? first = null;
        foreach (var one in sighting.Events)
            if (one.Values[Target] is { } raw && NameNormaliser.Value(sighting.Detector.Of!, raw) == sighting.Rows[row].Group
                && one.Values[Account] is { } name && NameNormaliser.User(name) is { } account && (first is null || string.CompareOrdinal(account, first) < 0)
                && sighting.Owners!.PersonOf(account) != owner)
                first = account;
        return first;
    }
}
