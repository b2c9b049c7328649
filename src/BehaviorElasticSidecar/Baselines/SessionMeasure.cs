using System.Buffers;
using System.Globalization;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Baselines;

/// <summary><c>session</c>: an entity that is active for longer than ever without a break, or, with <c>of</c>, from more origins at one time than it, and others, usually are.</summary>
/// <remarks>
/// Lengths: sessions end where nothing happens for <see cref="Break"/>, over the ends of buckets too; each bucket is a look at how long the open one has become. Origins: a look
/// is a bucket, and what counts is the largest number of origins whose spans overlap at one instant (<see cref="ConcurrentOrigins"/>). p = P(a look reaches as much), by the
/// entity's own looks, shrunk to those of all (<see cref="SessionPopulation"/>). Rows alone are read: first and latest event of a bucket, which no break fits between.
/// </remarks>
internal sealed class SessionMeasure : IMeasure
{
    private const int EarliestColumn = 1, LatestColumn = 2, MostNamed = 4;

    /// <summary>A lunch or a meeting away from the keyboard goes on; going home does not. Never less than a bucket, as pauses within one are not seen.</summary>
    private static readonly TimeSpan LeastBreak = TimeSpan.FromHours(2);

    public MeasureGrammar Grammar { get; } = new("session", null, false, [Direction.High],
        "Active for longer without a break than usual; with of: from more origins (addresses, networks, countries, hosts) at the same time.");

    public FeatureRequest Request(Detector detector) => new(detector.Of,
        [
            new FeatureColumn(detector.Events, Metric.Count, null),
            new FeatureColumn(detector.Events, Metric.Min, FeatureFields.Time),
            new FeatureColumn(detector.Events, Metric.Max, FeatureFields.Time),
        ],
        []);

    /// <summary>The shortest pause that ends a session.</summary>
    public static TimeSpan Break(TimeSpan bucket) => bucket > LeastBreak ? bucket : LeastBreak;

    public Baseline NewBaseline() => new SessionBaseline();

    public Population NewPopulation() => new SessionPopulation(new DecayedSums(SessionPopulation.Length));

    public PopulationDay NewDay() => new SumsDay(new DailySums(SessionPopulation.Length));

    public bool NeedsEvents(in Sighting sighting, Baseline baseline) => false;

    public void Score(in Sighting sighting, Baseline baseline, Population population, List<Surprise> into)
    {
        var (position, row) = Look(sighting, (SessionBaseline)baseline);
        var value = position <= 0 ? 0 : Surprises.Of(Math.Log(((SessionPopulation)population).AtLeast(position, (SessionBaseline)baseline, sighting.Local.Day)));
        if (value > 0)
            into.Add(new Surprise(value, row));
    }

    public Explanation Explain(in Sighting sighting, Baseline baseline, Population population, Surprise surprise)
    {
        var (own, all, day) = ((SessionBaseline)baseline, (SessionPopulation)population, sighting.Local.Day);
        int median = all.Quantile(0.5, own, day), p95 = all.Quantile(0.05, own, day);
        var origins = sighting.Detector.Of is null ? null : Together(sighting);
        var actual = origins?.Count ?? Math.Round(Session(sighting, own)?.Hours ?? 0, 1);
        double usual = origins is null ? SessionBands.HoursAt(median) : SessionBands.OriginsAt(median), high = origins is null ? SessionBands.HoursAt(p95) : SessionBands.OriginsAt(p95);
        return new Explanation
        {
            Value = origins is null ? null : sighting.Rows[origins[0]].Group,
            Partner = origins is null ? null : Others(sighting, origins),
            Actual = actual,
            TypicalMedian = usual,
            TypicalP95 = high,
            Times = usual > 0 ? actual / usual : null,
            Since = own.Since is { } since ? DateTimeOffset.FromUnixTimeSeconds(since) : null,
            Normal = origins is null ? string.Create(CultureInfo.InvariantCulture, $"a break of {Break(sighting.Bucket.Span).TotalHours:0} hours after {Math.Max(1, high):0} hours or less")
                : high <= 1 ? "one at a time" : string.Create(CultureInfo.InvariantCulture, $"up to {high:0} at the same time"),
        };
    }

    public double SizeOf(Baseline baseline, int day) => ((SessionBaseline)baseline).AtLeast(0) / ((SessionBaseline)baseline).Growth(day);

    public LearntBaseline Describe(Detector detector, Baseline baseline, Population population, int day)
    {
        var (own, all) = ((SessionBaseline)baseline, (SessionPopulation)population);
        var (looks, nobody) = (SizeOf(own, day), new SessionBaseline());
        return new LearntBaseline
        {
            Since = own.Since is { } since ? DateTimeOffset.FromUnixTimeSeconds(since) : null,
            LastDay = own.Since is null ? null : DateOnly.FromDayNumber(own.LastDay),
            Evidence = looks,
            EvidenceUnit = detector.Of is null ? "sessions" : "active buckets",
            OwnFraction = looks / (looks + SessionPopulation.MostStrength),
            Amount = own.Since is null ? null : new LearntAmount(
                detector.Of is null ? "hours" : "origins", At(all.Quantile(0.5, own, day)), At(all.Quantile(0.05, own, day)), all.Looks > 0 ? At(all.Quantile(0.5, nobody, day)) : null),
        };

        double At(int band) => detector.Of is null ? SessionBands.HoursAt(band) : SessionBands.OriginsAt(band);
    }

    public void Learn(in Sighting sighting, Baseline baseline, Population population, PopulationDay day, double weight)
    {
        var (own, all, sums) = ((SessionBaseline)baseline, (SessionPopulation)population, ((SumsDay)day).Sums);
        weight = Weights.Clamp(weight);
        own.Arrive(sighting.Local.Day, sighting.Bucket.From);
        if (sighting.Detector.Of is not null)
        {
            Take(SessionBands.OfOrigins(Together(sighting).Count), own, all, sums, weight);
            return;
        }

        // What is not believed at all is not of the session either: it is somebody else's.
        if (weight <= 0 || Session(sighting, own, weight) is not { } session)
            return;
        if (own.Open is { } ended && session.Start > ended.Last)
            Take(SessionBands.OfHours(ended.Hours), own, all, sums, ended.Weight);
        if (session.Hours >= SessionBands.LongestHours)
        {
            Take(SessionBands.OfHours(session.Hours), own, all, sums, session.Weight);
            session = new OpenSession(session.Last, session.Last, (float)weight);
        }

        own.Continue(session);
    }

    public void Merge(PopulationDay day, PopulationDay other) => ((SumsDay)day).Sums.Merge(((SumsDay)other).Sums);

    public Population Advance(Population population, PopulationDay day, int dayNumber) =>
        new SessionPopulation(((SessionPopulation)population).Sums.Advance(((SumsDay)day).Sums, dayNumber));

    public void Write(Baseline baseline, IBufferWriter<byte> to) => ((SessionBaseline)baseline).Write(new StateWriter(to));

    public Baseline ReadBaseline(ReadOnlySpan<byte> from) => SessionBaseline.Read(from);

    public void Write(Population population, IBufferWriter<byte> to) => ((SessionPopulation)population).Sums.WriteAlone(to);

    public Population ReadPopulation(ReadOnlySpan<byte> from) => new SessionPopulation(DecayedSums.ReadAlone(from, SessionPopulation.Length));

    public void Write(PopulationDay day, IBufferWriter<byte> to) => ((SumsDay)day).Write(to);

    public PopulationDay ReadDay(ReadOnlySpan<byte> from) => SumsDay.Read(from, SessionPopulation.Length);

    /// <summary>
    /// A look of an entity that shows as much n times as often as others counts 1/n for all: services that never rest would else excuse people's nights.
    /// </summary>
    private static void Take(double position, SessionBaseline own, SessionPopulation all, DailySums sums, double weight)
    {
        sums.Add((int)position, Math.Min(1, all.AtLeast(position) / all.AtLeast(position, own, own.LastDay)));
        own.Add(position, weight);
    }

    private static (double Position, int Row) Look(in Sighting sighting, SessionBaseline own)
    {
        if (sighting.Detector.Of is null)
            return (Session(sighting, own) is { } session ? SessionBands.OfHours(session.Hours) : 0, 0);
        var origins = Together(sighting);
        return (SessionBands.OfOrigins(origins.Count), origins[0]);
    }

    /// <summary>The session that the bucket's events belong to; null where they are older than what is known.</summary>
    private static OpenSession? Session(in Sighting sighting, SessionBaseline own, double weight = 1)
    {
        double first = double.PositiveInfinity, last = double.NegativeInfinity;
        for (var row = 0; row < sighting.Rows.Length; row++)
        {
            var (from, to) = Span(sighting, row);
            (first, last) = (Math.Min(first, from), Math.Max(last, to));
        }

        return own.Open is { } open ? open.With((long)first, (long)last, (long)Break(sighting.Bucket.Span).TotalMilliseconds, weight) : new OpenSession((long)first, (long)last, (float)weight);
    }

    /// <summary>Rows of the origins at once, the one with the fewest events first: it is the odd one.</summary>
    private static List<int> Together(in Sighting sighting)
    {
        if (sighting.Rows.Length == 1)
            return [0];
        var (rows, texts) = (new int[sighting.Rows.Length], new string[sighting.Rows.Length]);
        for (var row = 0; row < rows.Length; row++)
            (rows[row], texts[row]) = (row, sighting.Rows[row].Group ?? "");
        Array.Sort(texts, rows, StringComparer.Ordinal);
        var spans = new (double, double)[rows.Length];
        var counts = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            (spans[i], counts[i]) = (Span(sighting, rows[i]), sighting.Number(rows[i], 0));
        return [.. ConcurrentOrigins.Of(spans).OrderBy(i => counts[i]).Select(i => rows[i])];
    }

    /// <summary>First and latest event of a row, within the bucket whatever the numbers say.</summary>
    private static (double First, double Last) Span(in Sighting sighting, int row)
    {
        double from = sighting.Bucket.From.ToUnixTimeMilliseconds(), to = sighting.Bucket.To.ToUnixTimeMilliseconds();
        double first = sighting.Number(row, EarliestColumn), last = sighting.Number(row, LatestColumn);
        first = double.IsNaN(first) ? from : Math.Clamp(first, from, to);
        return (first, double.IsNaN(last) ? first : Math.Clamp(last, first, to));
    }

    /// <summary>Where it was beside the odd one.</summary>
    private static string? Others(in Sighting sighting, List<int> rows)
    {
        var names = new List<string>();
        for (var i = 1; i < rows.Count && names.Count < MostNamed; i++)
            names.Add(sighting.Rows[rows[i]].Group ?? "");
        return names.Count == 0 ? null
            : string.Join(" and ", names) + (rows.Count - 1 > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {rows.Count - 1 - MostNamed} more") : "");
    }
}
