using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>A surprise of one entity that may become an anomaly, held until its bucket is whole.</summary>
/// <param name="Detector">Index within the feature query.</param>
/// <param name="Group">Value or partner of the row; null without group field.</param>
/// <param name="Explanation">Made before learning; null where the surprise is below the lowest score that is written.</param>
internal sealed record HeldFinding(
    string Entity, int LocalDay, int Detector, string? Group, double Surprise, double IfShared, Explanation? Explanation);

/// <summary>Everybody at once: a detector for which a large share of the entities deviated together in one bucket.</summary>
/// <param name="Value">Where many began with one value in the course of a day: which; told once a day.</param>
internal sealed record Shift(string DetectorId, BucketReading Reading, int Deviating, int Seen, string? Value = null);

/// <summary>What one bucket of one feature query gave: findings that stay, ordered by entity, detector and group, and shifts that were taken out.</summary>
/// <param name="Held">Where the findings lie; goes with this.</param>
/// <param name="Seen">Per detector, entities with an observation.</param>
internal sealed record BucketFindings(
    FeatureQuery Query, BucketReading Reading, BucketHold Held, SharedMoves Moves, IReadOnlyList<long> Seen) : IDisposable
{
    /// <summary>Candidates that become anomalies. May be gone through again; not after this is disposed of.</summary>
    public IEnumerable<HeldFinding> Findings => Moves.Staying(Held).Where(f => f.Explanation is not null);

    public IReadOnlyList<Shift> Shifts => Moves.Shifts;

    public void Dispose() => Held.Dispose();
}
