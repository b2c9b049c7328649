using System.Buffers;
using System.Globalization;
using BehaviorElasticSidecar.Baselines.Peers;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary><c>fact</c>: something that matters in combinations happened (a privileged group changed, the HR database was touched).</summary>
/// <remarks>
/// p = P(the fact today) x, with <c>of</c>, P(this value | the fact). The first is a decayed daily rate over the days since the entity first showed the fact, shrunk to that of
/// all who did (beta-binomial mean, prior of <see cref="PriorDays"/> days); for who never did, the organisation's rate of first times per entity. The second is the
/// value's share, the entity's own shrunk to the population's (Dirichlet, prior of <see cref="PriorValues"/> days). Only days with the fact are seen, so the number of
/// entities that never showed it is not known: the rate of first times is too high by that factor, the same for all, which calibration takes out.
/// </remarks>
internal sealed class FactMeasure : IMeasure, IPeerMeasure
{
    private const double PriorDays = 10, PriorValues = 2;

    /// <summary>A long absence says no more of the rate than this many days.</summary>
    private const int LongestAbsenceDays = 90;

    public MeasureGrammar Grammar { get; } = new("fact", null, false, [Direction.High], "Something that matters in combinations happened; with of, which.");

    public FeatureRequest Request(Detector detector) => new(detector.Of, [new FeatureColumn(detector.Events, Metric.Count, null)], []) { ReadsLate = true };

    public Baseline NewBaseline() => new FactBaseline();

    public Population NewPopulation() => new FactPopulation(new DecayedSums(FactPopulation.Length), new Prevalences(), 0, 0);

    public PopulationDay NewDay() => new FactDay(new DailySums(FactPopulation.Length), new FirstShown());

    /// <summary>A fact that nobody ever showed is the rarest of all.</summary>
    public bool NeedsHistory => false;

    public bool NeedsEvents(in Sighting sighting, Baseline baseline) => false;

    public void Score(in Sighting sighting, Baseline baseline, Population population, List<Surprise> into)
    {
        var (own, all) = ((FactBaseline)baseline, (FactPopulation)population);
        var rate = Math.Log(RateToday(own, all, sighting.Local.Day));
        for (var row = 0; row < sighting.Rows.Length; row++)
            into.Add(new Surprise(Surprises.Of(rate + Math.Log(ShareOf(sighting.Rows[row].Group, own, all))), row));
    }

    public Explanation Explain(in Sighting sighting, Baseline baseline, Population population, Surprise surprise)
    {
        var (own, all) = ((FactBaseline)baseline, (FactPopulation)population);
        var value = sighting.Rows[surprise.Row].Group;
        var days = 1 / RateToday(own, all, sighting.Local.Day);
        return new Explanation
        {
            Value = value,
            Actual = sighting.Number(surprise.Row, 0),
            TypicalValues = own.Texts.MostFrequent(own.Known),
            Since = own.Since is { } since ? DateTimeOffset.FromUnixTimeSeconds(since) : null,
            PeersShare = value is not null && all.Entities > 0 ? Math.Clamp(all.Values.Of(FrequentTexts.HashOf(value)).Entities / all.Entities, 0, 1) : null,
            PeersSize = all.Entities > 0 ? (long)all.Entities : null,
            Normal = own.Since is null ? "never shown before" : string.Create(CultureInfo.InvariantCulture, $"about every {Math.Max(1, days):0} days"),
        };
    }

    public double SizeOf(Baseline baseline, int day) => DaysWith((FactBaseline)baseline, day);

    public LearntBaseline Describe(Detector detector, Baseline baseline, Population population, int day)
    {
        var (own, all) = ((FactBaseline)baseline, (FactPopulation)population);
        day = Math.Max(day, own.LastDay + 1);
        var chances = Forgetting.Days(own.FirstDay + 1, day - 1, day);
        return new LearntBaseline
        {
            Since = own.Since is { } since ? DateTimeOffset.FromUnixTimeSeconds(since) : null,
            LastDay = own.Since is null ? null : DateOnly.FromDayNumber(own.LastDay),
            Evidence = DaysWith(own, day),
            EvidenceUnit = "days with it",
            OwnFraction = own.Firmness * chances / (chances + PriorDays),
            Rate = new LearntRate("it happens", 1 / RateToday(own, all, day), 1 / Math.Min(1, all.AgainRate)),
            Values = detector.Of is null ? null : own.Known.Describe(own.Texts, all.Values, day),
        };
    }

    /// <summary>Decayed number of days, the first one too, which the rate leaves out.</summary>
    private static double DaysWith(FactBaseline own, int day) =>
        own.Since is null ? 0 : own.Days / own.Growth(day) + (own.LastDay == own.FirstDay ? own.Today : 1) * Forgetting.Growth(own.FirstDay - day);

    public void Shown(in Sighting sighting, List<ulong> traits) => RowTraits.Shown(sighting, traits);

    public void Same(in Sighting sighting, Surprise surprise, List<ulong> traits) => RowTraits.Same(sighting, surprise, traits);

    public void Learn(in Sighting sighting, Baseline baseline, Population population, PopulationDay day, double weight)
    {
        var (own, sums, values) = ((FactBaseline)baseline, ((FactDay)day).Sums, ((FactDay)day).Values);
        weight = Weights.Clamp(weight);
        var passed = own.Arrive(sighting.Local.Day, sighting.Bucket.From);
        if (passed is null)
            sums.Add(FactPopulation.First, 1L);
        else if (passed > 0)
        {
            sums.Add(FactPopulation.Again, 1L);
            sums.Add(FactPopulation.Chances, (long)Math.Min(passed.Value, LongestAbsenceDays));
        }

        own.Show(weight);
        var hashes = new List<ulong>();
        foreach (var row in sighting.Rows)
            if (row.Group is { } text)
                hashes.Add(FrequentTexts.HashOf(text));
        foreach (var hash in hashes)
            if (own.Known.LastShown(hash) is not { } shown)
            {
                values.Add(hash, KnownValues.Remembers(weight) ? 1 : 0);
                sums.Add(FactPopulation.Shown, KnownValues.Remembers(weight) ? 1L : 0L);
            }
            else if (shown < sighting.Local.Day)
                values.Add(hash, 0);
        own.Known.Learn(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(hashes), sighting.Local.Day, weight, FactBaseline.MostValues);
        if (weight > 0)
            foreach (var row in sighting.Rows)
                if (row.Group is { } text)
                    own.Texts.Learn(text, FrequentTexts.HashOf(text), own.Known.WeightOf(FrequentTexts.HashOf(text)));
    }

    public void Merge(PopulationDay day, PopulationDay other)
    {
        ((FactDay)day).Sums.Merge(((FactDay)other).Sums);
        ((FactDay)day).Values.Merge(((FactDay)other).Values);
    }

    public Population Advance(Population population, PopulationDay day, int dayNumber)
    {
        var (old, added) = ((FactPopulation)population, (FactDay)day);
        return new FactPopulation(old.Sums.Advance(added.Sums, dayNumber), old.Values.Advance(added.Values, dayNumber),
            old.Entities + added.Sums[FactPopulation.First], old.Pairs + added.Sums[FactPopulation.Shown]);
    }

    public void Write(Baseline baseline, IBufferWriter<byte> to) => ((FactBaseline)baseline).Write(new StateWriter(to));

    public Baseline ReadBaseline(ReadOnlySpan<byte> from) => FactBaseline.Read(from);

    public void Write(Population population, IBufferWriter<byte> to)
    {
        var (writer, all) = (new StateWriter(to), (FactPopulation)population);
        writer.Byte(1);
        writer.Double(all.Entities);
        writer.Double(all.Pairs);
        all.Sums.Write(writer);
        all.Values.Write(writer);
    }

    public Population ReadPopulation(ReadOnlySpan<byte> from)
    {
        var reader = new StateReader(from);
        reader.Version(1);
        var (entities, pairs) = (reader.Double(), reader.Double());
        var population = new FactPopulation(DecayedSums.Read(ref reader, FactPopulation.Length), Prevalences.Read(ref reader), entities, pairs);
        reader.End();
        return population;
    }

    public void Write(PopulationDay day, IBufferWriter<byte> to)
    {
        var writer = new StateWriter(to);
        writer.Byte(1);
        ((FactDay)day).Sums.Write(writer);
        ((FactDay)day).Values.Write(writer);
    }

    public PopulationDay ReadDay(ReadOnlySpan<byte> from)
    {
        var reader = new StateReader(from);
        reader.Version(1);
        var day = new FactDay(DailySums.Read(ref reader, FactPopulation.Length), FirstShown.Read(ref reader));
        reader.End();
        return day;
    }

    /// <summary>An entity known with less than full weight is judged between one that never showed the fact and one that did.</summary>
    private static double RateToday(FactBaseline own, FactPopulation all, int day)
    {
        var first = all.FirstRate;
        if (own.Since is null)
            return first;
        var unit = own.Growth(day);
        var chances = Forgetting.Days(own.FirstDay + 1, day - 1, day);
        var again = (own.Days / unit + PriorDays * all.AgainRate) / (chances + PriorDays);
        return Math.Clamp(first + own.Firmness * (again - first), 1e-9, 1);
    }

    private static double ShareOf(string? value, FactBaseline own, FactPopulation all)
    {
        if (value is null)
            return 1;
        var hash = FrequentTexts.HashOf(value);
        return Math.Min(1, (own.Known.WeightOf(hash) + PriorValues * all.ShareOf(hash)) / (own.Known.TotalWeight + PriorValues));
    }
}
