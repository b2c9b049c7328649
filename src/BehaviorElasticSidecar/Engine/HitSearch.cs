namespace BehaviorElasticSidecar.Engine;

/// <summary>All hits of a query, in order, page by page.</summary>
/// <param name="Query">Query DSL, one JSON object.</param>
/// <param name="Sort">The JSON array of the sort, such as <c>[{"@timestamp":"asc"}]</c>; a unique tie-break is added.</param>
public sealed record HitSearch(IReadOnlyList<string> Indices, ReadOnlyMemory<byte> Query, ReadOnlyMemory<byte> Sort)
{
    /// <summary>Further members of the body as one JSON object: <c>_source</c>, <c>fields</c>, <c>docvalue_fields</c>. Empty: the whole <c>_source</c>.</summary>
    public ReadOnlyMemory<byte> Fetch { get; init; }

    /// <summary>Hits of a page to begin with, at most 10,000 (<c>index.max_result_window</c>).</summary>
    public int PageSize { get; init; } = 1000;

    /// <summary>How long the engine keeps the view between two pages.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Searches of one kind should cost alike; when they suddenly do not, pages wait for the cluster to recover. Null: never.</summary>
    public string? Kind { get; init; }

    /// <summary>What the reading cost so far; give each search its own.</summary>
    public PageProgress Progress { get; init; } = new();
}
