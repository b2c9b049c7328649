using System.Text.Json.Serialization;

namespace BehaviorElasticSidecar.Documents;

/// <summary>One anomaly as it is written to <c>behavior-anomalies-YYYY.MM</c> (month of the bucket) and to <c>anomalies.ndjson</c>.</summary>
public sealed record AnomalyDocument
{
    /// <summary>Start of the bucket.</summary>
    [JsonPropertyName("@timestamp")]
    public required DateTimeOffset Timestamp { get; init; }

    public EcsVersion Ecs { get; init; } = new();

    public required EventFields Event { get; init; }

    /// <summary>The sentence.</summary>
    public required string Message { get; init; }

    public UserFields? User { get; init; }

    public HostFields? Host { get; init; }

    public AddressFields? Source { get; init; }

    public ServiceFields? Service { get; init; }

    public CloudFields? Cloud { get; init; }

    public required RuleFields Rule { get; init; }

    public ThreatFields? Threat { get; init; }

    public RelatedFields? Related { get; init; }

    public required AnomalyBehavior Behavior { get; init; }
}

/// <summary>Our own fields of an anomaly, under <c>behavior</c>; flat and chartable.</summary>
public sealed record AnomalyBehavior
{
    public required DetectorFields Detector { get; init; }

    public required EntityFields Entity { get; init; }

    /// <summary>Null where no list names the entity.</summary>
    public ContextFields? Context { get; init; }

    /// <summary>Findings about an address only.</summary>
    public BehindFields? Behind { get; init; }

    /// <summary>Id of the source it was read from.</summary>
    public required string Source { get; init; }

    public string? Value { get; init; }

    public string? Partner { get; init; }

    /// <summary>0..100.</summary>
    public required double Score { get; init; }

    /// <summary>One in how many entity-days, unclamped.</summary>
    public required double Rarity { get; init; }

    public required double Surprise { get; init; }

    /// <summary>10^-surprise.</summary>
    public required double Probability { get; init; }

    public double? Actual { get; init; }

    public TypicalFields? Typical { get; init; }

    public double? Times { get; init; }

    public DateTimeOffset? Since { get; init; }

    public PeersFields? Peers { get; init; }

    /// <summary>What would have been normal, in words.</summary>
    public string? Normal { get; init; }

    public TravelFields? Travel { get; init; }

    public required double Odds { get; init; }

    public required EvidenceFields Evidence { get; init; }

    /// <summary>Found in an event that arrived after its bucket was read.</summary>
    public bool Late { get; init; }

    /// <summary>The bucket ended before the first start.</summary>
    public bool Historical { get; init; }

    public bool Shadow { get; init; }
}

public sealed record DetectorFields(
    string Id, int Version, string Hash, string Pack, string Measure, string Family, IReadOnlyList<string> Tags);

/// <param name="Id">As the source names it.</param>
/// <param name="Canonical">Under which risk is kept: the same, or whose spelling it is.</param>
public sealed record EntityFields(string Kind, string Id, string Canonical);

/// <summary>Who was probably behind an address.</summary>
public sealed record BehindFields(BehindEntityFields? Host, BehindEntityFields? User);

/// <param name="Confidence">0..1.</param>
/// <param name="Seen">Last event that says so.</param>
public sealed record BehindEntityFields(string Id, double Confidence, DateTimeOffset Seen);

/// <summary>What the site's lists say of the entity; the full name of a person is <c>user.full_name</c>.</summary>
public sealed record ContextFields
{
    public string? Role { get; init; }

    public string? Department { get; init; }

    public string? Title { get; init; }

    public string? Manager { get; init; }

    public string? Owner { get; init; }

    public string? Type { get; init; }

    /// <summary><c>low</c>, <c>medium</c>, <c>high</c> or <c>extreme</c>.</summary>
    public string? Criticality { get; init; }

    public bool? Privileged { get; init; }
}

public sealed record TypicalFields(double? Median, double? P95, IReadOnlyList<string>? Values, string? Hours);

public sealed record PeersFields(string? Name, long? Size, double? Share, long? EverybodySize = null, double? EverybodyShare = null);

public sealed record TravelFields(string? From, string? To, double? DistanceKm, double? SpeedKmh);

/// <summary>Index patterns, a query for Discover, the same as DSL text, and its range.</summary>
public sealed record EvidenceFields(IReadOnlyList<string> Indices, string Kql, string Query, DateTimeOffset From, DateTimeOffset To);
