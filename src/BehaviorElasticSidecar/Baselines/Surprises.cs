namespace BehaviorElasticSidecar.Baselines;

/// <summary>From natural logarithms of probabilities to surprises.</summary>
internal static class Surprises
{
    /// <summary>No surprise is larger: 10^-300 is still a double, and nothing that happened is less probable than a mistake of the model.</summary>
    public const double Most = 300;

    private const double Log10OfE = 0.43429448190325182765;

    /// <summary>-log10 p, from ln p: 0 for p of 1 or more, at most <see cref="Most"/>; NaN, which no measure makes, counts as no surprise.</summary>
    public static double Of(double logProbability) =>
        double.IsNaN(logProbability) ? 0 : Math.Clamp(-logProbability * Log10OfE, 0, Most);
}
