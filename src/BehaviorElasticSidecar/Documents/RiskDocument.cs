using System.Text.Json.Serialization;

namespace BehaviorElasticSidecar.Documents;

/// <summary>Risk of an entity at a bucket's end: <c>behavior-risk-YYYY.MM</c>, <c>behavior-risk-latest</c>, <c>risk.ndjson</c>, <c>risk-latest.ndjson</c>.</summary>
public sealed record RiskDocument
{
    /// <summary>The bucket's end.</summary>
    [JsonPropertyName("@timestamp")]
    public required DateTimeOffset Timestamp { get; init; }

    public EcsVersion Ecs { get; init; } = new();

    public required EventFields Event { get; init; }

    public required string Message { get; init; }

    /// <summary>Users and service accounts: name and <c>user.risk.*</c>.</summary>
    public UserFields? User { get; init; }

    public HostFields? Host { get; init; }

    public AddressFields? Source { get; init; }

    public ServiceFields? Service { get; init; }

    public CloudFields? Cloud { get; init; }

    public RelatedFields? Related { get; init; }

    public required RiskBehavior Behavior { get; init; }
}

public sealed record RiskBehavior(EntityFields Entity, RiskScoreFields Risk, bool Historical)
{
    /// <summary>Null where no list names the entity.</summary>
    public ContextFields? Context { get; init; }
}

/// <summary>The same risk for every kind of entity, as ECS gives <c>risk</c> to user and host only.</summary>
public sealed record RiskScoreFields(double Score, string Level, int InputCount, IReadOnlyList<string> Detectors)
{
    /// <summary>The ten largest, as under <c>user.risk.inputs</c>, for kinds that have no such field too.</summary>
    public IReadOnlyList<RiskInputFields> Inputs { get; init; } = [];

    /// <summary>What of the context made it higher or lower; null where nothing did.</summary>
    public IReadOnlyList<RiskContextFields>? Context { get; init; }
}

/// <summary>One thing in the context that changed a risk score.</summary>
/// <param name="Reason"><c>leaver</c>, <c>joiner</c>, <c>privileged</c> or <c>criticality</c>.</param>
/// <param name="ContributionScore">Points of the score, below 0 where it made it lower. Inputs and context together add up to the score.</param>
public sealed record RiskContextFields(string Reason, string Description, double Odds, double ContributionScore);
