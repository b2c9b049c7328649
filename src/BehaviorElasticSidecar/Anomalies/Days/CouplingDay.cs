using BehaviorElasticSidecar.Detectors;

namespace BehaviorElasticSidecar.Anomalies.Days;

/// <summary>What a coupling is worth on a day: the rarest of each of its two groups, if both stand out a little.</summary>
/// <param name="Value">log10 N of both, each capped at <see cref="Cap"/>, added; 0 where one of them does not reach <see cref="OpenDays.Least"/>.</param>
internal readonly record struct CouplingDay(double Value, string One, string Other)
{
    public const double Cap = 3;

    /// <summary>The best pair of two families; the same evidence does not couple with itself.</summary>
    public static CouplingDay Of(Coupling coupling, IEnumerable<DayEvidence> evidence, IReadOnlyDictionary<string, Detector> detectors)
    {
        var ones = Strongest(evidence, coupling.One, detectors);
        var others = Strongest(evidence, coupling.Other, detectors);
        var best = default(CouplingDay);
        foreach (var one in ones)
            foreach (var other in others)
                if (detectors[one.DetectorId].Family != detectors[other.DetectorId].Family
                    && Math.Min(Cap, one.Log10Rarity) + Math.Min(Cap, other.Log10Rarity) is var value && value > best.Value)
                    best = new CouplingDay(value, one.DetectorId, other.DetectorId);
        return best;
    }

    /// <summary>Of each family of the group the strongest, at most three: one of them pairs with another family whatever that is.</summary>
    private static List<DayEvidence> Strongest(IEnumerable<DayEvidence> evidence, IReadOnlyList<string> tags, IReadOnlyDictionary<string, Detector> detectors) =>
    [
        .. evidence.Where(e => e.Log10Rarity >= OpenDays.Least && detectors[e.DetectorId].Tags.Any(t => tags.Contains(t, StringComparer.Ordinal)))
            .OrderByDescending(e => e.Log10Rarity).ThenBy(e => e.DetectorId, StringComparer.Ordinal)
            .DistinctBy(e => detectors[e.DetectorId].Family, StringComparer.Ordinal).Take(3),
    ];
}
