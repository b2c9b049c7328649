using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Anomalies;

/// <summary>A candidate that stayed rare: all that <see cref="AnomalyComposer"/> needs to make an anomaly of it.</summary>
/// <param name="Query">The feature query whose row it was.</param>
/// <param name="Entity">Normalised name, as in the row.</param>
/// <param name="Surprise">-log10 of the predictive probability.</param>
/// <param name="Rarity">One in how many entity-days.</param>
internal sealed record Finding(
    FeatureQuery Query, Detector Detector, string Entity, TimeBucket Bucket, double Surprise, double Rarity, Explanation Explanation)
{
    public EntityKey Key => new(Query.Kind, Entity);

    /// <summary>The later bucket with which it was read, where the event came late; null for all others.</summary>
    public TimeBucket? LateIn { get; init; }

    /// <summary>Null where no list names the entity.</summary>
    public EntityContext? Context { get; init; }
}
