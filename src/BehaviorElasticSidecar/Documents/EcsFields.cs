using System.Text.Json.Serialization;

namespace BehaviorElasticSidecar.Documents;

public sealed record EcsVersion(string Version = "8.17.0");

/// <summary>ECS <c>event.*</c>. <c>kind</c> is <c>event</c> for anomalies and incidents, <c>state</c> for risk, <c>alert</c> for notices only.</summary>
public sealed record EventFields
{
    public required string Kind { get; init; }

    public string Module { get; init; } = "behavior";

    public required string Dataset { get; init; }

    public required string Id { get; init; }

    public string? Action { get; init; }

    public DateTimeOffset? Start { get; init; }

    public DateTimeOffset? End { get; init; }

    /// <summary>When the program made the document; not part of what two runs are compared by.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it was written; shipped watchers window on it.</summary>
    public DateTimeOffset? Ingested { get; init; }

    public double? RiskScore { get; init; }

    public double? RiskScoreNorm { get; init; }
}

public sealed record UserFields(string? Name, RiskFields? Risk = null)
{
    public string? FullName { get; init; }
}

public sealed record HostFields(string? Name, RiskFields? Risk = null);

public sealed record AddressFields(string? Ip);

public sealed record ServiceFields(string? Name);

public sealed record CloudFields(CloudAccountFields? Account);

public sealed record CloudAccountFields(string? Id);

public sealed record RuleFields(string Id, string Name);

public sealed record ThreatFields(string Framework, TechniqueFields Technique);

/// <summary>Parallel lists, as ECS has them; sub-techniques (T1078.004) stand in their own list beside their technique.</summary>
public sealed record TechniqueFields(IReadOnlyList<string> Id, SubtechniqueFields? Subtechnique);

public sealed record SubtechniqueFields(IReadOnlyList<string> Id);

public sealed record RelatedFields(IReadOnlyList<string>? User, IReadOnlyList<string>? Hosts, IReadOnlyList<string>? Ip);

/// <summary>The shape of Elastic's own risk index, so that existing dashboards read ours.</summary>
public sealed record RiskFields
{
    public required string CalculatedLevel { get; init; }

    public required double CalculatedScore { get; init; }

    public required double CalculatedScoreNorm { get; init; }

    public required string IdField { get; init; }

    public required string IdValue { get; init; }

    [JsonPropertyName("category_1_score")]
    public double Category1Score { get; init; }

    [JsonPropertyName("category_1_count")]
    public long Category1Count { get; init; }

    public IReadOnlyList<RiskInputFields> Inputs { get; init; } = [];
}

public sealed record RiskInputFields(
    string Id, string Index, string Category, string Description, double RiskScore, DateTimeOffset Timestamp, double ContributionScore);
