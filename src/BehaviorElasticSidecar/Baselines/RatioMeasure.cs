using System.Buffers;
using System.Globalization;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary><c>ratio</c>: the share of an entity's events that pass a second filter, e.g. failures among sign-ins.</summary>
/// <remarks>
/// Of n events x are in the part: beta-binomial (Skellam 1948) with the entity's share, shrunk to the population's by empirical Bayes, and a correlation r of the tries of one
/// bucket: Var(x) = n m (1 - m) (1 + (n - 1) r), learnt by moments. The doubt of the share itself, 1 / (tries + strength + 1), is one more correlation. Mid-p. A bucket teaches
/// n / (1 + (n - 1) r) tries, so that one stormy hour is one piece of evidence. Above 10,000 events a bucket is scaled to that many. O(events), at most 10,000.
/// </remarks>
internal sealed class RatioMeasure : IMeasure
{
    private const int PartColumn = 1;

    /// <summary>Beyond it the correlation, not the number of events, says how sure a share is.</summary>
    private const int MostTries = 10_000;

    /// <summary>Buckets that the population's correlation is worth; tries after which an entity tells of it.</summary>
    private const double SpreadStrength = 5, EnoughTries = 5;

    /// <summary>Events of the bucket of which a description speaks.</summary>
    private const int DescribedTries = 100;

    public MeasureGrammar Grammar { get; } = new("ratio", false, true, [Direction.High, Direction.Low, Direction.Both],
        "Share of the events that pass a second filter (part), e.g. failures among sign-ins.", TakesPart: true);

    public FeatureRequest Request(Detector detector) => new(detector.By,
        [
            new FeatureColumn(detector.Events, Metric.Count, null),
            new FeatureColumn(detector.Events.And(detector.Part ?? Sources.EventFilter.Everything), Metric.Count, null),
        ], []);

    public Baseline NewBaseline() => new RatioBaseline();

    public Population NewPopulation() => new RatioPopulation(new DecayedSums(RatioPopulation.Length));

    public PopulationDay NewDay() => new SumsDay(new DailySums(RatioPopulation.Length));

    public bool NeedsEvents(in Sighting sighting, Baseline baseline) => false;

    public void Score(in Sighting sighting, Baseline baseline, Population population, List<Surprise> into)
    {
        if (Tally(sighting) is not { } tally)
            return;
        var law = Predict((RatioBaseline)baseline, (RatioPopulation)population, sighting.Local.Day).Of(tally.Tries);
        double high = law.LogUpperMid(tally.Parts), low = law.LogLowerMid(tally.Parts);
        var value = Surprises.Of(sighting.Detector.Direction switch
        {
            Direction.High => high,
            Direction.Low => low,
            _ => LogSpace.Ln2 + Math.Min(high, low),
        });
        if (value > 0)
            into.Add(new Surprise(value, 0));
    }

    public Explanation Explain(in Sighting sighting, Baseline baseline, Population population, Surprise surprise)
    {
        var (own, all) = ((RatioBaseline)baseline, (RatioPopulation)population);
        var (tries, parts) = Tally(sighting) ?? (0, 0);
        var forecast = Predict(own, all, sighting.Local.Day);
        var law = forecast.Of(Math.Max(1, tries));
        double low = law.Quantile(0.05) / (double)Math.Max(1, tries), high = law.Quantile(0.95) / (double)Math.Max(1, tries);
        var actual = tries == 0 ? 0 : parts / (double)tries;
        return new Explanation
        {
            Partner = sighting.Detector.By is null ? null : sighting.Rows[0].Group,
            Actual = actual,
            TypicalMedian = forecast.Share,
            // Of few events even 19 of 20 buckets may have none: no bound to speak of.
            TypicalP95 = high > forecast.Share ? high : null,
            Times = actual / forecast.Share,
            Since = own.Since is { } since ? DateTimeOffset.FromUnixTimeSeconds(since) : null,
            Normal = sighting.Detector.Direction switch
            {
                Direction.High => string.Create(CultureInfo.InvariantCulture, $"up to {high:0 %}"),
                Direction.Low => string.Create(CultureInfo.InvariantCulture, $"at least {low:0 %}"),
                _ => string.Create(CultureInfo.InvariantCulture, $"{low:0 %} to {high:0 %}"),
            },
        };
    }

    public double SizeOf(Baseline baseline, int day) => ((RatioBaseline)baseline).Tries / ((RatioBaseline)baseline).Growth(day);

    public LearntBaseline Describe(Detector detector, Baseline baseline, Population population, int day)
    {
        var (own, all) = ((RatioBaseline)baseline, (RatioPopulation)population);
        day = Math.Max(day, own.LastDay + 1);
        var (forecast, tries) = (Predict(own, all, day), SizeOf(own, day));
        return new LearntBaseline
        {
            Since = own.Since is { } since ? DateTimeOffset.FromUnixTimeSeconds(since) : null,
            LastDay = own.Since is null ? null : DateOnly.FromDayNumber(own.LastDay),
            Evidence = tries,
            EvidenceUnit = "independent events",
            OwnFraction = tries / (tries + all.Strength),
            Amount = new LearntAmount("share", forecast.Share, forecast.Of(DescribedTries).Quantile(0.95) / (double)DescribedTries, all.Share),
        };
    }

    public void Learn(in Sighting sighting, Baseline baseline, Population population, PopulationDay day, double weight)
    {
        if (Tally(sighting) is not { } tally)
            return;
        var (own, all, sums) = ((RatioBaseline)baseline, (RatioPopulation)population, ((SumsDay)day).Sums);
        own.Arrive(sighting.Local.Day, sighting.Bucket.From);
        var forecast = Predict(own, all, sighting.Local.Day);
        var worth = tally.Tries / (1 + (tally.Tries - 1) * forecast.Within);
        var share = tally.Parts / (double)tally.Tries;
        sums.Add(RatioPopulation.Tries, worth);
        sums.Add(RatioPopulation.Parts, worth * share);
        AddSpread(sums, RatioPopulation.TotalSum, Correlation(tally, all.Share, 0));
        var spread = Correlation(tally, forecast.Share, forecast.Doubt);
        var unit = own.Growth(sighting.Local.Day);
        if (own.Tries / unit >= EnoughTries)
            AddSpread(sums, RatioPopulation.WithinSum, spread);
        unit *= Weights.Clamp(weight);
        own.Add(unit * worth, unit * worth * share);
        own.AddSpread(unit * spread.Sum, unit * spread.Weight);
    }

    public void Merge(PopulationDay day, PopulationDay other) => ((SumsDay)day).Sums.Merge(((SumsDay)other).Sums);

    public Population Advance(Population population, PopulationDay day, int dayNumber) =>
        new RatioPopulation(((RatioPopulation)population).Sums.Advance(((SumsDay)day).Sums, dayNumber));

    public void Write(Baseline baseline, IBufferWriter<byte> to) => ((RatioBaseline)baseline).Write(new StateWriter(to));

    public Baseline ReadBaseline(ReadOnlySpan<byte> from) => RatioBaseline.Read(from);

    public void Write(Population population, IBufferWriter<byte> to) => ((RatioPopulation)population).Sums.WriteAlone(to);

    public Population ReadPopulation(ReadOnlySpan<byte> from) => new RatioPopulation(DecayedSums.ReadAlone(from, RatioPopulation.Length));

    public void Write(PopulationDay day, IBufferWriter<byte> to) => ((SumsDay)day).Write(to);

    public PopulationDay ReadDay(ReadOnlySpan<byte> from) => SumsDay.Read(from, RatioPopulation.Length);

    /// <summary>Events and those in the part, whole numbers of at most <see cref="MostTries"/>; null where nothing can be said.</summary>
    private static (int Tries, int Parts)? Tally(in Sighting sighting)
    {
        double tries = 0, parts = 0;
        for (var row = 0; row < sighting.Rows.Length; row++)
            if (sighting.Number(row, 0) is >= 1 and < double.PositiveInfinity and var all && sighting.Number(row, PartColumn) is >= 0 and var some)
                (tries, parts) = (tries + all, parts + Math.Min(some, all));
        if (!(tries >= 1) || !double.IsFinite(tries))
            return null;
        var scale = Math.Min(1, MostTries / tries);
        return ((int)Math.Round(tries * scale), (int)Math.Round(parts * scale));
    }

    private static RatioForecast Predict(RatioBaseline own, RatioPopulation all, int day)
    {
        var unit = own.Growth(day);
        var tries = own.Tries / unit + all.Strength;
        var within = (own.SpreadSum / unit + SpreadStrength * all.Within) / (own.SpreadWeight / unit + SpreadStrength);
        return new RatioForecast((own.Parts / unit + all.Strength * all.Share) / tries, Math.Clamp(within, RatioPopulation.LeastSpread, RatioPopulation.MostSpread), 1 / (tries + 1));
    }

    /// <summary>What one bucket says of the correlation of its tries, less that of the doubt; by moments, one try says nothing.</summary>
    private static (double Sum, double Weight) Correlation((int Tries, int Parts) tally, double share, double doubt)
    {
        double n = tally.Tries, e = tally.Parts - n * share;
        if (n < 2)
            return (0, 0);
        var found = Math.Clamp((e * e / (share * (1 - share)) - n) / (n * (n - 1)), -1, 2) - doubt;
        var weight = (n - 1) / n * ((n - 1) / n);
        return (weight * found, weight);
    }

    private static void AddSpread(DailySums sums, int at, (double Sum, double Weight) spread)
    {
        sums.Add(at, spread.Sum);
        sums.Add(at + 1, spread.Weight);
    }

    /// <param name="Share">Expected, between 0 and 1.</param>
    /// <param name="Within">Correlation of the tries of a bucket.</param>
    /// <param name="Doubt">Correlation that not knowing the share makes.</param>
    private readonly record struct RatioForecast(double Share, double Within, double Doubt)
    {
        public BetaBinomial Of(int tries)
        {
            var precision = 1 / (Within + Doubt * (1 - Within)) - 1;
            return new BetaBinomial(tries, Share * precision, (1 - Share) * precision);
        }
    }
}
