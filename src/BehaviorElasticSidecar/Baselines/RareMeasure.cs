using System.Buffers;
using System.Globalization;
using BehaviorElasticSidecar.Baselines.Peers;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Baselines;

/// <summary><c>rare</c>: values of a field that are new for the entity.</summary>
/// <remarks>
/// p = P(this entity shows something new today) x P(the rarest new thing is known to no more others than this). The first is the population's rate at the
/// entity's age times the entity's own tendency, a gamma-Poisson ratio (Clayton and Kaldor 1987); the second the distribution, over entity-days with something new,
/// of how many others knew it at the last midnight. Only rates of days count, so the size of a vocabulary does not matter (unlike Good-Turing over events).
/// Several new values in one bucket are rarer than one, by a geometric tail whose rate is the organisation's (<see cref="RarePopulation.Another"/>).
/// Who was never seen here shows nothing but new things: that tells nothing of a joiner, but of an account that the site has long known it is
/// judged by how rarely such accounts begin (<see cref="RarePopulation.BeginRate"/>). A value known to the entity, or a rollout (<c>IsRollout</c>), is no surprise. Cost: a hash and a binary search per value.
/// </remarks>
internal sealed class RareMeasure : IMeasure, IPeerMeasure, ITenureMeasure, IRolloutMeasure
{
    /// <summary>Expected days with something new that the prior "as everybody" is worth.</summary>
    private const double TendencyStrength = 1;

    public MeasureGrammar Grammar { get; } = new("rare", true, false, [Direction.High], "A value of a field that is new for the entity, e.g. its first sign-in from a country.");

    public FeatureRequest Request(Detector detector) => new(detector.Of, [new FeatureColumn(detector.Events, Metric.Count, null)], []) { ReadsLate = true };

    public Baseline NewBaseline() => new RareBaseline();

    public Population NewPopulation() => new RarePopulation(new DecayedSums(RarePopulation.Length), new Prevalences(), 0);

    public PopulationDay NewDay() => new RareDay(new DailySums(RarePopulation.Length), new FirstShown());

    public bool NeedsEvents(in Sighting sighting, Baseline baseline) => false;

    public void Score(in Sighting sighting, Baseline baseline, Population population, List<Surprise> into)
    {
        var own = (RareBaseline)baseline;
        var all = (RarePopulation)population;
        var tendency = double.NaN;
        for (var row = 0; row < sighting.Rows.Length; row++)
        {
            if (sighting.Rows[row].Group is not { } text || FrequentTexts.HashOf(text) is var hash && own.Known.Knows(hash, sighting.Local.Day))
                continue;
            var others = all.Values.Of(hash);
            if (all.IsRollout(others, sighting.Local.Day))
                continue;
            if (double.IsNaN(tendency))
                tendency = Math.Log(Begins(sighting, own) ? all.BeginRate : NewToday(own, all, sighting.Local.Day));
            var value = Surprises.Of(tendency + Math.Log(all.AtMost(RankOf(sighting, hash, others.Entities))));
            if (value > 0)
                into.Add(new Surprise(value, row, Math.Min(value, Surprises.Of(tendency))));
        }

        AddMany(sighting, into, own.Since is null ? 1 : all.Another);
    }

    /// <summary>The rarest of several new values, of equals the first by name, also stands for their number: P(at least n) = P(another)^(n - 1). In an entity's first bucket all is new.</summary>
    private static void AddMany(in Sighting sighting, List<Surprise> into, double another)
    {
        if (into.Count < 2 || another >= 1)
            return;
        var rarest = 0;
        for (var i = 1; i < into.Count; i++)
        {
            var order = into[i].Value.CompareTo(into[rarest].Value);
            if (order > 0 || order == 0 && string.CompareOrdinal(sighting.Rows[into[i].Row].Group, sighting.Rows[into[rarest].Row].Group) < 0)
                rarest = i;
        }

        into[rarest] = into[rarest] with { Value = into[rarest].Value + Surprises.Of((into.Count - 1) * Math.Log(another)) };
    }

    public Explanation Explain(in Sighting sighting, Baseline baseline, Population population, Surprise surprise)
    {
        var own = (RareBaseline)baseline;
        var all = (RarePopulation)population;
        var text = sighting.Rows[surprise.Row].Group ?? "";
        var others = all.Values.Of(FrequentTexts.HashOf(text)).Entities;
        var usual = own.Texts.MostFrequent(own.Known);
        var daysBetween = 1 / NewToday(own, all, sighting.Local.Day);
        return new Explanation
        {
            Value = text,
            Actual = sighting.Number(surprise.Row, 0),
            TypicalValues = usual,
            Since = own.Since is { } since ? DateTimeOffset.FromUnixTimeSeconds(since) : null,
            PeersShare = all.Entities > 0 ? Math.Min(1, others / all.Entities) : null,
            PeersSize = all.Entities > 0 ? (long)all.Entities : null,
            Normal = own.Since is null ? Begins(sighting, own) ? "none: it was never seen here" : "nothing is known of it yet"
                : string.Create(CultureInfo.InvariantCulture, $"one of its {own.Known.Count} known values; something new about every {Math.Max(1, daysBetween):0} active days"),
        };
    }

    public double SizeOf(Baseline baseline, int day) => ((RareBaseline)baseline).ActiveDays;

    public LearntBaseline Describe(Detector detector, Baseline baseline, Population population, int day)
    {
        var (own, all) = ((RareBaseline)baseline, (RarePopulation)population);
        day = Math.Max(day, own.LastDay + 1);
        var expected = own.ExpectedNewDays / own.Growth(day);
        return new LearntBaseline
        {
            Since = own.Since is { } since ? DateTimeOffset.FromUnixTimeSeconds(since) : null,
            LastDay = own.Since is null ? null : DateOnly.FromDayNumber(own.LastDay),
            Evidence = own.ActiveDays,
            EvidenceUnit = "active days",
            OwnFraction = expected / (expected + TendencyStrength),
            Values = own.Known.Describe(own.Texts, all.Values, day) with
            {
                NewEveryDays = 1 / NewToday(own, all, day), OthersNewEveryDays = 1 / Math.Min(1, all.NewRate(own.ActiveDays)),
            },
        };
    }

    public void Shown(in Sighting sighting, List<ulong> traits) => RowTraits.Shown(sighting, traits);

    public void Same(in Sighting sighting, Surprise surprise, List<ulong> traits) => RowTraits.Same(sighting, surprise, traits);

    public void Likens(in Sighting sighting, Population population, List<LikenessTrait> traits)
    {
        var all = (RarePopulation)population;
        foreach (var row in sighting.Rows)
            if (row.Group is { } text && FrequentTexts.HashOf(text) is var hash && all.TellsApart(hash))
                traits.Add(new LikenessTrait(hash, text));
    }

    public void Learn(in Sighting sighting, Baseline baseline, Population population, PopulationDay day, double weight)
    {
        var own = (RareBaseline)baseline;
        var all = (RarePopulation)population;
        var (sums, values) = (((RareDay)day).Sums, ((RareDay)day).Values);
        weight = Weights.Clamp(weight);
        var first = own.Since is null;
        if (Begins(sighting, own))
            sums.Add(RarePopulation.Beginners, 1L);
        if (own.Arrive(sighting.Local.Day, sighting.Bucket.From))
            ArriveAt(own, all, sums, first);

        Span<ulong> hashes = sighting.Rows.Length <= 256 ? stackalloc ulong[sighting.Rows.Length] : new ulong[sighting.Rows.Length];
        var rarest = int.MaxValue;
        var unknown = 0L;
        var fresh = false;
        for (var row = 0; row < hashes.Length; row++)
        {
            hashes[row] = FrequentTexts.HashOf(sighting.Rows[row].Group ?? "");
            var (shown, known) = own.Known.Look(hashes[row], sighting.Local.Day);
            if (shown is null)
                values.Add(hashes[row], KnownValues.Remembers(weight) ? 1 : 0);
            else if (shown < sighting.Local.Day)
                values.Add(hashes[row], 0);
            fresh |= !(shown >= sighting.Local.Day);
            unknown += known ? 0 : 1;
            if (!known)
                rarest = Math.Min(rarest, RankOf(sighting, hashes[row], all.Values.Of(hashes[row]).Entities).Number);
        }

        if (rarest < int.MaxValue && own.ActiveDays > 1)
        {
            CountNew(own, all, sums, new NewValueRank(rarest), weight);
            sums.Add(RarePopulation.NewBuckets, 1L);
            sums.Add(RarePopulation.NewValues, unknown);
        }

        own.Known.Learn(hashes, sighting.Local.Day, weight, RareBaseline.MostValues);
        // Days are what texts are ranked by: a value shown earlier today has had its turn.
        if (fresh && weight > 0)
            for (var row = 0; row < hashes.Length; row++)
                own.Texts.Learn(sighting.Rows[row].Group ?? "", hashes[row], own.Known.WeightOf(hashes[row]));
    }

    public void Merge(PopulationDay day, PopulationDay other)
    {
        ((RareDay)day).Sums.Merge(((RareDay)other).Sums);
        ((RareDay)day).Values.Merge(((RareDay)other).Values);
    }

    public Population Advance(Population population, PopulationDay day, int dayNumber)
    {
        var (old, added) = ((RarePopulation)population, (RareDay)day);
        return new RarePopulation(old.Sums.Advance(added.Sums, dayNumber), old.Values.Advance(added.Values, dayNumber),
            old.Entities + added.Sums[RarePopulation.NewEntities]);
    }

    public void Write(Baseline baseline, IBufferWriter<byte> to) => ((RareBaseline)baseline).Write(new StateWriter(to));

    public Baseline ReadBaseline(ReadOnlySpan<byte> from) => RareBaseline.Read(from);

    public void Write(Population population, IBufferWriter<byte> to)
    {
        var (writer, all) = (new StateWriter(to), (RarePopulation)population);
        writer.Byte(1);
        writer.Double(all.Entities);
        all.Sums.Write(writer);
        all.Values.Write(writer);
    }

    public Population ReadPopulation(ReadOnlySpan<byte> from)
    {
        var reader = new StateReader(from);
        reader.Version(1);
        var entities = reader.Double();
        var population = new RarePopulation(DecayedSums.Read(ref reader, RarePopulation.Length, RarePopulation.FirstLength), Prevalences.Read(ref reader), entities);
        reader.End();
        return population;
    }

    public void Write(PopulationDay day, IBufferWriter<byte> to)
    {
        var writer = new StateWriter(to);
        writer.Byte(1);
        ((RareDay)day).Sums.Write(writer);
        ((RareDay)day).Values.Write(writer);
    }

    public PopulationDay ReadDay(ReadOnlySpan<byte> from)
    {
        var reader = new StateReader(from);
        reader.Version(1);
        var day = new RareDay(DailySums.Read(ref reader, RarePopulation.Length, RarePopulation.FirstLength), FirstShown.Read(ref reader));
        reader.End();
        return day;
    }

    public void AddTenured(PopulationDay day, long accounts) => ((RareDay)day).Sums.Add(RarePopulation.Tenured, accounts);

    public long Began(PopulationDay soFar, string value) => ((RareDay)soFar).Values.Entities.GetValueOrDefault(FrequentTexts.HashOf(value));

    public bool IsRollout(Population population, string value, long began, int day) => ((RarePopulation)population).IsRollout(FrequentTexts.HashOf(value), began, day);

    /// <summary>The site has known the account for long, this detector has not: its first appearance is something new, not the first day of a joiner.</summary>
    private static bool Begins(in Sighting sighting, RareBaseline own) => own.Since is null && sighting.TenureDays >= ITenureMeasure.LongKnownDays;

    /// <summary>Probability that the entity shows something new on the day; 1 on its first.</summary>
    private static double NewToday(RareBaseline own, RarePopulation all, int day)
    {
        if (own.Since is null || day <= own.LastDay && own.ActiveDays == 1)
            return 1;
        var unit = own.Growth(day);
        var before = own.ActiveDays - (day <= own.LastDay ? 1 : 0);
        return Math.Min(1, all.NewRate(before) * (own.NewDays + TendencyStrength * unit) / (own.ExpectedNewDays + TendencyStrength * unit));
    }

    private static void ArriveAt(RareBaseline own, RarePopulation all, DailySums sums, bool first)
    {
        sums.Add(RarePopulation.EntityDays, 1L);
        if (first)
            sums.Add(RarePopulation.NewEntities, 1L);
        else
        {
            own.Expect(all.NewRate(own.ActiveDays - 1));
            sums.Add(RarePopulation.ActiveDays + AgeOf(own), 1L);
        }
    }

    /// <summary>
    /// An entity-day with something new counts once, for its age and in the class of its rarest new value; there, one that shows new things n times as often as others
    /// counts 1/n, or a few explorers would make everybody's unheard-of values look common.
    /// </summary>
    private static void CountNew(RareBaseline own, RarePopulation all, DailySums sums, NewValueRank rarest, double weight)
    {
        var unit = own.Growth(own.LastDay);
        var share = Math.Min(1, (own.ExpectedNewDays + TendencyStrength * unit) / (own.NewDays + TendencyStrength * unit));
        own.ShowNew(weight);
        if (own.RarestToday >= 0 && own.RarestToday <= rarest.Number)
            return;
        if (own.RarestToday < 0)
        {
            own.RarestShare = (float)share;
            sums.Add(RarePopulation.NewDays + AgeOf(own), 1L);
        }

        if (all.Sums.Days >= RarePopulation.OldEnoughDays)
        {
            if (own.RarestToday >= 0)
                AddRarest(sums, new NewValueRank(own.RarestToday), -own.RarestShare);
            AddRarest(sums, rarest, own.RarestShare);
        }

        own.RarestToday = rarest.Number;
    }

    private static void AddRarest(DailySums sums, NewValueRank rank, double share)
    {
        sums.Add(RarePopulation.Rarest + rank.Class, share);
        if (rank.PeerClass is { } peers)
            sums.Add(RarePopulation.RarestOfPeers + rank.Class * NewValueRank.PeerClasses + peers, share);
    }

    private static NewValueRank RankOf(in Sighting sighting, ulong hash, long others) => NewValueRank.Of(RarePopulation.ClassOf(others), sighting.Peers?.ShareOf(hash));

    private static int AgeOf(RareBaseline own) =>
        Math.Min(System.Numerics.BitOperations.Log2((uint)(own.ActiveDays - 1)), RarePopulation.Ages - 1);
}
