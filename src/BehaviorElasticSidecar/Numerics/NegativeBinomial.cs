namespace BehaviorElasticSidecar.Numerics;

/// <summary>Over-dispersed counts 0, 1, 2, ...: Poisson with a gamma-distributed rate.</summary>
/// <param name="Mean">Above 0.</param>
/// <param name="Dispersion">Above 0: variance = mean + mean^2 x dispersion.</param>
/// <remarks>
/// All results are natural logarithms, relative error below 1e-9 far out. P(Y >= k) is the mass at k times the continued fraction of the incomplete
/// beta function, so mass and tail cost one log-beta together. Small k is summed term by term where that loses nothing.
/// </remarks>
internal readonly record struct NegativeBinomial(double Mean, double Dispersion)
{
    private const int SummedBelow = 24;
    private const double LogHalf = -LogSpace.Ln2;

    /// <summary>P(Y &lt; k) up to which 1 - P(Y &lt; k) keeps 13 digits.</summary>
    private const double SafeComplement = 0.9;

    private double Size => 1 / Dispersion;

    private double Success => 1 / (1 + Mean * Dispersion);

    private double Failure => Mean * Dispersion / (1 + Mean * Dispersion);

    /// <summary>ln P(Y = k).</summary>
    public double LogMass(double k)
    {
        if (k < 0)
            return double.NegativeInfinity;
        var zero = -Size * LogSpace.Log1P(Mean * Dispersion);
        return k == 0 ? zero : zero + k * LogFailure() - Math.Log(k) - GammaFunction.LogBeta(k, Size);
    }

    /// <summary>ln P(Y >= k).</summary>
    public double LogUpper(double k) => k <= 0 ? 0 : LogTails(k, 1, upper: true);

    /// <summary>ln P(Y &lt;= k).</summary>
    public double LogLower(double k) => k < 0 ? double.NegativeInfinity : LogTails(k, 1, upper: false);

    /// <summary>ln (P(Y > k) + P(Y = k) / 2): the mid-p of a count (Lancaster 1961), fair on average where ties are common.</summary>
    public double LogUpperMid(double k) => k < 0 ? 0 : LogTails(k, 0.5, upper: true);

    /// <summary>ln (P(Y &lt; k) + P(Y = k) / 2).</summary>
    public double LogLowerMid(double k) => k < 0 ? double.NegativeInfinity : LogTails(k, 0.5, upper: false);

    /// <summary>The smallest k with P(Y &lt;= k) of at least <paramref name="probability"/> (0..1, exclusive).</summary>
    public double Quantile(double probability)
    {
        var target = Math.Log(probability);
        double low = -1, high = 1;
        while (LogLower(high) < target && high < 1e18)
            high *= 2;
        while (high - low > 1)
        {
            var middle = Math.Floor((low + high) / 2);
            (low, high) = LogLower(middle) < target ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>One tail that counts the mass at k itself with <paramref name="share"/> 1 or 0.5; k is 0 or more.</summary>
    private double LogTails(double k, double share, bool upper)
    {
        if (k < SummedBelow && Summed((int)k, out var mass) is var below && below + mass < SafeComplement)
            return upper ? LogSpace.Log1P(-(below + (1 - share) * mass)) : Math.Log(below + share * mass);
        return Plain(k, share, upper);
    }

    /// <summary>The same by the continued fraction alone: what the summed path must equal.</summary>
    internal double Plain(double k, double share, bool upper)
    {
        var logMass = LogMass(k);
        if (k == 0)
            return upper ? LogSpace.Add(LogSpace.Complement(logMass), share == 1 ? logMass : logMass + LogHalf) : logMass + Math.Log(share);
        if (IncompleteBeta.Converges(k, Size, Failure))
        {
            // From k upward, in units of the mass at k; the rest is the complement.
            var fraction = IncompleteBeta.Fraction(k, Size, Failure);
            return upper ? logMass + Math.Log(fraction - 1 + share) : LogSpace.Complement(logMass + Math.Log(fraction - share));
        }

        // From k - 1 downward: P(Y < k) = mass(k) x k / size x fraction.
        var under = k / Size * IncompleteBeta.Fraction(Size, k, Success);
        return upper ? LogSpace.Complement(logMass + Math.Log(under + 1 - share)) : logMass + Math.Log(under + share);
    }

    private double Summed(int k, out double mass)
    {
        double size = Size, failure = Failure, below = 0;
        mass = Math.Exp(-size * LogSpace.Log1P(Mean * Dispersion));
        for (var i = 0; i < k; i++)
        {
            below += mass;
            mass *= (i + size) / (i + 1) * failure;
        }

        return below;
    }

    private double LogFailure() => Failure < 0.5 ? Math.Log(Failure) : LogSpace.Log1P(-Success);
}
