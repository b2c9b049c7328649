using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>Everybody at once: what many entities do together in one bucket is the organisation's, not theirs (design section 5).</summary>
internal static class SharedMoves
{
    /// <summary>
    /// Lowers surprises of values that several entities show first together to what they are for a known value, removes findings of
    /// detectors for which a large share of the entities seen deviates, and orders what stays by entity, detector and group.
    /// </summary>
    /// <param name="seen">Per detector, entities with an observation in the bucket.</param>
    public static IReadOnlyList<Shift> TakeOut(
        List<HeldFinding> held, FeatureQuery query, TimeBucket bucket, long[] seen, PopulationState population, CycleSettings settings)
    {
        ShareRollouts(held, query, population, settings);
        var shifts = new List<Shift>();
        foreach (var together in held.Where(f => f.Explanation is not null).GroupBy(f => f.Detector).OrderBy(g => g.Key).ToList())
        {
            var deviating = together.Select(f => f.Entity).Distinct(StringComparer.Ordinal).Count();
            if (deviating < settings.ShiftEntities || deviating < settings.ShiftFraction * seen[together.Key])
                continue;
            shifts.Add(new Shift(query.Detectors[together.Key].Detector.Id, bucket, deviating, (int)seen[together.Key]));
            held.RemoveAll(f => f.Detector == together.Key && f.Explanation is not null);
        }

        held.Sort(ByEntity);
        return shifts;
    }

    private static void ShareRollouts(List<HeldFinding> held, FeatureQuery query, PopulationState population, CycleSettings settings)
    {
        var shared = held.Where(f => f.IfShared < f.Surprise)
            .GroupBy(f => (f.Detector, f.Group))
            .Where(g => g.Select(f => f.Entity).Distinct(StringComparer.Ordinal).Count() >= settings.RolloutEntities)
            .Select(g => g.Key).ToHashSet();
        for (var i = 0; i < held.Count; i++)
        {
            var finding = held[i];
            if (finding.IfShared >= finding.Surprise || !shared.Contains((finding.Detector, finding.Group)))
                continue;
            var known = population.Of(query, query.Detectors[finding.Detector].Detector);
            held[i] = finding with
            {
                Surprise = finding.IfShared,
                Explanation = finding.IfShared >= known.CandidateSurprise ? finding.Explanation : null,
            };
        }
    }

    private static int ByEntity(HeldFinding a, HeldFinding b)
    {
        var order = string.CompareOrdinal(a.Entity, b.Entity);
        if (order == 0)
            order = a.Detector.CompareTo(b.Detector);
        return order != 0 ? order : string.CompareOrdinal(a.Group, b.Group);
    }
}
