namespace BehaviorElasticSidecar.Anomalies;

/// <summary>One detector's entity-days, read as a survival function: what share of them surprised at least as much.</summary>
/// <remarks>
/// Below the 99th percentile the share that was seen, ties counting half. Above it exponential in surprise, with a mean excess shrunk to the
/// detectors' median, kept within two standard errors of what was seen: a pure exponential promised 1 in 10^10 for the second of two fixed levels of
/// surprise, and never fired for a bounded one (docs/decisions/tail-stays-within-what-was-seen.md). O(1) after O(bins) to make.
/// </remarks>
internal sealed class DetectorCalibration
{
    /// <summary>Weight of the detectors' median mean excess, in tail observations (design section 5).</summary>
    private const double ShrinkageWeight = 8;

    /// <summary>Nothing rarer is ever promised than this times the entity-days seen.</summary>
    private const double CapFactor = 10;

    /// <summary>Parts of the entity-days that are the tail.</summary>
    private const double TailShareOfAll = 0.01, CensoredShare = 0.07;

    private readonly long[] _atLeast;
    private readonly int _tailBin;
    private readonly double _tailEdge;
    private readonly double _tailShare;
    private readonly double _meanExcess;

    private DetectorCalibration(SurpriseHistogram histogram, int tailBin, double meanExcess)
    {
        _atLeast = Survivors(histogram);
        _tailBin = tailBin;
        _tailEdge = SurpriseHistogram.LowerEdge(tailBin);
        _tailShare = (AtLeast(tailBin) + 0.5) / (EntityDays + 1);
        _meanExcess = meanExcess;
        var seen = AtLeast(1);
        var sum = 0.0;
        for (var bin = 1; bin < histogram.Length; bin++)
            sum += histogram.SumOf(bin);
        MeanOfSeen = seen == 0 ? 0 : sum / seen;
    }

    public long EntityDays => AtLeast(0);

    /// <summary>Mean surprise of the entity-days that had any; 0 for none.</summary>
    public double MeanOfSeen { get; }

    /// <param name="medianExcess">Median over detectors of <see cref="Tail.MeanExcess"/>, in units of surprise; above 0.</param>
    public static DetectorCalibration From(SurpriseHistogram histogram, double medianExcess)
    {
        var tail = TailOf(histogram);
        var shrunk = (tail.Count * (tail.Count > 0 ? tail.MeanExcess : 0) + ShrinkageWeight * medianExcess) / (tail.Count + ShrinkageWeight);
        return new DetectorCalibration(histogram, tail.Bin, shrunk);
    }

    /// <summary>
    /// The same for sums over detectors, which attacks must not stretch: the tail begins at the 93rd percentile, and its mean excess is that of a censored exponential that
    /// looks no higher than the 99th (total excess over the number that lie below it; Epstein 1954).
    /// </summary>
    public static DetectorCalibration Censored(SurpriseHistogram histogram, double medianExcess)
    {
        var (tail, end) = (TailOf(histogram, CensoredShare), TailOf(histogram, TailShareOfAll));
        var (edge, inside) = (SurpriseHistogram.LowerEdge(tail.Bin), tail.Count - end.Count);
        var total = end.Count * (SurpriseHistogram.LowerEdge(end.Bin) - edge);
        for (var bin = tail.Bin; bin < end.Bin; bin++)
            total += histogram.SumOf(bin) - histogram.CountOf(bin) * edge;
        return new DetectorCalibration(histogram, tail.Bin, (Math.Max(0, total) + ShrinkageWeight * medianExcess) / (inside + ShrinkageWeight));
    }

    /// <summary>Where the top hundredth starts (its first filled bin), how many entity-days it has, and how far they lie above its edge on average.</summary>
    public static Tail TailOf(SurpriseHistogram histogram) => TailOf(histogram, TailShareOfAll);

    private static Tail TailOf(SurpriseHistogram histogram, double share)
    {
        var atLeast = Survivors(histogram);
        var bin = histogram.Length;
        for (var candidate = bin - 1; candidate >= 0 && atLeast[candidate] <= share * atLeast[0]; candidate--)
        {
            if (histogram.CountOf(candidate) > 0)
                bin = candidate;
        }

        var count = bin < histogram.Length ? atLeast[bin] : 0;
        var sum = 0.0;
        for (var b = bin; b < histogram.Length; b++)
            sum += histogram.SumOf(b);
        return new Tail(bin, count, count == 0 ? double.NaN : Math.Max(0, sum / count - SurpriseHistogram.LowerEdge(bin)));
    }

    /// <summary>One in how many entity-days, 1 to 10 x <see cref="EntityDays"/>; never falls as surprise grows.</summary>
    public double Rarity(double surprise)
    {
        if (EntityDays == 0)
            return 1;
        var bin = SurpriseHistogram.IndexOf(surprise);
        var above = AtLeast(bin + 1);
        var ties = AtLeast(bin) - above;
        var share = bin < _tailBin
            ? (above + (ties + 1) / 2.0) / (EntityDays + 1)
            : TailShare(surprise, AtLeast(bin));
        return Math.Clamp(1 / share, 1, CapFactor * EntityDays);
    }

    private double TailShare(double surprise, long asRare)
    {
        var promised = _tailShare * Math.Exp(-Math.Max(0, Math.Min(surprise, SurpriseHistogram.Largest) - _tailEdge) / _meanExcess);
        var twoErrors = 2 * Math.Sqrt(asRare);
        var least = Math.Max(0, asRare - twoErrors) / EntityDays;
        var most = (asRare + twoErrors + 3) / EntityDays;
        return Math.Min(_tailShare, Math.Clamp(promised, least, most));
    }

    private long AtLeast(int bin) => bin < _atLeast.Length ? _atLeast[bin] : 0;

    private static long[] Survivors(SurpriseHistogram histogram)
    {
        var atLeast = new long[histogram.Length];
        var sum = 0L;
        for (var bin = histogram.Length - 1; bin >= 0; bin--)
            atLeast[bin] = sum += histogram.CountOf(bin);
        return atLeast;
    }

    /// <param name="MeanExcess">In units of surprise; NaN for an empty tail.</param>
    public readonly record struct Tail(int Bin, long Count, double MeanExcess);
}
