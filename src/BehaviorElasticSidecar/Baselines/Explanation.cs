namespace BehaviorElasticSidecar.Baselines;

/// <summary>Why a row is surprising, in the measure's own terms; what does not apply is null or empty.</summary>
public sealed record Explanation
{
    /// <summary>The new or odd value (country, address, process, hour).</summary>
    public string? Value { get; init; }

    public string? Partner { get; init; }

    /// <summary>What was seen, in the unit of the measure (events, values, bytes).</summary>
    public double? Actual { get; init; }

    /// <summary>Median of what was expected in such a bucket, same unit.</summary>
    public double? TypicalMedian { get; init; }

    /// <summary>Its 95th percentile, same unit.</summary>
    public double? TypicalP95 { get; init; }

    /// <summary>Usual values, most frequent first, at most five.</summary>
    public IReadOnlyList<string> TypicalValues { get; init; } = [];

    /// <summary>Usual hours in words, local time: <c>Mon-Fri 08-18</c>.</summary>
    public string? TypicalHours { get; init; }

    /// <summary>Actual divided by typical median.</summary>
    public double? Times { get; init; }

    /// <summary>Since when the entity is known to this baseline.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Who the peers are, as it reads after their number (<c>people in Accounting</c>); null: everybody of the kind.</summary>
    public string? PeersName { get; init; }

    /// <summary>Share of the peers (0..1) that show the same; null where there are none to compare with.</summary>
    public double? PeersShare { get; init; }

    /// <summary>Number of peers behind <see cref="PeersShare"/>.</summary>
    public long? PeersSize { get; init; }

    /// <summary>Share (0..1) of everybody of the kind that show the same, beside that of a group; null where <see cref="PeersShare"/> is of everybody.</summary>
    public double? EverybodyShare { get; init; }

    /// <summary>Number of entities behind <see cref="EverybodyShare"/>.</summary>
    public long? EverybodySize { get; init; }

    /// <summary>What would have been normal, in words.</summary>
    public string? Normal { get; init; }

    /// <summary>Travel only: <c>from</c>, <c>to</c>, <c>distance_km</c>, <c>speed_kmh</c>.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();
}
