namespace BehaviorElasticSidecar.Anomalies;

/// <summary>From a detector's surprise to rarity, one in N entity-days, as of the last midnight. Immutable and thread-safe.</summary>
internal sealed class Calibrator
{
    /// <summary>Mean of -log10 p where p is as promised: what is believed before any detector has a tail of its own.</summary>
    private const double IdealExcess = 0.4342944819032518;

    /// <summary>Tails with fewer entity-days say nothing about the others.</summary>
    private const int LeastTail = 8;

    private readonly SortedDictionary<string, DetectorCalibration> _detectors = new(StringComparer.Ordinal);

    private Calibrator(CalibrationDay total, Func<string, bool> isCensored)
    {
        var histograms = total.Detectors.Select(key => (Key: key, Histogram: total.Histogram(key))).ToList();
        MedianExcess = Median([.. histograms
            .Select(h => DetectorCalibration.TailOf(h.Histogram))
            .Where(t => t.Count >= LeastTail && t.MeanExcess > 0)
            .Select(t => t.MeanExcess)]);
        foreach (var (key, histogram) in histograms)
            _detectors.Add(key, isCensored(key) ? DetectorCalibration.Censored(histogram, MedianExcess) : DetectorCalibration.From(histogram, MedianExcess));
    }

    public IReadOnlyCollection<string> Detectors => _detectors.Keys;

    /// <summary>What every detector's mean excess over its 99th percentile is shrunk to, in units of surprise.</summary>
    public double MedianExcess { get; }

    public static Calibrator From(Calibration calibration) => From(calibration, _ => false);

    /// <param name="isCensored">Which keys are sums over detectors: see <see cref="DetectorCalibration.Censored"/>.</param>
    public static Calibrator From(Calibration calibration, Func<string, bool> isCensored) => new(calibration.Total(), isCensored);

    /// <summary>One in how many entity-days; 1 to 10 x those seen, and 1 for a detector that has none. <paramref name="surprise"/> is finite, 0 or more.</summary>
    public double Rarity(string detectorKey, double surprise) =>
        _detectors.TryGetValue(detectorKey, out var detector) ? detector.Rarity(surprise) : 1;

    /// <summary>Mean surprise of the entity-days that had any; 0 for none.</summary>
    public double MeanOfSeen(string detectorKey) => _detectors.TryGetValue(detectorKey, out var detector) ? detector.MeanOfSeen : 0;

    public double Score(string detectorKey, double surprise) => AnomalyScore.FromRarity(Rarity(detectorKey, surprise));

    /// <summary>Entity-days that the detector has been calibrated on.</summary>
    public long EntityDays(string detectorKey) => _detectors.TryGetValue(detectorKey, out var detector) ? detector.EntityDays : 0;

    /// <summary>The smallest surprise that scores at least <paramref name="score"/> (0..100); infinite where none can. Ask once per midnight, then compare.</summary>
    public double SurpriseAtScore(string detectorKey, double score)
    {
        if (score <= 0)
            return 0;
        if (Score(detectorKey, SurpriseHistogram.Largest) < score)
            return double.PositiveInfinity;
        // The bits of numbers of 0 or more stand in their order, so halving them ends at neighbours.
        var (below, enough) = (-1L, BitConverter.DoubleToInt64Bits(SurpriseHistogram.Largest));
        while (enough - below > 1)
        {
            var middle = below + (enough - below) / 2;
            if (Score(detectorKey, BitConverter.Int64BitsToDouble(middle)) >= score)
                enough = middle;
            else
                below = middle;
        }

        return BitConverter.Int64BitsToDouble(enough);
    }

    private static double Median(double[] values)
    {
        if (values.Length == 0)
            return IdealExcess;
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
