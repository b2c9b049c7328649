using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Risk;

/// <summary>Named bands of risk, as Elastic names them: Unknown below 20, Low, Moderate from 40, High from 70, Critical from 90.</summary>
public enum RiskLevel
{
    Unknown,
    Low,
    Moderate,
    High,
    Critical,
}

/// <summary>Decayed 0..100 of an entity at a bucket's end.</summary>
/// <param name="Inputs">The ten largest, largest first; what each added. All inputs and <see cref="Reasons"/> together add up to the score.</param>
/// <param name="InputCount">All that counted.</param>
public sealed record RiskScore(EntityKey Entity, DateTimeOffset At, double Score, IReadOnlyList<RiskInput> Inputs, int InputCount)
{
    /// <summary>What of the context changed it, with its part of the points; empty without context, or at 0.</summary>
    public IReadOnlyList<ContextReason> Reasons { get; init; } = [];

    /// <summary>What the site's lists said of the entity then; null where none names it.</summary>
    public EntityContext? Context { get; init; }

    public RiskLevel Level => Score switch
    {
        >= 90 => RiskLevel.Critical,
        >= 70 => RiskLevel.High,
        >= 40 => RiskLevel.Moderate,
        >= 20 => RiskLevel.Low,
        _ => RiskLevel.Unknown,
    };
}

/// <summary>One anomaly's part in a risk score.</summary>
/// <param name="AnomalyScore">0..100, as on the anomaly.</param>
/// <param name="Contribution">Points of the risk score that it added after decay.</param>
public sealed record RiskInput(
    string AnomalyId, string DetectorId, string Description, DateTimeOffset At, double AnomalyScore, double Contribution);
