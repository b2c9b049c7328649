namespace BehaviorElasticSidecar.Numerics;

/// <summary>Count, mean and spread of a stream, in one pass and mergeable.</summary>
/// <remarks>Welford 1962; merging after Chan, Golub, LeVeque 1979. O(1) per value. Empty: NaN mean. Input is finite.</remarks>
internal readonly record struct Moments(long Count, double Mean, double SquaredDeviations)
{
    public static Moments Empty { get; } = new(0, double.NaN, 0);

    /// <summary>Sample variance, in the squared unit of the input; NaN below two values.</summary>
    public double Variance => Count < 2 ? double.NaN : SquaredDeviations / (Count - 1);

    public Moments Add(double value)
    {
        if (Count == 0)
            return new Moments(1, value, 0);
        var delta = value - Mean;
        var mean = Mean + delta / (Count + 1);
        return new Moments(Count + 1, mean, SquaredDeviations + delta * (value - mean));
    }

    public Moments Merge(Moments other)
    {
        if (Count == 0)
            return other;
        if (other.Count == 0)
            return this;
        var count = Count + other.Count;
        var delta = other.Mean - Mean;
        return new Moments(count, Mean + delta * other.Count / count,
            SquaredDeviations + other.SquaredDeviations + delta * delta * ((double)Count / count) * other.Count);
    }

    public static Moments Of(ReadOnlySpan<double> values)
    {
        var moments = Empty;
        foreach (var value in values)
            moments = moments.Add(value);
        return moments;
    }
}
