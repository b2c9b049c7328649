namespace BehaviorElasticSidecar.Anomalies.Days;

/// <summary>How often days of somebody come to as much: couplings, and the sum of all, each calibrated on the last 90 days of canonical entities. Never changed.</summary>
/// <remarks>Each layer is calibrated on what the one below it gives, so it starts some days later: what stands on numbers that are not calibrated yet is not counted.</remarks>
internal sealed class DayCalibration
{
    /// <summary>Days of the site from which on each layer counts.</summary>
    public const int CouplingsFrom = 8, RarestFrom = 9, SumsFrom = 10;

    private const string Sums = "sum", Couplings = "couplings";
    private readonly Calibration _calibration;
    private readonly Calibrator _calibrator;

    private DayCalibration(Calibration calibration)
    {
        _calibration = calibration;
        _calibrator = Calibrator.From(calibration, key => key == Sums);
    }

    public static DayCalibration Empty { get; } = new(Calibration.Empty());

    /// <summary>The last day that it knows of; null before the first.</summary>
    public int? LastDay => _calibration.LastDay;

    /// <summary>log10 of one in how many entity-days; 0 while nothing is calibrated yet.</summary>
    public double OfSum(double sum) => Of(Sums, sum);

    public double OfCoupling(string coupling, double value) => Of($"coupling/{coupling}", value);

    public double OfSlow(string coupling, double sum) => Of($"slow/{coupling}", sum);

    /// <summary>Of the rarest of all couplings: a dozen of them find a dozen times as much by chance as one.</summary>
    public double OfCouplings(double rarest) => Of(Couplings, rarest);

    /// <summary>What a coupling comes to on a day that has it, on average: what adds nothing to its CUSUM.</summary>
    public double UsualOfCoupling(string coupling) => Math.Max(2 * OpenDays.Least, _calibrator.MeanOfSeen($"coupling/{coupling}"));

    private double Of(string key, double value) => value <= 0 ? 0 : Math.Log10(_calibrator.Rarity(key, value));

    /// <param name="day">Of the site, from 0: which layers count yet.</param>
    public DayCalibration Advance(int dayNumber, int day, IReadOnlyCollection<DayParts> days)
    {
        var added = new CalibrationDay();
        foreach (var one in days)
        {
            if (day >= CouplingsFrom)
                Add(added, one.Couplings.Select(c => ($"coupling/{c.Key}", c.Value)).Concat(one.Slow.Select(s => ($"slow/{s.Key}", s.Value))));
            if (day >= RarestFrom)
                Add(added, [(Couplings, one.RarestCoupling)]);
            if (day >= SumsFrom)
                Add(added, [(Sums, one.Sum)]);
        }

        foreach (var key in added.Detectors.Union(_calibrator.Detectors).ToList())
            added.AddEntityDays(key, days.Count);
        return new DayCalibration(_calibration.Advance(dayNumber, added));
    }

    private static void Add(CalibrationDay day, IEnumerable<(string Key, double Value)> values)
    {
        foreach (var (key, value) in values)
            if (value > 0)
                day.Add(key, value);
    }

    public byte[] ToBytes() => _calibration.ToBytes();

    /// <summary>Throws <see cref="InvalidDataException"/> on anything that no version up to this one wrote.</summary>
    public static DayCalibration FromBytes(byte[] bytes) => new(Calibration.FromBytes(bytes));
}

/// <summary>The numbers of one entity-day, before calibration.</summary>
/// <param name="Sum">Of families and couplings.</param>
/// <param name="Couplings">Value of each that is above 0.</param>
/// <param name="Slow">CUSUM of each that is above 0.</param>
/// <param name="RarestCoupling">The largest of the calibrated couplings, in log10.</param>
internal sealed record DayParts(double Sum, IReadOnlyDictionary<string, double> Couplings, IReadOnlyDictionary<string, double> Slow, double RarestCoupling);
