using BehaviorElasticSidecar.Cycles.Identity;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Files;
using BehaviorElasticSidecar.Quality;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>The same engine over files: one pass in time order, no cluster, no checkpoints. Running it again is how anything is reproduced.</summary>
/// <param name="observe">Sees every batch after it was scored; for what compares the program with something else on the same rows.</param>
internal sealed class AnalyzeRun(
    PipelineParts parts, FileFeatureSource source, IResultWriter writer, SeriesRecorder? recorder, Action<ObservationBatch>? observe = null)
{
    /// <summary>What the source's pass over the files counts beside the rows; null: sources are not judged.</summary>
    public QualityWatch? Quality { get; init; }

    /// <summary>What began or ended with a source.</summary>
    public List<TroubleChange> Troubles { get; } = [];

    /// <summary>Sees the pipeline once all is learnt, while its baselines can still be read.</summary>
    public Func<Pipeline, Task>? AtEnd { get; init; }

    private readonly Dictionary<string, QueryTally> _tallies =
        parts.Queries.Where(q => !q.IsIdentity()).ToDictionary(q => q.Id, q => new QueryTally(q), StringComparer.Ordinal);

    private DateTimeOffset? _closed;

    /// <summary>What each detector saw and found, in the order of feature queries and detectors.</summary>
    public IReadOnlyList<DetectorTally> Detectors => [.. _tallies.Values.SelectMany(t => t.Detectors)];

    /// <summary>Rows scored.</summary>
    public long Observations { get; private set; }

    public long Buckets { get; private set; }

    /// <summary>Different entities of each kind.</summary>
    public IReadOnlyList<EntityCount> Entities =>
        [.. _tallies.Values.GroupBy(t => t.Kind).OrderBy(g => g.Key)
            .Select(g => new EntityCount(g.Key.Name(), g.SelectMany(t => t.Entities).Distinct(StringComparer.Ordinal).Count())).Where(c => c.Count > 0)];

    /// <summary>Every entity of a kind, under the sources' names.</summary>
    public IEnumerable<string> NamesOf(EntityKind kind) => _tallies.Values.Where(t => t.Kind == kind).SelectMany(t => t.Entities).Distinct(StringComparer.Ordinal);

    /// <summary>Feature queries whose last bucket was not over when the data ended: it was not scored.</summary>
    public SortedSet<string> Open { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads, scores and learns everything in buckets that end by <paramref name="dataEnd"/>.</summary>
    /// <param name="spillFolder">Takes baselines that do not fit into memory.</param>
    public async Task<Pipeline> RunAsync(DateTimeOffset dataEnd, string spillFolder, CancellationToken cancellationToken)
    {
        await using var store = new SpillBaselineStore(spillFolder);
        var pipeline = new Pipeline(parts, store, writer);
        DateTimeOffset end = default;
        await foreach (var batch in source.ReadAsync(cancellationToken))
        {
            var (bucket, isIdentity) = (batch.Reading.ReadIn, batch.Query.IsIdentity());
            var isOpen = bucket.To > dataEnd;
            if (isOpen && !isIdentity)
            {
                // What comes after the end of the data is not read, and nothing is open for it.
                if (batch.LateIn is null)
                    Open.Add(batch.Query.Id);
                continue;
            }

            // Who is who is worth knowing of a day that is not over, too: nothing of it is scored.
            await CloseBeforeAsync(pipeline, isOpen ? TimeBucket.Holding(bucket.From, parts.Step) : bucket, cancellationToken);
            if (isIdentity)
            {
                await pipeline.TakeAsync(batch, source, observe: null, cancellationToken);
                continue;
            }

            var isDrawn = recorder is not null && batch.LateIn is null;
            if (isDrawn)
                recorder!.Record(batch);
            var outcome = await pipeline.TakeAsync(
                batch, source, !isDrawn ? null : written => recorder!.DrawAsync(pipeline, batch.Query, written, cancellationToken), cancellationToken);
            _tallies[batch.Query.Id].Take(batch, outcome);
            Observations += batch.Rows.Count;
            Buckets++;
            observe?.Invoke(batch);
            end = bucket.To;
        }

        foreach (var closing in _closed is { } closed ? parts.Ends(closed, end) : [])
            await pipeline.CloseRiskAsync(closing, cancellationToken);
        await pipeline.WriteLastDaysAsync(cancellationToken);
        await pipeline.WriteLastEntitiesAsync(cancellationToken);
        if (AtEnd is not null)
            await AtEnd(pipeline);
        return pipeline;
    }

    /// <summary>Batches come in the order of their ends: all that ends before this one's end is whole, and so is each midnight up to its start.</summary>
    private async Task CloseBeforeAsync(Pipeline pipeline, TimeBucket bucket, CancellationToken cancellationToken)
    {
        _closed ??= TimeBucket.UtcDay(bucket.From).From;
        foreach (var end in parts.Ends(_closed.Value, bucket.To - parts.Step))
        {
            await pipeline.CloseRiskAsync(end, cancellationToken);
            if (pipeline.Population?.Midnight.AddDays(1) == end)
                await PassMidnightAsync(pipeline, end, cancellationToken);
            _closed = end;
        }
    }

    private async Task PassMidnightAsync(Pipeline pipeline, DateTimeOffset midnight, CancellationToken cancellationToken)
    {
        var days = Quality?.Judged(midnight.AddDays(-1)) ?? [];
        var changes = pipeline.PassMidnight(days);
        await pipeline.WriteDaysAsync(cancellationToken);
        Troubles.AddRange(changes);
        await writer.WriteAsync(SourceJudge.Notes(parts.Population, pipeline.Population!.Sources, days, changes), cancellationToken);
    }
}

/// <summary>One feature query's part of a run.</summary>
internal sealed class QueryTally(FeatureQuery query)
{
    private readonly HashSet<string> _entities = new(StringComparer.Ordinal);

    public EntityKind Kind => query.Kind;

    public IReadOnlyCollection<string> Entities => _entities;

    public IReadOnlyList<DetectorTally> Detectors { get; } = [.. query.Detectors.Select(d => new DetectorTally(query, d))];

    public void Take(ObservationBatch batch, BucketOutcome outcome)
    {
        foreach (var row in batch.Rows)
            _entities.Add(row.Entity);
        for (var i = 0; i < Detectors.Count; i++)
        {
            var tally = Detectors[i];
            if (outcome.Seen[i] > 0)
                tally.FirstSeen ??= batch.Reading.ReadIn.From;
            tally.Observations += outcome.Seen[i];
            tally.Anomalies += outcome.Anomalies.GetValueOrDefault(tally.Binding.Detector.Id);
            tally.Entities = tally.Observations == 0 ? 0 : _entities.Count;
        }
    }
}

/// <summary>What one detector at one source saw and found.</summary>
internal sealed class DetectorTally(FeatureQuery query, DetectorBinding binding)
{
    public FeatureQuery Query => query;

    public DetectorBinding Binding => binding;

    public DateTimeOffset? FirstSeen { get; set; }

    public long Observations { get; set; }

    /// <summary>Entities that its feature query has seen.</summary>
    public long Entities { get; set; }

    public long Anomalies { get; set; }
}
