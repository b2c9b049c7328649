using System.Buffers;
using System.Globalization;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary><c>beacon</c>: connections of a pair at even times, of even sizes, for hours: software that asks for orders.</summary>
/// <remarks>
/// The score of a bucket is <see cref="Regularity"/> (RITA v5) with its additions for age and prevalence. p = P(a pair scores as much): the share of the pair's own looks with such a score, shrunk to that of
/// all pairs by 1 / share looks, at most <see cref="MostStrength"/>. So an updater that beats every day is usual, and what half of the organisation asks is less than what one machine does. Events are fetched for
/// candidates only: pairs whose rows tell of enough connections over enough time.
/// </remarks>
internal sealed class BeaconMeasure : IMeasure
{
    /// <summary>Connections below which chance looks even; above the second a look would cost too much: one each four seconds of a day.</summary>
    private const double LeastEvents = 10, MostEvents = 20_000;

    /// <summary>Share of the bucket that first and last must be apart: what lasts for less scores low.</summary>
    private const double LeastSpan = 0.25;

    private const double MostStrength = 20;

    private const int EarliestColumn = 1, LatestColumn = 2;

    public MeasureGrammar Grammar { get; } = new("beacon", true, true, [Direction.High],
        "Connections to a partner (by) at even times and of even sizes (of), as software makes them; for buckets of a day.");

    public FeatureRequest Request(Detector detector) => new(detector.By,
        [
            new FeatureColumn(detector.Events, Metric.Count, null),
            new FeatureColumn(detector.Events, Metric.Min, FeatureFields.Time),
            new FeatureColumn(detector.Events, Metric.Max, FeatureFields.Time),
        ],
        // The time makes every event another, so that none is left out as a repetition.
        PartnerEvents.Fields(detector, detector.Of!, FeatureFields.Time));

    public Baseline NewBaseline() => new BeaconBaseline();

    public Population NewPopulation() => new BeaconPopulation(new DecayedSums(BeaconPopulation.Length), new Prevalences());

    public PopulationDay NewDay() => new BeaconDay(new DailySums(BeaconPopulation.Length), new FirstShown());

    public bool NeedsEvents(in Sighting sighting, Baseline baseline) => IsCandidate(sighting);

    private static bool IsCandidate(in Sighting sighting)
    {
        double count = 0, earliest = double.PositiveInfinity, latest = double.NegativeInfinity;
        for (var row = 0; row < sighting.Rows.Length; row++)
            (count, earliest, latest) = (count + sighting.Number(row, 0), Math.Min(earliest, sighting.Number(row, EarliestColumn)), Math.Max(latest, sighting.Number(row, LatestColumn)));
        return count is >= LeastEvents and <= MostEvents && latest - earliest >= LeastSpan * sighting.Bucket.Span.TotalMilliseconds;
    }

    public void Score(in Sighting sighting, Baseline baseline, Population population, List<Surprise> into)
    {
        if (Look(sighting) is not { } beat)
            return;
        var value = Surprises.Of(Math.Log(Probability(beat.Score, sighting, (BeaconBaseline)baseline, (BeaconPopulation)population)));
        if (value > 0)
            into.Add(new Surprise(value, 0));
    }

    public Explanation Explain(in Sighting sighting, Baseline baseline, Population population, Surprise surprise)
    {
        var (own, all) = ((BeaconBaseline)baseline, (BeaconPopulation)population);
        var (times, sizes) = Connections(sighting);
        var usual = all.Quantile(0.05);
        return new Explanation
        {
            Value = times.Count < 2 ? null : string.Create(CultureInfo.InvariantCulture, $"about every {Middle(times.Zip(times.Skip(1), (a, b) => (double)(b - a))):0} seconds"),
            Partner = sighting.Rows[0].Group,
            Actual = Look(sighting) is { } beat ? all.Adjusted(beat.Score, own, Partner(sighting), sighting.Local.Day) : sighting.Number(0, 0),
            TypicalMedian = all.Quantile(0.5),
            TypicalP95 = usual,
            Since = own.Since is { } since ? DateTimeOffset.FromUnixTimeSeconds(since) : null,
            PeersShare = Partner(sighting) is { } hash && all.Entities > 0 ? Math.Min(1, all.Partners.Of(hash).Entities / (double)all.Entities) : null,
            PeersSize = all.Entities > 0 ? all.Entities : null,
            Normal = string.Create(CultureInfo.InvariantCulture, $"a beacon score of up to {usual:0.##}{(sizes.Count == 0 ? "" : $", here of {Middle(sizes):0} bytes each")}"),
        };
    }

    public double SizeOf(Baseline baseline, int day) => ((BeaconBaseline)baseline).AtLeast(0) / ((BeaconBaseline)baseline).Growth(day);

    public LearntBaseline Describe(Detector detector, Baseline baseline, Population population, int day)
    {
        var (own, all) = ((BeaconBaseline)baseline, (BeaconPopulation)population);
        var looks = SizeOf(own, Math.Max(day, own.LastDay + 1));
        return new LearntBaseline
        {
            Since = own.Since is { } since ? DateTimeOffset.FromUnixTimeSeconds(since) : null,
            LastDay = own.Since is null ? null : DateOnly.FromDayNumber(own.LastDay),
            Evidence = looks,
            EvidenceUnit = "days with enough connections",
            OwnFraction = looks / (looks + MostStrength),
            Amount = looks <= 0 ? null : new LearntAmount("score", own.Quantile(0.5), own.Quantile(0.05), all.Looks > 0 ? all.Quantile(0.5) : null),
        };
    }

    public void Learn(in Sighting sighting, Baseline baseline, Population population, PopulationDay day, double weight)
    {
        var (own, all, added) = ((BeaconBaseline)baseline, (BeaconPopulation)population, (BeaconDay)day);
        var look = Look(sighting);
        if (look is { } beat)
            added.Sums.Add(BeaconPopulation.BandOf(all.Adjusted(beat.Score, own, Partner(sighting), sighting.Local.Day)), 1L);
        var isNewDay = own.Arrive(sighting.Local.Day, sighting.Bucket.From);
        if (Partner(sighting) is { } partner && isNewDay != false)
            added.Partners.Add(partner, isNewDay is null ? 1 : 0);
        if (look is { } learnt)
            own.Add(learnt.Score, own.Growth(sighting.Local.Day) * Weights.Clamp(weight));
    }

    public void Merge(PopulationDay day, PopulationDay other)
    {
        ((BeaconDay)day).Sums.Merge(((BeaconDay)other).Sums);
        ((BeaconDay)day).Partners.Merge(((BeaconDay)other).Partners);
    }

    public Population Advance(Population population, PopulationDay day, int dayNumber)
    {
        var (old, added) = ((BeaconPopulation)population, (BeaconDay)day);
        return new BeaconPopulation(old.Sums.Advance(added.Sums, dayNumber), old.Partners.Advance(added.Partners, dayNumber));
    }

    public void Write(Baseline baseline, IBufferWriter<byte> to) => ((BeaconBaseline)baseline).Write(new StateWriter(to));

    public Baseline ReadBaseline(ReadOnlySpan<byte> from) => BeaconBaseline.Read(from);

    public void Write(Population population, IBufferWriter<byte> to)
    {
        var (writer, all) = (new StateWriter(to), (BeaconPopulation)population);
        writer.Byte(1);
        all.Sums.Write(writer);
        all.Partners.Write(writer);
    }

    public Population ReadPopulation(ReadOnlySpan<byte> from)
    {
        var reader = new StateReader(from);
        reader.Version(1);
        var population = new BeaconPopulation(DecayedSums.Read(ref reader, BeaconPopulation.Length), Prevalences.Read(ref reader));
        reader.End();
        return population;
    }

    public void Write(PopulationDay day, IBufferWriter<byte> to)
    {
        var (writer, added) = (new StateWriter(to), (BeaconDay)day);
        writer.Byte(1);
        added.Sums.Write(writer);
        added.Partners.Write(writer);
    }

    public PopulationDay ReadDay(ReadOnlySpan<byte> from)
    {
        var reader = new StateReader(from);
        reader.Version(1);
        var day = new BeaconDay(DailySums.Read(ref reader, BeaconPopulation.Length), FirstShown.Read(ref reader));
        reader.End();
        return day;
    }

    private static double Probability(double score, in Sighting sighting, BeaconBaseline own, BeaconPopulation all)
    {
        var others = all.AtLeast(all.Adjusted(score, own, Partner(sighting), sighting.Local.Day));
        var (unit, strength) = (own.Growth(sighting.Local.Day), Math.Min(1 / others, MostStrength));
        return Math.Min(1, (own.AtLeast(score) / unit + strength * others) / (own.AtLeast(0) / unit + strength));
    }

    private static ulong? Partner(in Sighting sighting) => sighting.Rows[0].Group is { } partner ? FrequentTexts.HashOf(partner) : null;

    /// <summary>Null where it is no candidate, or has too few intervals.</summary>
    private static Regularity? Look(in Sighting sighting)
    {
        if (!IsCandidate(sighting))
            return null;
        var (times, sizes) = Connections(sighting);
        return Regularity.Of(times, sizes, sighting.Bucket.From.ToUnixTimeSeconds(), sighting.Bucket.To.ToUnixTimeSeconds());
    }

    private static (List<long> Seconds, List<double> Sizes) Connections(in Sighting sighting)
    {
        var (seconds, sizes) = (new List<long>(), new List<double>());
        foreach (var one in sighting.Events ?? [])
        {
            if (!PartnerEvents.IsOwn(sighting, one))
                continue;
            seconds.Add(one.Time.ToUnixTimeSeconds());
            if (double.TryParse(one.Values[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var size) && double.IsFinite(size))
                sizes.Add(Math.Clamp(size, 0, 1e15));
        }

        return (seconds, sizes);
    }

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
