using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Anomalies.Days;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Risk;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>Results that nobody wants: of a run that only has to learn.</summary>
internal sealed class DiscardingResultWriter : IResultWriter
{
    public Task WriteAsync(IReadOnlyList<Anomaly> anomalies, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task WriteAsync(IReadOnlyList<RiskScore> risks, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task WriteAsync(IReadOnlyList<DayRarity> days, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task WriteAsync(IReadOnlyList<EntityRecord> entities, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task WriteAsync(IReadOnlyList<HealthDocument> health, CancellationToken cancellationToken) => Task.CompletedTask;
}
