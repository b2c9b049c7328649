using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Risk;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>Held findings to anomalies, and results to whoever writes them.</summary>
internal sealed class AnomalyWriting(PipelineParts parts, IResultWriter writer)
{
    private readonly AnomalyComposer _composer = new(parts.Clock);

    public async Task<IReadOnlyList<Anomaly>> WriteAsync(BucketFindings found, PopulationState population, CancellationToken cancellationToken)
    {
        var anomalies = new List<Anomaly>(found.Findings.Count);
        foreach (var held in found.Findings)
        {
            var detector = found.Query.Detectors[held.Detector].Detector;
            var rarity = population.Of(found.Query, detector).Rarity(held.Surprise);
            anomalies.Add(_composer.Compose(new Finding(found.Query, detector, held.Entity, found.Bucket, held.Surprise, rarity, held.Explanation!)));
        }

        if (anomalies.Count > 0)
            await writer.WriteAsync(anomalies, cancellationToken);
        if (found.Shifts.Count > 0)
            await writer.WriteAsync([.. found.Shifts.Select(s => HealthNotes.OfShift(found.Query, s))], cancellationToken);
        return anomalies;
    }

    public Task WriteAsync(IReadOnlyList<RiskScore> risks, CancellationToken cancellationToken) =>
        risks.Count == 0 ? Task.CompletedTask : writer.WriteAsync(risks, cancellationToken);
}
