namespace BehaviorElasticSidecar.Numerics;

/// <summary>Student's t with location and scale: what is predicted of a normal variable whose mean and variance were themselves estimated.</summary>
/// <param name="DegreesOfFreedom">Above 0.</param>
/// <param name="Location">Median, in the unit of the variable.</param>
/// <param name="Scale">Above 0, same unit; not the standard deviation.</param>
/// <remarks>Tails through <see cref="IncompleteBeta"/>, log domain, relative error below 1e-9 out to any distance.</remarks>
internal readonly record struct StudentT(double DegreesOfFreedom, double Location, double Scale)
{
    /// <summary>Scales from the location beyond which nothing gets less probable: its square is still a double.</summary>
    private const double Farthest = 1e140;

    /// <summary>ln P(X &gt;= x).</summary>
    public double LogUpper(double x)
    {
        var t = (x - Location) / Scale;
        return t >= 0 ? LogTail(t) : LogSpace.Complement(LogTail(-t));
    }

    /// <summary>ln P(X &lt;= x).</summary>
    public double LogLower(double x) => LogUpper(2 * Location - x);

    /// <summary>The value below which the fraction <paramref name="probability"/> (0..1, exclusive) lies; bisection, 1e-10 of the scale.</summary>
    public double Quantile(double probability)
    {
        if (probability < 0.5)
            return 2 * Location - Quantile(1 - probability);
        var target = Math.Log(1 - probability);
        double low = 0, high = 1;
        while (LogTail(high) > target && high < 1e100)
            high *= 2;
        for (var i = 0; i < 200 && high - low > 1e-10 * high; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = LogTail(middle) > target ? (middle, high) : (low, middle);
        }

        return Location + Scale * (low + high) / 2;
    }

    private double LogTail(double t)
    {
        var distance = Math.Min(t, Farthest);
        var ratio = distance * distance / DegreesOfFreedom;
        return IncompleteBeta.LogLower(DegreesOfFreedom / 2, 0.5, 1 / (1 + ratio), ratio / (1 + ratio)) - LogSpace.Ln2;
    }
}
