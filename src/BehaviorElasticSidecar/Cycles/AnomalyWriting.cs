using System.Runtime.CompilerServices;
using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Anomalies.Days;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Risk;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>Held findings to anomalies, and results to whoever writes them.</summary>
internal sealed class AnomalyWriting(PipelineParts parts, IResultWriter writer)
{
    /// <summary>Anomalies composed and written together: about 2 MB of documents.</summary>
    private const int BlockSize = 1024;

    private readonly AnomalyComposer _composer = new(parts.Clock);

    /// <summary>Anomalies as they are written, block by block.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Anomaly>> WriteAsync(
        BucketFindings found, PopulationState population, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var block in found.Findings.Chunk(BlockSize))
        {
            IReadOnlyList<Anomaly> anomalies = [.. block.Select(held => Compose(found, held, population))];
            await writer.WriteAsync(anomalies, cancellationToken);
            yield return anomalies;
        }

        if (found.Shifts.Count > 0)
            await writer.WriteAsync([.. found.Shifts.Select(s => HealthNotes.OfShift(found.Query, s))], cancellationToken);
    }

    public Task WriteAsync(IReadOnlyList<RiskScore> risks, CancellationToken cancellationToken) =>
        risks.Count == 0 ? Task.CompletedTask : writer.WriteAsync(risks, cancellationToken);

    public Task WriteAsync(IReadOnlyList<EntityRecord> entities, CancellationToken cancellationToken) =>
        entities.Count == 0 ? Task.CompletedTask : writer.WriteAsync(entities, cancellationToken);

    /// <summary>Days that are rare enough, after learning.</summary>
    public Task WriteAsync(EntityDays days, CancellationToken cancellationToken)
    {
        var first = days.FirstDay + parts.Settings.LearningDays;
        IReadOnlyList<DayRarity> spoken = [.. days.Closed.Where(d =>
            d.Rarity >= parts.Settings.MinDayRarity && d.LocalDay >= first && (parts.Settings.ScoreFrom is not { } from || d.Start >= from))];
        return spoken.Count == 0 ? Task.CompletedTask : writer.WriteAsync(spoken, cancellationToken);
    }

    private Anomaly Compose(BucketFindings found, HeldFinding held, PopulationState population)
    {
        var detector = found.Query.Detectors[held.Detector].Detector;
        var rarity = population.Of(found.Query, detector).Rarity(held.Surprise);
        var anomaly = _composer.Compose(new Finding(found.Query, detector, held.Entity, found.Reading.Bucket, held.Surprise, rarity, held.Explanation!)
        {
            LateIn = found.Reading.LateIn,
            Context = parts.Context.Of(new EntityKey(found.Query.Kind, held.Entity)),
        });
        return anomaly with { Canonical = population.Identity.Canonical(anomaly.Entity), Behind = population.Identity.Behind(anomaly.Entity, found.Reading.Bucket.From) };
    }
}
