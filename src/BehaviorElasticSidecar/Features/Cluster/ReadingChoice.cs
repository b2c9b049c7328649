using System.Collections.Concurrent;

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>How the rows of a feature query are read.</summary>
public enum RowReading
{
    /// <summary>Whichever is faster, judged by the read before.</summary>
    Auto,

    /// <summary>Counted by the cluster.</summary>
    Aggregate,

    /// <summary>From single events where that gives the same rows.</summary>
    Fetch,
}

/// <summary>Whether rows are aggregated by the cluster or counted here from its events. Only speed hangs on it, never a row.</summary>
/// <remarks>
/// A composite looks at all events of the span again for each page of rows; a fetch reads each event once. So where an answer has many pages and most events
/// a row of their own, events are cheaper. Safe to use for several queries at once.
/// </remarks>
internal sealed class ReadingChoice(RowReading reading)
{
    /// <summary>Rows per counted event from which on the next read fetches, and below which it aggregates again.</summary>
    public const double FetchAbove = 0.5, AggregateBelow = 1.0 / 3;

    /// <summary>Pages of rows from which on, at that ratio, fetching is faster, and below which it is not: docs/decisions/fetch-where-rows-are-many.md.</summary>
    public const int FetchFromPages = 20, AggregateToPages = 10;

    private readonly ConcurrentDictionary<(string Query, int Step), bool> _fetches = new();
    private readonly ConcurrentDictionary<string, bool> _barred = new(StringComparer.Ordinal);

    public bool Fetches(string queryId, RowRequest request) =>
        request.Fetch is not null && reading != RowReading.Aggregate && !_barred.ContainsKey(queryId)
        && (reading == RowReading.Fetch || (_fetches.TryGetValue((queryId, request.Step), out var fetches) && fetches));

    /// <summary>After a whole read.</summary>
    public void Learn(string queryId, RowRequest request, long rows, long counted)
    {
        var ratio = counted == 0 ? 0 : (double)rows / counted;
        if (ratio > FetchAbove && rows >= FetchFromPages * request.Page.Rows)
            _fetches[(queryId, request.Step)] = true;
        else if (ratio < AggregateBelow || rows <= AggregateToPages * request.Page.Rows)
            _fetches[(queryId, request.Step)] = false;
    }

    /// <summary>From now on its rows are aggregated, whatever the ratio.</summary>
    public void Bar(string queryId) => _barred[queryId] = true;
}
