using BehaviorElasticSidecar.Risk;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>What decides when detectors speak, learn and are silent. Plain values: options stop at the edge.</summary>
public sealed record CycleSettings
{
    /// <summary>No anomalies before a detector has seen this many days of its source. Default 14 days.</summary>
    public int LearningDays { get; init; } = 14;

    /// <summary>Days before it only teach; null where learning alone decides.</summary>
    public DateTimeOffset? ScoreFrom { get; init; }

    /// <summary>Lowest score that becomes a document. Default 25: one in 100 entity-days.</summary>
    public double MinScore { get; init; } = 25;

    /// <summary>Lowest rarity of an entity-day that becomes a document: one in so many. Default 10.</summary>
    public double MinDayRarity { get; init; } = 10;

    internal RiskParameters Risk { get; init; } = RiskParameters.Default;

    /// <summary>Peers seen by a detector that its group must have to be spoken of. Default 5.</summary>
    public int LeastPeers { get; init; } = 5;

    /// <summary>Whether those whom no list describes are grouped by what they do. Default true.</summary>
    public bool LearnsPeers { get; init; } = true;

    /// <summary>Memory for baselines, all feature queries together. Default 512 MiB.</summary>
    public long BaselineBudgetBytes { get; init; } = 512L << 20;

    /// <summary>Findings of one bucket that wait for its end in memory, about 1 KB each; the rest waits on disk. Default 16,384.</summary>
    public int FindingsInMemory { get; init; } = 16_384;

    /// <summary>Where they wait. Default: the machine's folder for temporary files.</summary>
    public string SpillFolder { get; init; } = Path.GetTempPath();

    /// <summary>Entities that must show a value first in one bucket for it to be a rollout.</summary>
    public int RolloutEntities { get; init; } = 3;

    /// <summary>Share of the entities seen in a bucket that must deviate together to be the organisation's shift, not theirs.</summary>
    public double ShiftFraction { get; init; } = 0.25;

    /// <summary>And at least so many: three people awake at night are no organisation.</summary>
    public int ShiftEntities { get; init; } = 10;
}
