using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>How much more is done around the end of months and of quarters, as natural logarithms of factors: 0 is no effect.</summary>
/// <remarks>
/// Normal means with known variances (Gelman et al., Bayesian Data Analysis, 5.4): a day r of a month's closing is month + noise, one of a quarter's month + quarter + noise; both parts have a
/// prior worth <c>strength</c> days. So what only quarters have shown is half believed of a month, until months have shown otherwise.
/// </remarks>
/// <param name="OfMonth">On the closing days of every month.</param>
/// <param name="OfQuarter">What those of a quarter have beside it.</param>
internal readonly record struct ClosingEffect(double OfMonth, double OfQuarter)
{
    /// <summary>Days that "no rhythm" is worth: one closing. Whatever stood out at a single month's end, a project or an attack, is not yet a rhythm.</summary>
    public const double LeastStrength = 5;

    /// <summary>Ordinary days before which there is nothing to compare with.</summary>
    public const double EnoughOrdinary = 5;

    /// <summary>A day with more than e^2 times the usual, or less than that part, counts as that.</summary>
    public const double LargestDay = 2;

    /// <summary>An effect is at most a factor of five.</summary>
    private const double Largest = 1.6;

    /// <summary>
    /// Variance of effects between entities: a factor of 1.4 up or down. Against it the variance of an entity's days decides how many days it takes to believe its own.
    /// </summary>
    private const double Between = 0.1, MostStrength = 200;

    public double At(Closing closing) => closing switch
    {
        Closing.Month => Math.Clamp(OfMonth, -Largest, Largest),
        Closing.Quarter => Math.Clamp(OfMonth + OfQuarter, -Largest, Largest),
        _ => 0,
    };

    /// <summary>Sum and weight of days, less the mean of ordinary ones.</summary>
    public static ClosingEffect From((double Sum, double Weight) month, (double Sum, double Weight) quarter, double strength, ClosingEffect prior)
    {
        // The two normal equations of least squares with the prior as further observations.
        var (days, quarters) = (month.Weight + quarter.Weight + strength, quarter.Weight + strength);
        var (all, beside) = (month.Sum + quarter.Sum + strength * prior.OfMonth, quarter.Sum + strength * prior.OfQuarter);
        var determinant = days * quarters - quarter.Weight * quarter.Weight;
        return new ClosingEffect((all * quarters - quarter.Weight * beside) / determinant, (days * beside - quarter.Weight * all) / determinant);
    }

    /// <param name="variance">Of an entity's ordinary days, in squared natural logarithms.</param>
    public static double Strength(double variance) => Math.Clamp(variance / Between, LeastStrength, MostStrength);
}
