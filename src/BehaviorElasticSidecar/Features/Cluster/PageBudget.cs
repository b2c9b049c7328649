namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>How many rows one composite page may have, and how exact its distinct counts are.</summary>
/// <param name="Rows">Rows of a page.</param>
/// <param name="PrecisionThreshold">Different values up to which a distinct count is exact; the same for every page of a query, whatever its size.</param>
/// <remarks>
/// The engine holds a page per shard: each row its keys and each <c>cardinality</c> 2^p bytes, where p is the number of bits of 4/0.75 x threshold
/// (HyperLogLog++ as both engines build it: 3,000 gives 16 KiB). A page of 10,000 rows is six times faster than one of 1,000, so exactness gives
/// way first, down to <see cref="LeastThreshold"/>, then the page.
/// </remarks>
internal readonly record struct PageBudget(int Rows, int PrecisionThreshold)
{
    /// <summary>What one page may cost the engine per shard. Six distinct counts at 10,000 rows and default precision, about 1 GB, tripped a node of 1.5 GB.</summary>
    public const long DefaultBytes = 64L << 20;

    public const int MostRows = 10_000;

    /// <summary>The engines' default for <c>search.max_buckets</c>.</summary>
    public const int MostBuckets = 65_535;

    /// <summary>The engines' default.</summary>
    public const int MostThreshold = 3_000;

    /// <summary>4 KiB a row, 1.6 % standard error beyond it.</summary>
    public const int LeastThreshold = 750;

    private const int RowBytes = 512, NumberBytes = 64, FilterBytes = 128;

    /// <param name="filters">Sub-aggregations that make a bucket in each row.</param>
    /// <param name="numbers">Sums, minima and maxima in each row.</param>
    /// <param name="distincts">Distinct counts in each row.</param>
    public static PageBudget Of(long budgetBytes, int filters, int numbers, int distincts)
    {
        var most = Math.Min(MostRows, MostBuckets / (1 + filters));
        for (var threshold = MostThreshold; ; threshold = Math.Max(LeastThreshold, threshold / 2))
        {
            var rowBytes = RowBytes + (long)filters * FilterBytes + (long)numbers * NumberBytes + distincts * DistinctBytes(threshold);
            var rows = (int)Math.Clamp(budgetBytes / rowBytes, 1, most);
            if (distincts == 0 || rows == most || threshold == LeastThreshold)
                return new PageBudget(rows, threshold);
        }
    }

    /// <summary>Bytes of one distinct count that is exact up to <paramref name="threshold"/> values.</summary>
    public static long DistinctBytes(int threshold)
    {
        var entries = (long)Math.Ceiling(threshold / 0.75);
        var precision = 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)(entries * sizeof(int)));
        return (1L << Math.Clamp(precision, 4, 18)) + NumberBytes;
    }
}
