namespace BehaviorElasticSidecar.Numerics;

/// <summary>How much a series of connections is like a beacon: evenness of intervals, of sizes, over the hours, and for how long. Each 0..1.</summary>
/// <param name="Intervals">Evenness of the times between connections.</param>
/// <param name="Sizes">Evenness of what is sent.</param>
/// <param name="Duration">How much of the window it lasts, or its longest run of bins against twelve.</param>
/// <param name="Histogram">Flatness of the 24 bins of the window, or how well two heights fit them.</param>
/// <remarks>
/// The score of RITA v5 (activecm/rita, analysis/beacons.go, Jan 2026; here from its description), with its constants: whole seconds, at least four connections with three
/// intervals above zero. Half of the first two is the skewness of Bowley 1920 by quartiles, half the median absolute deviation against the median. O(n log n).
/// </remarks>
internal readonly record struct Regularity(double Intervals, double Sizes, double Duration, double Histogram)
{
    public const int Bins = 24;

    private const int LeastIntervals = 3, LeastBinsForDuration = 6, IdealRun = 12, LeastBinsForTwoHeights = 11, Outliers = 1;

    /// <summary>Quartiles nearer than this are the same, in seconds or bytes.</summary>
    private const double LeastQuartileRange = 10;

    /// <summary>Bins whose heights differ by less than this share of the highest are of one height.</summary>
    private const double HeightShare = 0.05;

    /// <summary>Mean of the four, 0..1.</summary>
    public double Score => (Intervals + Sizes + Duration + Histogram) / 4;

    /// <summary>Null where there are too few connections. The window is <c>[from, to]</c>; connections outside count in its first or last bin.</summary>
    /// <param name="seconds">Since the Unix epoch, in order, repeated where several fall into one second.</param>
    /// <param name="sizes">What the connections sent, in bytes, in any order; those that are not known are left out. Below three: evenness 0.</param>
    public static Regularity? Of(IReadOnlyList<long> seconds, IReadOnlyList<double> sizes, long from, long to)
    {
        var intervals = new List<double>(seconds.Count);
        for (var i = 1; i < seconds.Count; i++)
            if (seconds[i] > seconds[i - 1])
                intervals.Add(seconds[i] - seconds[i - 1]);
        if (intervals.Count < LeastIntervals || to <= from)
            return null;
        var bins = Histogrammed(seconds, from, to);
        var seen = bins.Count(b => b > 0);
        var lasts = seen < LeastBinsForDuration ? 0
            : Math.Max(Math.Min(1, (seconds[^1] - seconds[0]) / (double)(to - from)), Math.Min(1, LongestRun(bins) / (double)IdealRun));
        return new Regularity(Evenness(intervals, 1), sizes.Count < LeastIntervals ? 0 : Evenness(sizes, 0), lasts, Math.Max(Flatness(bins), TwoHeights(bins, seen)));
    }

    /// <param name="ofSmall">What the deviation scores where the median is below 1.</param>
    private static double Evenness(IEnumerable<double> values, double ofSmall)
    {
        double[] sorted = [.. values.Order()];
        var half = sorted.Length / 2;
        double low = Median(sorted.AsSpan(0, half)), middle = Median(sorted), high = Median(sorted.AsSpan(sorted.Length - half));
        var skewness = high - low < LeastQuartileRange || middle == low || middle == high ? 0 : (high + low - 2 * middle) / (high - low);
        double[] deviations = [.. sorted.Select(v => Math.Abs(v - middle)).Order()];
        var narrow = middle < 1 ? ofSmall : Math.Max(0, (middle - Median(deviations)) / middle);
        return (1 - Math.Abs(skewness) + narrow) / 2;
    }

    private static double Median(ReadOnlySpan<double> sorted) =>
        sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;

    private static int[] Histogrammed(IReadOnlyList<long> seconds, long from, long to)
    {
        var bins = new int[Bins];
        foreach (var second in seconds)
            bins[(int)Math.Clamp((second - from) * Bins / (to - from), 0, Bins - 1)]++;
        return bins;
    }

    /// <summary>Neighbouring bins with connections; the last neighbours the first.</summary>
    private static int LongestRun(int[] bins)
    {
        int longest = 0, run = 0;
        for (var i = 0; i < 2 * Bins; i++)
        {
            run = bins[i % Bins] > 0 ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return Math.Min(longest, Bins);
    }

    /// <summary>1 - coefficient of variation of the bins.</summary>
    private static double Flatness(int[] bins)
    {
        var mean = bins.Sum() / (double)Bins;
        return Math.Max(0, 1 - Math.Sqrt(bins.Sum(b => (b - mean) * (b - mean)) / Bins) / mean);
    }

    /// <summary>Share of the bins with connections that have one of the two commonest heights, one outlier left out.</summary>
    private static double TwoHeights(int[] bins, int seen)
    {
        if (seen < LeastBinsForTwoHeights)
            return 0;
        var height = Math.Ceiling(bins.Max() * HeightShare);
        var commonest = bins.Where(b => b > 0).GroupBy(b => Math.Floor(b / height)).Select(g => g.Count()).OrderDescending().Take(2).Sum();
        return Math.Min(1, commonest / (double)Math.Max(1, seen - Outliers));
    }
}
