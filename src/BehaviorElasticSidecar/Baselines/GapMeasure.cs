using System.Buffers;
using System.Globalization;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Baselines;

/// <summary><c>gap</c>: an entity (or an entity at a partner) is back after a longer absence than it, and others, usually have.</summary>
/// <remarks>
/// One look a day, at the first sighting. p = P(a return comes after as many days or more): the share of the entity's own returns, shrunk to the population's survival S
/// (product of hazards over bands of days, Kaplan and Meier 1958) by 1 / S returns, at most <see cref="MostStrength"/>: one return of the kind that the others would have shown.
/// Who was never seen is judged by how often that happens among those seen in a day: it cannot be told whether it joined or was silent for all of history.
/// </remarks>
internal sealed class GapMeasure : IMeasure
{
    /// <summary>
    /// Returns that the others' gaps are worth: one month of workdays. More, and a job of every month never becomes usual; less, and forty days in a row make the next holiday
    /// look impossible (the surprise of one's first holiday rises by log10((returns + 20) / 20), half a decade after two months).
    /// </summary>
    private const double MostStrength = 20;

    public MeasureGrammar Grammar { get; } = new("gap", false, true, [Direction.High],
        "Back after a longer absence than usual (a woken account), in days; or seen for the first time.");

    public FeatureRequest Request(Detector detector) => new(detector.By, [new FeatureColumn(detector.Events, Metric.Count, null)], []);

    public Baseline NewBaseline() => new GapBaseline();

    public Population NewPopulation() => new GapPopulation(new DecayedSums(GapPopulation.Length));

    public PopulationDay NewDay() => new SumsDay(new DailySums(GapPopulation.Length));

    public bool NeedsEvents(in Sighting sighting, Baseline baseline) => false;

    public void Score(in Sighting sighting, Baseline baseline, Population population, List<Surprise> into)
    {
        var value = Surprises.Of(Math.Log(Probability((GapBaseline)baseline, (GapPopulation)population, sighting.Local)));
        if (value > 0)
            into.Add(new Surprise(value, 0));
    }

    public Explanation Explain(in Sighting sighting, Baseline baseline, Population population, Surprise surprise)
    {
        var (own, all) = ((GapBaseline)baseline, (GapPopulation)population);
        var gap = own.GapAt(sighting.Local);
        double median = Quantile(own, all, 0.5), p95 = Quantile(own, all, 0.05);
        return new Explanation
        {
            Partner = sighting.Detector.By is null ? null : sighting.Rows[0].Group,
            Actual = gap,
            TypicalMedian = gap is null ? null : median,
            TypicalP95 = gap is null ? null : p95,
            Times = gap / median,
            Since = own.Since is { } since ? DateTimeOffset.FromUnixTimeSeconds(since) : null,
            PeersShare = all.EntitiesADay == 0 ? null : gap is { } days ? all.AtLeast(Math.Max(1, days)) : all.FirstShare,
            PeersSize = all.EntitiesADay > 0 ? all.EntitiesADay : null,
            Normal = gap is null ? "somebody seen before" : string.Create(CultureInfo.InvariantCulture, $"back within {p95:0} days"),
        };
    }

    public double SizeOf(Baseline baseline, int day) => ((GapBaseline)baseline).Returns;

    public LearntBaseline Describe(Detector detector, Baseline baseline, Population population, int day)
    {
        var (own, all) = ((GapBaseline)baseline, (GapPopulation)population);
        var longest = (int)Quantile(own, all, 0.05);
        return new LearntBaseline
        {
            Since = own.Since is { } since ? DateTimeOffset.FromUnixTimeSeconds(since) : null,
            LastDay = own.Since is null ? null : DateOnly.FromDayNumber(own.LastDay),
            Evidence = own.Returns,
            EvidenceUnit = "returns",
            OwnFraction = own.Returns / (own.Returns + Math.Min(1 / all.AtLeast(longest), MostStrength)),
            Gap = new LearntGap((int)Quantile(own, all, 0.5), longest, (int)Quantile(new GapBaseline(), all, 0.05)),
        };
    }

    public void Learn(in Sighting sighting, Baseline baseline, Population population, PopulationDay day, double weight)
    {
        var (own, all, sums) = ((GapBaseline)baseline, (GapPopulation)population, ((SumsDay)day).Sums);
        var gap = own.GapAt(sighting.Local);
        own.See(sighting.Local, sighting.Bucket.From, Weights.Clamp(weight));
        if (gap == 0)
            return;
        if (gap is { } days)
            sums.Add(GapPopulation.Gaps + GapBands.Of(days), 1L);
        if (all.Sums.Days < GapPopulation.OpeningDays)
            return;
        sums.Add(GapPopulation.EntityDays, 1L);
        if (gap is null)
            sums.Add(GapPopulation.Firsts, 1L);
    }

    public void Merge(PopulationDay day, PopulationDay other) => ((SumsDay)day).Sums.Merge(((SumsDay)other).Sums);

    public Population Advance(Population population, PopulationDay day, int dayNumber) =>
        new GapPopulation(((GapPopulation)population).Sums.Advance(((SumsDay)day).Sums, dayNumber));

    public void Write(Baseline baseline, IBufferWriter<byte> to) => ((GapBaseline)baseline).Write(new StateWriter(to));

    public Baseline ReadBaseline(ReadOnlySpan<byte> from) => GapBaseline.Read(from);

    public void Write(Population population, IBufferWriter<byte> to) => ((GapPopulation)population).Sums.WriteAlone(to);

    public Population ReadPopulation(ReadOnlySpan<byte> from) => new GapPopulation(DecayedSums.ReadAlone(from, GapPopulation.Length));

    public void Write(PopulationDay day, IBufferWriter<byte> to) => ((SumsDay)day).Write(to);

    public PopulationDay ReadDay(ReadOnlySpan<byte> from) => SumsDay.Read(from, GapPopulation.Length);

    private static double Probability(GapBaseline own, GapPopulation all, in LocalHour local) => own.GapAt(local) switch
    {
        null => all.FirstShare,
        0 => 1,
        { } gap => AtLeast(own, all, gap),
    };

    private static double AtLeast(GapBaseline own, GapPopulation all, int days)
    {
        var others = all.AtLeast(days);
        var strength = Math.Min(1 / others, MostStrength);
        return Math.Min(1, (own.AtLeast(days) + strength * others) / (own.Returns + strength));
    }

    /// <summary>Longest gap, in days, that is reached or passed with at least the probability.</summary>
    private static double Quantile(GapBaseline own, GapPopulation all, double probability)
    {
        int low = 1, high = 1;
        while (high < 1 << 20 && AtLeast(own, all, high) >= probability)
            (low, high) = (high, high * 2);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = AtLeast(own, all, middle) >= probability ? (middle, high) : (low, middle);
        }

        return low;
    }
}
