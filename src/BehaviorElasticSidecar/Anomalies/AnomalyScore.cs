namespace BehaviorElasticSidecar.Anomalies;

/// <summary>Rarity for people: 0 is one in 10 entity-days, 25 one in 100, 50 one in 1,000, 75 one in 10,000, 100 one in 100,000.</summary>
internal static class AnomalyScore
{
    /// <summary>25 x (log10 N - 1), clamped to 0..100; <paramref name="rarity"/> is N, one in how many entity-days, at least 1.</summary>
    public static double FromRarity(double rarity) => Math.Clamp(25 * (Math.Log10(rarity) - 1), 0, 100);
}
