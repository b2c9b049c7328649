namespace BehaviorElasticSidecar.Numerics;

/// <summary>Regularised incomplete beta function in the log domain: the tail of the binomial family, of Student's t and of the beta itself.</summary>
/// <remarks>
/// Continued fraction (Press et al., Numerical Recipes, 6.4), always on the side where it converges in O(sqrt(max(a, b))) steps.
/// Relative error of the logarithm below 1e-10 for a and b up to 1e6.
/// </remarks>
internal static class IncompleteBeta
{
    private const double Tiny = 1e-300;
    private const int Steps = 20_000;

    /// <summary>Relative change of a pair of terms at which the fraction has converged; the error left is of the same size.</summary>
    private const double Enough = 1e-14;

    /// <summary>ln I_x(a, b), for a and b above 0 and x in 0..1; <paramref name="y"/> is 1 - x, given apart so that neither end loses digits.</summary>
    public static double LogLower(double a, double b, double x, double y)
    {
        if (x <= 0)
            return double.NegativeInfinity;
        if (y <= 0)
            return 0;
        return Converges(a, b, x) ? LogFront(a, b, x, y) + Math.Log(Fraction(a, b, x))
            : LogSpace.Complement(LogFront(b, a, y, x) + Math.Log(Fraction(b, a, y)));
    }

    /// <summary>ln (1 - I_x(a, b)).</summary>
    public static double LogUpper(double a, double b, double x, double y) => LogLower(b, a, y, x);

    /// <summary>Whether <see cref="Fraction"/> converges quickly for I_x(a, b); otherwise it does for I_y(b, a).</summary>
    public static bool Converges(double a, double b, double x) => x * (a + b + 2) < a + 1;

    /// <summary>I_x(a, b) divided by x^a y^b / (a B(a, b)); 1 or more.</summary>
    /// <remarks>
    /// Forward recurrence of numerators and denominators (Wallis), scaled so that the denominator is 1 after each pair of terms: one dependent division
    /// a pair where Lentz has four.
    /// </remarks>
    public static double Fraction(double a, double b, double x)
    {
        var scale = 1 / Away(1 - (a + b) * x / (a + 1));
        double before = scale, below = scale, value = scale;
        for (var m = 1; m < Steps; m++)
        {
            var twice = a + 2 * m;
            var even = m * (b - m) * x / ((twice - 1) * twice);
            var odd = -(a + m) * (a + b + m) * x / (twice * (twice + 1));
            (before, var evenAbove) = (value, value + even * before);
            (below, var evenBelow) = (1, 1 + even * below);
            (before, var oddAbove) = (evenAbove, evenAbove + odd * before);
            (below, var oddBelow) = (evenBelow, evenBelow + odd * below);
            scale = 1 / Away(oddBelow);
            var next = oddAbove * scale;
            before *= scale;
            below *= scale;
            if (Math.Abs(next - value) <= Enough * Math.Abs(next))
                return next;
            value = next;
        }

        return value;
    }

    private static double LogFront(double a, double b, double x, double y) =>
        a * Log(x, y) + b * Log(y, x) - GammaFunction.LogBeta(a, b) - Math.Log(a);

    private static double Log(double x, double complement) => x < 0.5 ? Math.Log(x) : LogSpace.Log1P(-complement);

    private static double Away(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
