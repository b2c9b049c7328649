using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using BehaviorElasticSidecar.Engine;

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>Reads the rows of requests, aggregated by the cluster or counted from its events, whichever was faster so far.</summary>
internal sealed class RowSource(EngineClient engine, ClusterReadOptions options, ReadTally tally)
{
    // index.max_result_window of both engines: the largest page of hits.
    private const int MostHits = 10_000;

    private readonly ConcurrentDictionary<string, int> _pages = new(StringComparer.Ordinal);
    private readonly ReadingChoice _choice = new(options.Reading);

    /// <summary>Gives every row of the requests, folded. False: they cannot be counted from events; all must be read again, and will be aggregated.</summary>
    public async Task<bool> ReadAsync(
        FeatureQuery query, IReadOnlyList<RowRequest> requests, TimeBucket span, Action<SpoolRow> add, CancellationToken cancellationToken)
    {
        var folder = new RowFolder(query, span, tally);
        foreach (var request in requests)
        {
            if (!_choice.Fetches(query.Id, request))
            {
                await AggregateAsync(query, request, folder, add, cancellationToken).ConfigureAwait(false);
            }
            else if (!await FetchAsync(query, request, new EventRows(request, span, folder, options.SpoolBytes / 2), add, cancellationToken).ConfigureAwait(false))
            {
                _choice.Bar(query.Id);
                return false;
            }
        }

        return true;
    }

    /// <summary>The rows as the cluster sends them; begins with the page size that it could bear last time.</summary>
    public async IAsyncEnumerable<JsonElement> AggregatedAsync(
        FeatureQuery query, RowRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isRows = request.Columns is not null;
        var page = isRows && _pages.TryGetValue(query.Id, out var borne) ? Math.Min(borne, request.Page.Rows) : request.Page.Rows;
        var search = new CompositeSearch(query.Source.Indices, request.QueryBytes, request.KeyBytes, request.ColumnBytes, page)
        {
            Kind = Kind(query, request, request.IsLate ? "late rows" : isRows ? "rows" : "names and values"),
        };
        await foreach (var row in engine.CompositeAsync(search, cancellationToken).ConfigureAwait(false))
            yield return row;
        if (isRows && search.Progress.PageSize < page)
            _pages[query.Id] = search.Progress.PageSize;
    }

    private async Task AggregateAsync(
        FeatureQuery query, RowRequest request, RowFolder folder, Action<SpoolRow> add, CancellationToken cancellationToken)
    {
        var (rows, counted) = (0L, 0L);
        await foreach (var row in AggregatedAsync(query, request, cancellationToken).ConfigureAwait(false))
        {
            rows++;
            counted += row.GetProperty("doc_count").GetInt64();
            if (folder.Fold(request, row) is { } folded)
                add(folded);
        }

        _choice.Learn(query.Id, request, rows, counted);
    }

    private async Task<bool> FetchAsync(
        FeatureQuery query, RowRequest request, EventRows rows, Action<SpoolRow> add, CancellationToken cancellationToken)
    {
        var fetch = request.Fetch!;
        var search = new HitSearch(query.Source.Indices, fetch.QueryBytes, fetch.Sort)
        {
            Fetch = fetch.Members,
            PageSize = MostHits,
            Kind = Kind(query, request, "events"),
        };
        try
        {
            await foreach (var hit in engine.HitsAsync(search, cancellationToken).ConfigureAwait(false))
            {
                tally.CountFetched();
                foreach (var row in rows.Add(hit))
                    add(row);
                if (rows.IsOutgrown)
                    return false;
            }
        }
        catch (EngineException refused) when (refused.Kind == EngineErrorKind.BadRequest)
        {
            // An index with a smaller result window or fewer doc value fields to a search: an aggregation needs neither.
            return false;
        }

        foreach (var row in rows.Rest())
            add(row);
        _choice.Learn(query.Id, request, rows.Rows, rows.Counted);
        return true;
    }

    /// <summary>A page over a day costs more than one over a bucket, and one of late events less than either.</summary>
    private static string Kind(FeatureQuery query, RowRequest request, string what) =>
        $"{what} of {query.Id} over {(request.Key(RowKey.Time) is null ? "one bucket" : "many buckets")}";
}
