namespace BehaviorElasticSidecar.Baselines;

/// <summary>What one entity (or entity and partner) usually does in a day, and what has built up beyond that; at most 0.1 KiB.</summary>
/// <remarks>All amounts are of whole local days. What has built up counts half after 30 days, the anchor half after <see cref="AnchorHalfLifeDays"/>.</remarks>
internal sealed class DriftBaseline : Baseline
{
    public const int AnchorHalfLifeDays = 90;

    /// <summary>Beside a usual day and what days differ by, this part of one builds nothing up (the slack of Page 1954).</summary>
    public const double Slack = 0.25;

    /// <summary>Days of nothing that stand before the first.</summary>
    public const int DaysBefore = 14;

    /// <summary>Something is told again when it has grown by a quarter since.</summary>
    private const double NewRecord = 1.25;

    private const byte Version = 1;

    private static readonly double AnchorKept = Math.Pow(0.5, 1.0 / AnchorHalfLifeDays);

    private double _anchor, _anchorDays, _deviation, _built, _record, _todayLearnt;

    /// <summary>Start of the first bucket, seconds since the Unix epoch; null when nothing was learnt.</summary>
    public long? Since { get; private set; }

    /// <summary>Local day of the latest sighting.</summary>
    public int LastDay { get; private set; }

    /// <summary>Amount of <see cref="LastDay"/> so far.</summary>
    public double Today { get; private set; }

    /// <summary>The band in which the population counts the largest record of <see cref="LastDay"/>; -1 while there is none.</summary>
    public int ReachedToday { get; set; } = -1;

    /// <summary>Decayed number of days behind the anchor.</summary>
    public double Days => _anchorDays;

    /// <summary>What is usual in a day, those of nothing included.</summary>
    public double Usual => Since is null ? 0 : _anchor / (_anchorDays + DaysBefore);

    /// <summary>How far a day is from <see cref="Usual"/>, in the mean.</summary>
    public double Deviation => Since is null ? 0 : _deviation / (_anchorDays + DaysBefore);

    /// <summary>Closes the days before <paramref name="day"/>.</summary>
    public void Arrive(int day, DateTimeOffset at)
    {
        if (Since is null)
        {
            (Since, LastDay) = (at.ToUnixTimeSeconds(), day);
            return;
        }

        if (day <= LastDay)
            return;
        var (built, record) = Before(day);
        var (usual, kept) = (Usual, Kept(day - LastDay - 1));
        var empty = (1 - kept) / (1 - AnchorKept);
        _deviation = (_deviation * AnchorKept + Math.Abs(_todayLearnt - usual)) * kept + empty * usual;
        (_anchor, _anchorDays) = ((_anchor * AnchorKept + _todayLearnt) * kept, (_anchorDays * AnchorKept + 1) * kept + empty);
        (_built, _record, Today, _todayLearnt, LastDay, ReachedToday) = (built, record, 0, 0, day, -1);
    }

    /// <summary>An amount of <see cref="LastDay"/>. That it came is a fact; only what is usual is learnt with a weight.</summary>
    public void Add(double amount, double weight)
    {
        (Today, _todayLearnt) = (Today + amount, _todayLearnt + amount * weight);
        if (IsRecord(BuiltUp(LastDay, 0), LastDay))
            _record = BuiltUp(LastDay, 0);
    }

    /// <summary>What has built up by a day with so much more; what the day may have is counted against it from its first hour.</summary>
    /// <param name="day">A day before <see cref="LastDay"/> counts as that.</param>
    public double BuiltUp(int day, double more)
    {
        if (Since is null)
            return more;
        var (built, today) = day > LastDay ? (Before(day).Built, 0) : (_built, Today);
        return Math.Max(0, Decay(1) * built + today + more - Allowance);
    }

    /// <summary>Whether so much is worth telling: by a quarter more than when something was told last.</summary>
    public bool IsRecord(double builtUp, int day) => builtUp > 0 && builtUp >= NewRecord * (day > LastDay ? Before(day).Record : _record);

    /// <summary>What a day may have without anything being built up.</summary>
    public double Allowance => (1 + Slack) * Usual + Deviation;

    public void Write(StateWriter to)
    {
        to.Byte(Version);
        to.Moment(Since);
        to.Signed(LastDay);
        to.Signed(ReachedToday);
        foreach (var number in (ReadOnlySpan<double>)[_anchor, _anchorDays, _deviation, _built, _record, Today, _todayLearnt])
            to.Double(number);
    }

    public static DriftBaseline Read(ReadOnlySpan<byte> from)
    {
        var reader = new StateReader(from);
        reader.Version(Version);
        var baseline = new DriftBaseline { Since = reader.Moment(), LastDay = reader.Day() };
        baseline.ReachedToday = reader.Day() is >= -1 and < DriftPopulation.Bands and var band
            ? band : throw new InvalidDataException("a drift names a band that there is not");
        (baseline._anchor, baseline._anchorDays, baseline._deviation) = (reader.Double(), reader.Double(), reader.Double());
        (baseline._built, baseline._record, baseline.Today, baseline._todayLearnt) = (reader.Double(), reader.Double(), reader.Double(), reader.Double());
        reader.End();
        return baseline;
    }

    /// <summary>What had built up, and the most that ever had, at the end of the day before <paramref name="day"/>.</summary>
    private (double Built, double Record) Before(int day)
    {
        var built = BuiltUp(LastDay, 0);
        var empty = day - LastDay - 1;
        // A usual day less for each that had nothing; the anchor moves little meanwhile.
        built = Math.Max(0, Decay(empty) * built - Allowance * (1 - Decay(empty)) / (1 - Decay(1)));
        return (built, Decay(day - LastDay) * _record);
    }

    private static double Decay(int days) => Numerics.Forgetting.Growth(-days);

    private static double Kept(int days) => Math.Pow(0.5, days / (double)AnchorHalfLifeDays);
}
