namespace BehaviorElasticSidecar.Baselines;

/// <summary>Weights of guarded learning.</summary>
internal static class Weights
{
    /// <summary>Within 0..1; NaN learns nothing.</summary>
    public static double Clamp(double weight) => double.IsNaN(weight) ? 0 : Math.Clamp(weight, 0, 1);
}
