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
    /// <summary><c>run</c>, <c>source</c>, <c>detector</c>, <c>context</c> (a list was read) or <c>shift</c> (everybody moved at once).</summary>
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

    /// <summary>What to do next, in words.</summary>
    public string? Advice { get; init; }
}

public sealed record DropCount(string Reason, long Count, string? Example = null);
