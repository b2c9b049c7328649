namespace BehaviorElasticSidecar.Anomalies;

/// <summary>How much of a surprising observation is learnt, so that an attacker cannot teach a baseline quickly.</summary>
/// <remarks>
/// Full weight up to one in 100 entity-days: that much must be learnt as it is, or a baseline would narrow around its own middle and call its
/// edges rare. Beyond, the square root: 1 in 1,000 counts 0.32, 1 in 10,000 counts 0.1, so a step that scores 75 needs about ten days to
/// teach what one ordinary day does. Never below 0.05 (1 in 40,000): a lasting change of work is accepted within weeks without anybody's help.
/// Calibration is never guarded; only baselines are.
/// </remarks>
internal static class GuardedLearning
{
    private const double Ordinary = 100;
    private const double Least = 0.05;

    /// <summary>Weight 0.05..1 of an observation that is one in <paramref name="rarity"/> entity-days; 1 while the detector is learning.</summary>
    public static double Weight(double rarity, bool learning) =>
        learning || rarity <= Ordinary ? 1 : Math.Max(Least, Math.Sqrt(Ordinary / rarity));
}
