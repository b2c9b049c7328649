using System.Collections.Frozen;

namespace BehaviorElasticSidecar.Sources;

/// <summary>Texts that sources write where they know nothing (ecs.md section 1). Compared as written, as a cluster's <c>terms</c> does.</summary>
public static class NothingValues
{
    /// <summary>Sorted ordinally, so that queries built from it are always the same bytes.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "", "(unknown)", "*****", "-", "0.0.0.0", "::", "N/A", "NULL", "None", "Not Available", "S-1-0-0", "UNKNOWN", "Unknown",
        "n/a", "none", "null", "unknown",
    ];

    /// <summary>Those that an <c>ip</c> field can hold; others make the query fail there.</summary>
    public static IReadOnlyList<string> Addresses { get; } = ["0.0.0.0", "::"];

    private static readonly FrozenSet<string> Lookup = All.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> FoldedLookup = All.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Contains(string value) => Lookup.Contains(value);

    /// <summary>In any case: where values of one meaning are put together, not where events are counted.</summary>
    public static bool ContainsFolded(string value) => FoldedLookup.Contains(value);
}
