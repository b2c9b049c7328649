using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>Silence that has become an observation: of detectors that watch for too little (design section 8).</summary>
/// <remarks>
/// Looked at with each bucket that has rows of anybody: where nobody is seen the source is silent, not its entities, and once it is back whoever is still
/// missing deviates together. While what a detector needs is known to be missing, nobody is watched; whoever is seen afterwards is. One silence speaks once, and is not learnt: the baseline settles the hours when the entity is back.
/// </remarks>
internal sealed class SilenceCycle(FeatureQuery query, MeasureCatalogue measures, SiteClock clock, BaselineCache cache, CycleSettings settings)
{
    /// <summary>What is looked for while nothing is calibrated yet: one in a hundred by the model.</summary>
    private const double FirstWanted = 2;

    /// <summary>Whether the detector watches for too little and its measure knows what silence says.</summary>
    public static bool IsWatched(Detector detector, IMeasure measure) => detector.Direction is Direction.Low or Direction.Both && measure is ISilenceMeasure;

    /// <summary>Surprises of everybody whose silence has become one by the end of the batch's bucket, ordered as held findings are.</summary>
    public async Task TakeAsync(
        ObservationBatch batch, DayLedger ledger, PopulationState population, HeldFindings into, long[] seen, CancellationToken cancellationToken)
    {
        for (var detector = 0; detector < query.Detectors.Count; detector++)
            if (population.Of(query, query.Detectors[detector].Detector).IsFrozen)
                ledger.Silence.Forget(detector);
        if (batch.Rows.Count == 0)
            return;
        foreach (var block in ledger.Silence.Due(batch.Bucket.To).Chunk(QueryCycle.BlockEntities))
        {
            var entities = block.Select(d => d.Key.Entity).Distinct(StringComparer.Ordinal).ToList();
            var baselines = await cache.TakeAsync(entities, cancellationToken);
            var known = entities.Zip(baselines).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
            foreach (var (key, lastSeen) in block)
            {
                if (Look(key, lastSeen, known[key.Entity], batch.Bucket, ledger.Silence, population) is not { } finding)
                    continue;
                into.Add([finding]);
                seen[key.Detector]++;
                ledger.Observations[key.Detector]++;
            }

            await cache.TrimAsync(baselines, cancellationToken);
        }
    }

    /// <summary>Null: not yet, and the deadline is moved; or never, and it is gone.</summary>
    private HeldFinding? Look(
        SilenceKey key, DateTimeOffset lastSeen, EntityBaselines baselines, TimeBucket bucket, SilenceWatch watch, PopulationState population)
    {
        var detector = query.Detectors[key.Detector].Detector;
        var measure = (ISilenceMeasure)measures.Of(detector);
        var known = population.Of(query, detector);
        var end = lastSeen + ISilenceMeasure.LongestSilence;
        if (bucket.To >= end || baselines.Find(key.Detector, key.Partner) is not { } baseline)
        {
            watch.Remove(key);
            return null;
        }

        var own = clock.Of(new EntityKey(query.Kind, key.Entity));
        var span = new SilentSpan(detector, key.Partner, lastSeen, own);
        var wanted = double.IsFinite(known.CandidateSurprise) && known.CandidateSurprise > 0 ? known.CandidateSurprise : FirstWanted;
        var first = measure.FirstSurprising(span, baseline, known.Population, wanted);
        if (first is not { } silence || silence.End > bucket.To)
        {
            watch.Move(key, first?.End ?? end);
            return null;
        }

        watch.Remove(key);
        var speaks = known.Speaks(bucket.From, settings) && silence.Surprise >= known.CandidateSurprise;
        return new HeldFinding(
            key.Entity, own.At(bucket.From).Day, key.Detector, key.Partner, silence.Surprise, silence.Surprise,
            speaks ? measure.Explain(span, baseline, known.Population, silence) : null);
    }
}
