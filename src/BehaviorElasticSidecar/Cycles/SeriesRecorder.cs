using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Reports;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>The last days of amounts, so that a report can draw an anomaly against what was usual at each hour.</summary>
/// <remarks>Bounded: beyond <see cref="MostPoints"/> whoever is new has no chart, and the others' begin later.</remarks>
internal sealed class SeriesRecorder(PipelineParts parts)
{
    /// <summary>Rows kept in all: about 50 MB.</summary>
    private const int MostPoints = 500_000;

    private static readonly TimeSpan Window = TimeSpan.FromDays(5);
    private static readonly HashSet<string> Amounts = new(["count", "distinct", "max", "mean", "sum"], StringComparer.Ordinal);
    private readonly Dictionary<(string Query, string Entity, string? Group), Queue<(DateTimeOffset From, double[] Numbers)>> _kept = [];
    private readonly HashSet<string> _drawn =
        [.. parts.Queries.Where(q => q.Detectors.Any(d => Amounts.Contains(d.Detector.Measure))).Select(q => q.Id)];

    private int _points;

    public Dictionary<string, AnomalySeries> Series { get; } = new(StringComparer.Ordinal);

    public void Record(ObservationBatch batch)
    {
        if (!_drawn.Contains(batch.Query.Id))
            return;
        foreach (var row in batch.Rows)
        {
            var key = (batch.Query.Id, row.Entity, row.Group);
            if (!_kept.TryGetValue(key, out var points))
            {
                if (_points >= MostPoints)
                    continue;
                _kept[key] = points = new Queue<(DateTimeOffset, double[])>();
            }

            points.Enqueue((batch.Bucket.From, row.Numbers));
            _points++;
            while (points.Peek().From < batch.Bucket.From - Window || (_points > MostPoints && points.Count > 1))
            {
                points.Dequeue();
                _points--;
            }
        }
    }

    /// <summary>Draws the anomalies of amounts among those that a bucket gave, against the baselines as they are now.</summary>
    public async Task DrawAsync(Pipeline pipeline, FeatureQuery query, IReadOnlyList<Anomaly> anomalies, CancellationToken cancellationToken)
    {
        foreach (var anomaly in anomalies.Where(a => Amounts.Contains(a.Detector.Measure)))
        {
            var partner = anomaly.Detector.By is null ? null : anomaly.Explanation.Partner;
            if (!_kept.TryGetValue((query.Id, anomaly.Entity.Id, partner), out var points))
                continue;
            var baselines = (await pipeline.Of(query.Id).Cache.TakeAsync([anomaly.Entity.Id], cancellationToken))[0];
            var index = query.Detectors.ToList().FindIndex(d => d.Detector.Id == anomaly.Detector.Id);
            Series[anomaly.Id] = new AnomalySeries(
                anomaly.Id, UnitOf(anomaly), [.. points.Select(p => Point(
                    pipeline, new Drawn(query, index, anomaly), baselines,
                    (new TimeBucket(p.From, p.From + query.Bucket), new Observation(anomaly.Entity.Id, partner, p.Numbers))))]);
        }
    }

    private SeriesPoint Point(Pipeline pipeline, Drawn drawn, EntityBaselines baselines, (TimeBucket Bucket, Observation Row) point)
    {
        var (binding, measure) = (drawn.Query.Detectors[drawn.Detector], parts.Measures.Of(drawn.Anomaly.Detector));
        if (point.Row.Numbers[binding.Columns[0]] == 0)
            return new SeriesPoint(point.Bucket.From, 0, double.NaN, double.NaN);
        if (point.Bucket == drawn.Anomaly.Bucket)
            return new SeriesPoint(
                point.Bucket.From, drawn.Anomaly.Explanation.Actual ?? double.NaN,
                drawn.Anomaly.Explanation.TypicalMedian ?? double.NaN, drawn.Anomaly.Explanation.TypicalP95 ?? double.NaN);
        var baseline = drawn.Anomaly.Detector.By is null
            ? baselines.Of(drawn.Detector, measure)
            : baselines.Of(drawn.Detector, drawn.Anomaly.Explanation.Partner!, drawn.Anomaly.Bucket.To, measure);
        var sighting = new Sighting
        {
            Detector = drawn.Anomaly.Detector,
            Entity = drawn.Anomaly.Entity.Id,
            Bucket = point.Bucket,
            Local = parts.Clock.Of(drawn.Anomaly.Entity).At(point.Bucket.From),
            Rows = new ReadOnlySpan<Observation>(in point.Row),
            Columns = binding.Columns,
            Events = [],
        };
        var population = pipeline.Population!.Of(drawn.Query, drawn.Anomaly.Detector).Population;
        var expected = measure.Explain(sighting, baseline, population, new Surprise(0, 0));
        return new SeriesPoint(point.Bucket.From, expected.Actual ?? double.NaN, expected.TypicalMedian ?? double.NaN, expected.TypicalP95 ?? double.NaN);
    }

    private static string? UnitOf(Anomaly anomaly) => anomaly.Detector switch
    {
        { Measure: "max" or "mean" or "sum" } => anomaly.Detector.IsInBytes ? "bytes" : null,
        { Measure: "count" } => "events",
        _ => "different",
    };

    private sealed record Drawn(FeatureQuery Query, int Detector, Anomaly Anomaly);
}
