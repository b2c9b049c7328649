namespace BehaviorElasticSidecar.Detectors;

/// <summary>Two groups of detectors that tell more on one day together than each alone. Grammar: <c>docs/detectors.md</c>.</summary>
public sealed record Coupling
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public string? Description { get; init; }

    /// <summary>Tags; a detector with any of them is of the first group.</summary>
    public required IReadOnlyList<string> One { get; init; }

    /// <summary>Likewise the second. The same detector, or two of one family, do not couple with themselves.</summary>
    public required IReadOnlyList<string> Other { get; init; }

    public DetectorMode Mode { get; init; }
}
