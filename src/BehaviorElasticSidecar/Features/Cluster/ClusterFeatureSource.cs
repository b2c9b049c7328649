using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>Answers feature queries by composite aggregations of the cluster that holds the events, or from the events where these are hardly more than the rows.</summary>
/// <remarks>Safe to use for several queries at once. An <see cref="EngineException"/> means that nothing of the span is read: no batch has been given before.</remarks>
public sealed class ClusterFeatureSource : IEntityEventSource
{
    private readonly EngineClient _engine;
    private readonly IReadOnlyDictionary<string, SourceCapabilities> _capabilities;
    private readonly ClusterReadOptions _options;
    private readonly RowSource _rows;
    private readonly LateRowSource _late;
    private readonly ConcurrentDictionary<string, IReadOnlyList<Spellings>> _spellings = new(StringComparer.Ordinal);

    /// <param name="capabilities">By source id; queries must only hold detectors that <see cref="DetectorReadiness"/> does not call off.</param>
    public ClusterFeatureSource(EngineClient engine, IReadOnlyDictionary<string, SourceCapabilities> capabilities, ClusterReadOptions options)
    {
        _engine = engine;
        _capabilities = capabilities;
        _options = options;
        _rows = new RowSource(engine, options, Tally);
        _late = new LateRowSource(engine, options, _rows, Tally);
    }

    /// <summary>What became of the rows of all reads.</summary>
    public ReadTally Tally { get; } = new();

    /// <summary>How long reads have waited in all, as the cluster was slower than usual.</summary>
    public TimeSpan Waited => _engine.Waited;

    /// <summary>One batch for each bucket of <paramref name="span"/>, in time order, also where it has no rows; without a late pass.</summary>
    /// <param name="span">Whole buckets, counted from the epoch: one bucket, or a UTC day of them.</param>
    /// <param name="horizon">False for an import day: late events count.</param>
    public IAsyncEnumerable<ObservationBatch> ReadAsync(FeatureQuery query, TimeBucket span, bool horizon, CancellationToken cancellationToken) =>
        ReadAsync(query, span, horizon, late: null, cancellationToken);

    /// <summary>The same; before each bucket those batches of what came late and is read with it, the oldest first, that have rows.</summary>
    /// <param name="late">Null: no late pass.</param>
    public async IAsyncEnumerable<ObservationBatch> ReadAsync(
        FeatureQuery query, TimeBucket span, bool horizon, LateReach? late, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var compiler = Compiler(query);
        using var before = late is null ? null
            : await LateAsync(query, new LateSpan(span, late.Since, horizon ? late.Whole : [.. late.Whole, span]), cancellationToken).ConfigureAwait(false);
        var (rows, spellings) = await FoldedAsync(compiler, query, (span, horizon), cancellationToken).ConfigureAwait(false);
        using var _ = rows;
        var recounts = await RecountAsync(compiler, query, rows, (span, horizon), cancellationToken).ConfigureAwait(false);
        if (spellings is not null)
            Remember(query.Id, spellings);
        foreach (var batch in ObservationBatches.Of(query, span, rows.InOrder(), recounts, Tally))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var older in before?.With(batch.Bucket, Tally) ?? [])
                yield return older;
            yield return batch;
        }
    }

    private async Task<LateRows?> LateAsync(FeatureQuery query, LateSpan span, CancellationToken cancellationToken)
    {
        if (LateReading.Of(query) is not { } asked)
            return null;
        var spellings = asked.Detectors.Any(d => d.Request.EventFields.Count > 0) ? new Spellings(span.Read, horizon: true) : null;
        var rows = await _late.ReadAsync((asked, _capabilities[query.Source.Id]), span, spellings, cancellationToken).ConfigureAwait(false);
        if (rows is not null && spellings is not null)
            Remember(query.Id + LateNames, spellings);
        return rows;
    }

    private const string LateNames = " late";

    /// <summary>Whether most of a UTC day was brought in long after it happened, so that no horizon applies to it.</summary>
    /// <remarks>Judged by the first UTC hour of the day that has events: more than half of those with an ingest time came 48 h or more after the hour's end.</remarks>
    public async Task<bool> IsImportDayAsync(Source source, TimeBucket utcDay, CancellationToken cancellationToken)
    {
        var import = new ImportDay(new SourceFields(source, _capabilities[source.Id]));
        using var first = await _engine.SearchAsync(source.Indices, import.FirstEvent(utcDay), cancellationToken).ConfigureAwait(false);
        if (ImportDay.HourOfFirst(first.RootElement) is not { } hour)
            return false;
        using var lateness = await _engine.SearchAsync(source.Indices, import.Lateness(hour), cancellationToken).ConfigureAwait(false);
        return ImportDay.IsMostlyLate(lateness.RootElement);
    }

    /// <summary>How many events of the query the horizon of <paramref name="bucket"/> kept out so far.</summary>
    public async Task<long> CountLateAsync(FeatureQuery query, TimeBucket bucket, CancellationToken cancellationToken)
    {
        var late = Compiler(query).LateEvents(bucket);
        if (late == QueryClause.Never)
            return 0;
        using var answer = await _engine.SearchAsync(query.Source.Indices, LateCount.Body(late), cancellationToken).ConfigureAwait(false);
        return LateCount.Of(answer.RootElement);
    }

    public Task<IReadOnlyList<EntityEvent>> ReadEventsAsync(
        FeatureQuery query, DetectorBinding detector, string entity, BucketReading reading, CancellationToken cancellationToken) =>
        ReadEventsAsync(query, detector, entity, [], reading, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EntityEvent>> ReadEventsAsync(
        FeatureQuery query, DetectorBinding detector, string entity, IReadOnlyList<string> partners, BucketReading reading, CancellationToken cancellationToken)
    {
        var compiler = Compiler(query);
        var spellings = await SpellingsAsync(compiler, query, reading, cancellationToken).ConfigureAwait(false);
        var clause = compiler.EventsOf(detector, spellings.Of(entity), partners, reading, spellings.Horizon);
        if (clause == QueryClause.Never)
            return [];
        var fetch = new EventFetch(compiler.Fields, detector.Request.EventFields);
        var search = new HitSearch(query.Source.Indices, QueryJson.Bytes(clause.Write), fetch.Sort)
        {
            Fetch = fetch.Members,
            PageSize = Math.Min(1000, _options.MaxEvents),
        };
        var events = new EventRuns(_options.MaxEvents);
        await foreach (var hit in _engine.HitsAsync(search, cancellationToken).ConfigureAwait(false))
        {
            if (fetch.Read(hit) is { } one && !events.Add(one))
                break;
        }

        return events.All();
    }

    private FeatureQueryCompiler Compiler(FeatureQuery query) => new(query, _capabilities[query.Source.Id], _options.PageBytes);

    /// <summary>All rows of a span, and how their entities are spelled.</summary>
    private async Task<(SortedRows Rows, Spellings? Spellings)> FoldedAsync(
        FeatureQueryCompiler compiler, FeatureQuery query, (TimeBucket Span, bool Horizon) read, CancellationToken cancellationToken)
    {
        while (true)
        {
            var spellings = query.Detectors.Any(d => d.Request.EventFields.Count > 0) ? new Spellings(read.Span, read.Horizon) : null;
            var rows = new SortedRows(_options.SpoolBytes, _options.SpoolFolder);
            var isWhole = false;
            try
            {
                isWhole = await _rows.ReadAsync(query, compiler.Rows(read.Span, read.Horizon), read.Span, Add, cancellationToken).ConfigureAwait(false);
                if (isWhole)
                    return (rows, spellings);
            }
            finally
            {
                if (!isWhole)
                    rows.Dispose();
            }

            void Add(SpoolRow row)
            {
                rows.Add(row);
                spellings?.Add(row.Entity, row.Text);
            }
        }
    }

    private async Task<IReadOnlyDictionary<RowId, double[]>> RecountAsync(
        FeatureQueryCompiler compiler, FeatureQuery query, SortedRows rows, (TimeBucket Span, bool Horizon) read, CancellationToken cancellationToken)
    {
        var recounts = new Dictionary<RowId, double[]>();
        if (compiler.Columns.DistinctColumns.Count == 0)
            return recounts;
        var wanted = FoldedCounts.In(rows.InOrder(), compiler.Columns.DistinctColumns);
        Tally.CountRecounted(wanted.Count);
        foreach (var column in wanted.Asked.GroupBy(a => a.Column))
        {
            using var values = new SortedRows(_options.SpoolBytes, _options.SpoolFolder);
            var folder = new RowFolder(query, read.Span, new ReadTally());
            foreach (var (_, step, all) in column)
            {
                foreach (var names in all.Chunk(_options.MaxNames))
                {
                    var request = compiler.Values(step, column.Key, names, read.Span, read.Horizon);
                    await foreach (var row in _rows.AggregatedAsync(query, request, cancellationToken).ConfigureAwait(false))
                    {
                        if (folder.Fold(request, row) is { } folded && wanted.Wants(column.Key, new RowId(folded.Bucket, folded.Entity, folded.Group)))
                            values.Add(folded with { Step = 0, Text = request.Key(RowKey.Value)!.Text(row) });
                    }
                }
            }

            FoldedCounts.Recount(values.InOrder(), column.Key, compiler.Columns.Width, recounts);
        }

        return recounts;
    }

    /// <summary>From the read that found the candidates; after a restart or a long pause the cluster is asked for the names again.</summary>
    private async Task<Spellings> SpellingsAsync(
        FeatureQueryCompiler compiler, FeatureQuery query, BucketReading reading, CancellationToken cancellationToken)
    {
        var key = reading.LateIn is null ? query.Id : query.Id + LateNames;
        if (_spellings.TryGetValue(key, out var known) && known.FirstOrDefault(s => s.Covers(reading.ReadIn)) is { } read)
            return read;
        var horizon = reading.LateIn is not null || !await IsImportDayAsync(query.Source, TimeBucket.UtcDay(reading.Bucket.From), cancellationToken).ConfigureAwait(false);
        var spellings = new Spellings(reading.ReadIn, horizon);
        var folder = new RowFolder(query with { GroupField = null }, reading.ReadIn, new ReadTally());
        foreach (var request in compiler.Names(reading.LateIn is { } late
            ? compiler.Fields.CameLate(new LateSpan(late, DateTimeOffset.MinValue, []), query.Bucket) : compiler.Fields.During(reading.Bucket, query.Bucket, horizon)))
        {
            await foreach (var row in _rows.AggregatedAsync(query, request, cancellationToken).ConfigureAwait(false))
            {
                if (folder.Fold(request, row) is { } folded)
                    spellings.Add(folded.Entity, folded.Text);
            }
        }

        Remember(key, spellings);
        return spellings;
    }

    /// <summary>Keeps the last three spans of a query: candidates of one bucket may be fetched while the next is read.</summary>
    private void Remember(string key, Spellings spellings) =>
        _spellings.AddOrUpdate(key, [spellings], (_, known) => [spellings, .. known.Where(k => k.Span != spellings.Span).Take(2)]);
}
