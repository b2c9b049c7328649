namespace BehaviorElasticSidecar.Anomalies.Days;

/// <summary>How often days of somebody come to as much: families, their sum, couplings, and the rarest of all, each calibrated on the last 90 days of canonical entities. Never changed.</summary>
/// <remarks>Each layer is calibrated on what the one below it gives, so it starts some days later: what stands on numbers that are not calibrated yet is not counted.</remarks>
internal sealed class DayCalibration
{
    /// <summary>Days of the site from which on each layer counts.</summary>
    public const int FamiliesFrom = 8, SumsFrom = 10, CouplingsFrom = 11, WholeFrom = 12;

    private const string Sums = "sum", Couplings = "couplings", Whole = "day";
    private readonly Calibration _calibration;
    private readonly Calibrator _calibrator;

    private DayCalibration(Calibration calibration)
    {
        _calibration = calibration;
        _calibrator = Calibrator.From(calibration, key => key is Sums or Whole);
    }

    public static DayCalibration Empty { get; } = new(Calibration.Empty());

    /// <summary>The last day that it knows of; null before the first.</summary>
    public int? LastDay => _calibration.LastDay;

    /// <summary>Days that families are calibrated on, of anybody.</summary>
    public long EntityDays => _calibrator.EntityDays(Whole);

    /// <summary>log10 of one in how many entity-days; what it is made of while nothing is calibrated yet.</summary>
    public double OfFamily(string family, double log10Rarity) => Of($"family/{family}", log10Rarity, log10Rarity);

    public double OfSum(double sum) => Of(Sums, sum, 0);

    public double OfCoupling(string coupling, double value) => Of($"coupling/{coupling}", value, 0);

    public double OfSlow(string coupling, double sum) => Of($"slow/{coupling}", sum, 0);

    /// <summary>Of the rarest of all couplings: a dozen of them find a dozen times as much by chance as one.</summary>
    public double OfCouplings(double rarest) => Of(Couplings, rarest, 0);

    public double OfDay(double rarest) => Of(Whole, rarest, 0);

    /// <summary>What a coupling comes to on a day that has it, on average: what adds nothing to its CUSUM.</summary>
    public double UsualOfCoupling(string coupling) => Math.Max(2 * OpenDays.Least, _calibrator.MeanOfSeen($"coupling/{coupling}"));

    private double Of(string key, double value, double unknown) =>
        value <= 0 ? 0 : _calibrator.EntityDays(key) == 0 ? unknown : Math.Log10(_calibrator.Rarity(key, value));

    /// <param name="day">Of the site, from 0: which layers count yet.</param>
    public DayCalibration Advance(int dayNumber, int day, IReadOnlyCollection<DayParts> days)
    {
        var added = new CalibrationDay();
        foreach (var one in days)
        {
            if (day >= FamiliesFrom)
                Add(added, one.Families.Select(f => ($"family/{f.Key}", f.Value)));
            if (day >= SumsFrom)
                Add(added, one.Couplings.Select(c => ($"coupling/{c.Key}", c.Value)).Concat(one.Slow.Select(s => ($"slow/{s.Key}", s.Value))).Append((Sums, one.Sum)));
            if (day >= CouplingsFrom)
                Add(added, [(Couplings, one.RarestCoupling)]);
            if (day >= WholeFrom)
                Add(added, [(Whole, one.Rarest)]);
        }

        foreach (var key in added.Detectors.Union(_calibration.LastDay is null ? [] : _calibration.Total().Detectors).ToList())
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
/// <param name="Families">log10 of the rarest of each.</param>
/// <param name="Sum">Over the calibrated families.</param>
/// <param name="Couplings">Value of each that is above 0.</param>
/// <param name="Slow">CUSUM of each that is above 0.</param>
/// <param name="RarestCoupling">The largest of the calibrated couplings and CUSUMs, in log10.</param>
/// <param name="Rarest">The larger of the calibrated sum and couplings, in log10.</param>
internal sealed record DayParts(
    IReadOnlyDictionary<string, double> Families, double Sum, IReadOnlyDictionary<string, double> Couplings, IReadOnlyDictionary<string, double> Slow,
    double RarestCoupling, double Rarest);
