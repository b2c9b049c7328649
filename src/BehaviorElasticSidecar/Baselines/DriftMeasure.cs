using System.Buffers;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Baselines;

/// <summary><c>drift</c>: an amount that builds up over days beyond what is usual, although no day may stand out.</summary>
/// <remarks>
/// CUSUM (Page 1954) of days against an anchor of 90 days: what a day has beyond 1.25 usual days and their mean deviation is added, what it has less is taken away. p = P(a day of anybody builds up as much,
/// as a record). It speaks when more has built up than ever, and again when that has grown by a quarter. An anchor that learns with less weight what
/// surprises cannot be trained by going slowly: what it does not learn builds up.
/// </remarks>
internal sealed class DriftMeasure : IMeasure
{
    private const int AmountColumn = 1;

    /// <summary>Days at the beginning of a site of which the population learns nothing.</summary>
    private const int OpeningDays = 14;

    public MeasureGrammar Grammar { get; } = new("drift", true, true, [Direction.High],
        "A sum that builds up over days and weeks beyond what is usual, e.g. what leaves for one partner, a little more each day.");

    public FeatureRequest Request(Detector detector) => new(detector.By,
        [new FeatureColumn(detector.Events, Metric.Count, null), new FeatureColumn(detector.Events, Metric.Sum, detector.Of)], []);

    public Baseline NewBaseline() => new DriftBaseline();

    public Population NewPopulation() => new DriftPopulation(new DecayedSums(DriftPopulation.Length));

    public PopulationDay NewDay() => new SumsDay(new DailySums(DriftPopulation.Length));

    /// <summary>While everything is new, everything builds up.</summary>
    public bool IsSettled(Population population) => ((DriftPopulation)population).Sums.Days >= OpeningDays;

    public bool NeedsEvents(in Sighting sighting, Baseline baseline) => false;

    public void Score(in Sighting sighting, Baseline baseline, Population population, List<Surprise> into)
    {
        var (own, all) = ((DriftBaseline)baseline, (DriftPopulation)population);
        var amount = AmountOf(sighting);
        var built = own.BuiltUp(sighting.Local.Day, amount);
        if (!IsSettled(population) || amount <= 0 || !own.IsRecord(built, sighting.Local.Day))
            return;
        var value = Surprises.Of(all.LogAtLeast(all.SizeOf(built)));
        if (value > 0)
            into.Add(new Surprise(value, 0));
    }

    public Explanation Explain(in Sighting sighting, Baseline baseline, Population population, Surprise surprise)
    {
        var (own, all) = ((DriftBaseline)baseline, (DriftPopulation)population);
        var usual = own.Usual;
        return new Explanation
        {
            Partner = sighting.Detector.By is null ? null : sighting.Rows[0].Group,
            Actual = own.BuiltUp(sighting.Local.Day, AmountOf(sighting)),
            TypicalMedian = usual > 0 ? usual : null,
            TypicalP95 = all.P95,
            Since = own.Since is { } since ? DateTimeOffset.FromUnixTimeSeconds(since) : null,
            Normal = own.Since is null ? "nothing: it was never seen here"
                : "days with more that days with less make up for",
        };
    }

    public double SizeOf(Baseline baseline, int day) => Math.Max(((DriftBaseline)baseline).Usual, ((DriftBaseline)baseline).BuiltUp(day, 0) / DriftBaseline.DaysBefore);

    public LearntBaseline Describe(Detector detector, Baseline baseline, Population population, int day)
    {
        var (own, all) = ((DriftBaseline)baseline, (DriftPopulation)population);
        return new LearntBaseline
        {
            Since = own.Since is { } since ? DateTimeOffset.FromUnixTimeSeconds(since) : null,
            LastDay = own.Since is null ? null : DateOnly.FromDayNumber(own.LastDay),
            Evidence = own.Days,
            EvidenceUnit = "days",
            OwnFraction = own.Days / (own.Days + DriftBaseline.DaysBefore),
            Amount = own.Since is null ? null : new LearntAmount(
                AmountMeasure.UnitOfSum(detector), own.Usual, own.Allowance, all.Sums[DriftPopulation.Days] > 0 ? all.Typical : null),
        };
    }

    public void Learn(in Sighting sighting, Baseline baseline, Population population, PopulationDay day, double weight)
    {
        var (own, all, sums) = ((DriftBaseline)baseline, (DriftPopulation)population, ((SumsDay)day).Sums);
        var (amount, today) = (AmountOf(sighting), sighting.Local.Day);
        if (amount <= 0)
            return;
        var isFirst = own.Since is null || today > own.LastDay;
        var built = own.BuiltUp(today, amount);
        var isRecord = own.IsRecord(built, today);
        own.Arrive(today, sighting.Bucket.From);
        var before = own.Today;
        own.Add(amount, Weights.Clamp(weight));
        sums.Add(DriftPopulation.LogSum, Math.Log(own.Today) - (isFirst ? 0 : Math.Log(before)));
        if (isFirst)
            sums.Add(DriftPopulation.Days, 1L);
        if (!IsSettled(population))
            return;
        if (isFirst)
            sums.Add(DriftPopulation.SettledDays, 1L);
        if (isRecord)
            CountRecord(own, sums, DriftPopulation.BandOf(all.SizeOf(built)));
    }

    public void Merge(PopulationDay day, PopulationDay other) => ((SumsDay)day).Sums.Merge(((SumsDay)other).Sums);

    public Population Advance(Population population, PopulationDay day, int dayNumber) =>
        new DriftPopulation(((DriftPopulation)population).Sums.Advance(((SumsDay)day).Sums, dayNumber));

    public void Write(Baseline baseline, IBufferWriter<byte> to) => ((DriftBaseline)baseline).Write(new StateWriter(to));

    public Baseline ReadBaseline(ReadOnlySpan<byte> from) => DriftBaseline.Read(from);

    public void Write(Population population, IBufferWriter<byte> to) => ((DriftPopulation)population).Sums.WriteAlone(to);

    public Population ReadPopulation(ReadOnlySpan<byte> from) => new DriftPopulation(DecayedSums.ReadAlone(from, DriftPopulation.Length));

    public void Write(PopulationDay day, IBufferWriter<byte> to) => ((SumsDay)day).Write(to);

    public PopulationDay ReadDay(ReadOnlySpan<byte> from) => SumsDay.Read(from, DriftPopulation.Length);

    /// <summary>Of a day the largest record counts.</summary>
    private static void CountRecord(DriftBaseline own, DailySums sums, int band)
    {
        if (own.ReachedToday >= 0)
            sums.Add(DriftPopulation.Reached + own.ReachedToday, -1L);
        sums.Add(DriftPopulation.Reached + band, 1L);
        own.ReachedToday = band;
    }

    private static double AmountOf(in Sighting sighting) => Math.Min(AmountMeasure.SumOf(sighting, AmountColumn), AmountLaw.Largest);
}
