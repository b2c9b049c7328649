namespace BehaviorElasticSidecar.Numerics;

/// <summary>Successes among <paramref name="Trials"/> tries whose rate is itself uncertain: Beta(<paramref name="A"/>, <paramref name="B"/>), both above 0.</summary>
/// <remarks>Tails are summed from the far end by the ratio of neighbouring masses, so the smallest is never a difference: 1e-10 relative. O(trials).</remarks>
internal readonly record struct BetaBinomial(int Trials, double A, double B)
{
    /// <summary>ln P(X = k); minus infinity outside 0..trials.</summary>
    public double LogMass(int k) => k < 0 || k > Trials ? double.NegativeInfinity
        : GammaFunction.LogBeta(k + A, Trials - k + B) - GammaFunction.LogBeta(A, B)
            - Math.Log(Trials + 1.0) - GammaFunction.LogBeta(k + 1.0, Trials - k + 1.0);

    /// <summary>ln P(X >= k).</summary>
    public double LogUpper(int k) => k <= 0 ? 0 : k > Trials ? double.NegativeInfinity
        : k > Centre ? LogSum(k, Trials, +1) : LogSpace.Complement(LogSum(k - 1, 0, -1));

    /// <summary>ln P(X &lt;= k).</summary>
    public double LogLower(int k) => k < 0 ? double.NegativeInfinity : k >= Trials ? 0
        : k < Centre ? LogSum(k, 0, -1) : LogSpace.Complement(LogSum(k + 1, Trials, +1));

    /// <summary>ln P(X >= k) with half of the mass at k (mid-p), so that ties are fair.</summary>
    public double LogUpperMid(int k) => LogSpace.Add(LogUpper(k + 1), LogMass(k) - LogSpace.Ln2);

    /// <summary>ln P(X &lt;= k) with half of the mass at k.</summary>
    public double LogLowerMid(int k) => LogSpace.Add(LogLower(k - 1), LogMass(k) - LogSpace.Ln2);

    /// <summary>The smallest k with P(X &lt;= k) of at least <paramref name="probability"/> (0..1, exclusive). O(trials).</summary>
    public int Quantile(double probability)
    {
        var sum = 0.0;
        for (var k = 0; k < Trials; k++)
            if ((sum += Math.Exp(LogMass(k))) >= probability)
                return k;
        return Trials;
    }

    private double Centre => Trials * A / (A + B);

    /// <summary>From the mass at <paramref name="from"/> outward to <paramref name="to"/>, in units of the first.</summary>
    private double LogSum(int from, int to, int step)
    {
        double log = 0, sum = 0, term = 1;
        for (var k = from; ; k += step)
        {
            sum += term;
            if (sum > 1e250)
            {
                log += Math.Log(sum);
                term /= sum;
                sum = 1;
            }

            if (k == to)
                break;
            term *= step > 0 ? Ratio(k) : 1 / Ratio(k - 1);
        }

        return Math.Min(0, LogMass(from) + log + Math.Log(sum));
    }

    /// <summary>Mass at k + 1 divided by the mass at k.</summary>
    private double Ratio(int k) => (Trials - k) * (k + A) / ((k + 1.0) * (Trials - k - 1 + B));
}
