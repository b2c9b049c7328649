using System.Text.Json.Serialization;

namespace BehaviorElasticSidecar.Documents;

/// <summary>A run, or one feature query's part of it: <c>behavior-health-YYYY.MM</c>.</summary>
public sealed record HealthDocument
{
    [JsonPropertyName("@timestamp")]
    public required DateTimeOffset Timestamp { get; init; }

    public EcsVersion Ecs { get; init; } = new();

    public required EventFields Event { get; init; }

    public required string Message { get; init; }

    public required HealthBehavior Behavior { get; init; }
}

public sealed record HealthBehavior(HealthFields Health);

public sealed record HealthFields
{
    /// <summary><c>run</c>, <c>source</c>, <c>detector</c>, <c>context</c> (a list was read), <c>shift</c> (everybody moved at once), <c>quality</c> (a source's day) or <c>trouble</c> (a source is silent, low, or lost a field).</summary>
    public required string Kind { get; init; }

    /// <summary><c>ok</c>, <c>degraded</c>, <c>stalled</c> or <c>failed</c>.</summary>
    public required string Status { get; init; }

    public string? FeatureQuery { get; init; }

    public string? Detector { get; init; }

    public string? Source { get; init; }

    public long? LagSeconds { get; init; }

    public long? Rows { get; init; }

    public long? Entities { get; init; }

    public long? Anomalies { get; init; }

    public long? TookMs { get; init; }

    public IReadOnlyList<DropCount>? Dropped { get; init; }

    /// <summary>What a source has lost: an ECS field, or a kind of entity.</summary>
    public string? Field { get; init; }

    /// <summary>Since when a trouble lasts.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Events of the day by which it was judged, and how many were to be expected.</summary>
    public double? Actual { get; init; }

    public double? Expected { get; init; }

    /// <summary>Detectors that do not learn while it lasts.</summary>
    public IReadOnlyList<string>? Frozen { get; init; }

    /// <summary>A source's day in numbers.</summary>
    public QualityFields? Quality { get; init; }

    /// <summary>What to do next, in words.</summary>
    public string? Advice { get; init; }
}

/// <summary>What a source's events of one UTC day are worth. Fractions are 0..1 of its events; nulls are not known.</summary>
public sealed record QualityFields
{
    public required long Events { get; init; }

    /// <summary>Usual on that weekday.</summary>
    public double? Expected { get; init; }

    public double? UserFraction { get; init; }

    public double? HostFraction { get; init; }

    public double? OriginFraction { get; init; }

    public double? GeoFraction { get; init; }

    /// <summary>Hours without events in which some were to be expected.</summary>
    public long GapHours { get; init; }

    /// <summary>Of the events with a time of ingest, those after the end of their hour and the source's delay.</summary>
    public double? LateFraction { get; init; }

    /// <summary>The delay that would keep all but one in a thousand; null where the source's own does, or none would.</summary>
    public long? SuggestedDelaySeconds { get; init; }

    public long? Duplicates { get; init; }

    /// <summary>Ingested or read before the hour in which they say to have happened.</summary>
    public long? Ahead { get; init; }

    public long? UnknownOutcomes { get; init; }

    public long? Failures { get; init; }

    public long? Ignored { get; init; }
}

public sealed record DropCount(string Reason, long Count, string? Example = null);
