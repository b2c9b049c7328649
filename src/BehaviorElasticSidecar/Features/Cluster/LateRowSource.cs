using System.Collections.Concurrent;
using System.Text.Json;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>Reads what came after its bucket had been read: where a source has none, one small search for all its feature queries; else one composite aggregation each.</summary>
internal sealed class LateRowSource(EngineClient engine, ClusterReadOptions options, RowSource rows, ReadTally tally)
{
    /// <summary>Whether a source had any late events in the buckets that were asked for last.</summary>
    private readonly ConcurrentDictionary<(string Source, TimeSpan Bucket), (TimeBucket Read, DateTimeOffset Since, bool Any)> _known = new();

    /// <summary>Null: nothing came late. The caller disposes of the rows.</summary>
    /// <param name="of">What <see cref="LateReading"/> leaves of the query, and what its source's indices can do.</param>
    /// <param name="spellings">Gets how entities are spelled; null where nobody asks.</param>
    public async Task<LateRows?> ReadAsync(
        (FeatureQuery Query, SourceCapabilities Capabilities) of, LateSpan late, Spellings? spellings, CancellationToken cancellationToken)
    {
        var (query, capabilities) = of;
        if (!await AnyAsync(query, new SourceFields(query.Source, capabilities), late, cancellationToken).ConfigureAwait(false))
            return null;
        var found = new LateRows(query, late.Read, new SortedRows(options.SpoolBytes, options.SpoolFolder));
        var isWhole = false;
        try
        {
            var folder = new RowFolder(query, late.Read, tally);
            foreach (var request in new FeatureQueryCompiler(query, capabilities, options.PageBytes).LateRows(late))
            {
                await foreach (var row in rows.AggregatedAsync(query, request, cancellationToken).ConfigureAwait(false))
                {
                    if (found.Place(request.Key(RowKey.Time)!.Instant(row), ReadFrom(query, request, row, late)) is not { } place
                        || folder.Fold(request.Step, request.Entity(row), request.Group(row), place, request.Columns!.Read(row)) is not { } folded)
                        continue;
                    found.Add(folded);
                    spellings?.Add(folded.Entity, folded.Text);
                }
            }

            isWhole = true;
            return found;
        }
        finally
        {
            if (!isWhole)
                found.Dispose();
        }
    }

    private static DateTimeOffset ReadFrom(FeatureQuery query, RowRequest request, JsonElement row, LateSpan late) =>
        request.Key(RowKey.Ingested) is { } ingested ? ingested.Instant(row) - query.Source.IngestDelay : late.Read.From;

    private async Task<bool> AnyAsync(FeatureQuery query, SourceFields fields, LateSpan late, CancellationToken cancellationToken)
    {
        var key = (query.Source.Id, query.Bucket);
        if (_known.TryGetValue(key, out var known) && known.Read == late.Read && known.Since == late.Since)
            return known.Any;
        var clause = QueryClause.All(fields.CameLate(late with { Whole = [] }, query.Bucket), fields.Everything);
        var any = false;
        if (clause != QueryClause.Never)
        {
            using var answer = await engine.SearchAsync(query.Source.Indices, LateCount.Body(clause, upTo: 1), cancellationToken).ConfigureAwait(false);
            any = LateCount.Of(answer.RootElement) > 0;
        }

        _known[key] = (late.Read, late.Since, any);
        return any;
    }
}
