namespace BehaviorElasticSidecar.Engine;

/// <summary>A composite aggregation over all pages.</summary>
/// <param name="Query">Query DSL, one JSON object. Bound it by time: a composite has no fixed view, and what arrives between two pages may or may not be seen.</param>
/// <param name="Sources">The JSON array of the composite's <c>sources</c>.</param>
/// <param name="Aggregations">Sub-aggregations as one JSON object by name; empty for none. No pipeline aggregations: one that drops rows would end the paging early.</param>
/// <param name="PageSize">Rows of a page to begin with; a breaker, bucket limit or time-out halves it.</param>
public sealed record CompositeSearch(
    IReadOnlyList<string> Indices, ReadOnlyMemory<byte> Query, ReadOnlyMemory<byte> Sources, ReadOnlyMemory<byte> Aggregations, int PageSize)
{
    /// <summary>Goes on behind this key (one JSON object); empty: from the beginning.</summary>
    public ReadOnlyMemory<byte> After { get; init; }

    /// <summary>Searches of one kind should cost alike; when they suddenly do not, pages wait for the cluster to recover. Null: never.</summary>
    public string? Kind { get; init; }

    /// <summary>What the reading cost so far; give each search its own.</summary>
    public PageProgress Progress { get; init; } = new();
}

/// <summary>Filled while pages are read. Read it after the last row.</summary>
public sealed class PageProgress
{
    /// <summary>Rows of a page as asked for last: smaller than the first after a breaker. Worth beginning with next time.</summary>
    public int PageSize { get; internal set; }

    public int Pages { get; internal set; }

    public long Rows { get; internal set; }

    /// <summary>What the engine says its pages took, together.</summary>
    public TimeSpan Took { get; internal set; }

    /// <summary>The same of the last page.</summary>
    internal TimeSpan LastTook { get; set; }
}
