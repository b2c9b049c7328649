using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Anomalies.Days;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Risk;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>Where results go, as documents. Ids are fixed by content: writing twice is harmless.</summary>
internal interface IResultWriter
{
    Task WriteAsync(IReadOnlyList<Anomaly> anomalies, CancellationToken cancellationToken);

    /// <summary>As history, and as the latest state of each entity.</summary>
    Task WriteAsync(IReadOnlyList<RiskScore> risks, CancellationToken cancellationToken);

    /// <summary>How rare days of people and hosts were.</summary>
    Task WriteAsync(IReadOnlyList<DayRarity> days, CancellationToken cancellationToken);

    /// <summary>One for each entity, which replaces what was there.</summary>
    Task WriteAsync(IReadOnlyList<EntityRecord> entities, CancellationToken cancellationToken);

    Task WriteAsync(IReadOnlyList<HealthDocument> health, CancellationToken cancellationToken);
}
