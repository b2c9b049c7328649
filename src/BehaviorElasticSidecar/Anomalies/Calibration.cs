using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Anomalies;

/// <summary>The last days' largest surprises of every detector: what <see cref="Calibrator"/> turns surprise into rarity with.</summary>
/// <remarks>
/// Immutable; changes at midnight UTC only, by <see cref="Advance"/>. Days are kept in their stored form, about three bytes for a filled bin,
/// so that a day that grows too old is simply left out and nothing needs to be subtracted.
/// </remarks>
internal sealed class Calibration
{
    public const int DefaultWindowDays = 90;
    private const byte Version = 1;
    private readonly SortedDictionary<int, byte[]> _days;

    private Calibration(int windowDays, SortedDictionary<int, byte[]> days)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(windowDays);
        WindowDays = windowDays;
        _days = days;
    }

    public int WindowDays { get; }

    /// <summary>The newest day (<see cref="DateOnly.DayNumber"/>, UTC); null before the first.</summary>
    public int? LastDay => _days.Count == 0 ? null : _days.Keys.Last();

    public IReadOnlyCollection<int> Days => _days.Keys;

    public static Calibration Empty(int windowDays = DefaultWindowDays) => new(windowDays, []);

    /// <summary>The window after a UTC day. Days of <see cref="WindowDays"/> or more before it fall out, however many days were skipped.</summary>
    /// <exception cref="ArgumentException">The day is not newer than the last: it was counted already.</exception>
    public Calibration Advance(int dayNumber, CalibrationDay day)
    {
        if (dayNumber <= LastDay)
            throw new ArgumentException($"Day {dayNumber} is not after day {LastDay}.", nameof(dayNumber));
        var days = Within(dayNumber);
        days.Add(dayNumber, day.ToBytes());
        return new Calibration(WindowDays, days);
    }

    /// <summary>Day by day with another's detectors, such as those of a new detector that back-filled alone. The newer last day sets the window.</summary>
    public Calibration Merge(Calibration other)
    {
        if (other.WindowDays != WindowDays)
            throw new ArgumentException($"A window of {other.WindowDays} days cannot join one of {WindowDays}.", nameof(other));
        var last = Math.Max(LastDay ?? int.MinValue, other.LastDay ?? int.MinValue);
        var days = Within(last);
        foreach (var (number, bytes) in other.Within(last))
        {
            var merged = CalibrationDay.FromBytes(bytes);
            if (days.TryGetValue(number, out var mine))
                merged.Merge(CalibrationDay.FromBytes(mine));
            days[number] = merged.ToBytes();
        }

        return new Calibration(WindowDays, days);
    }

    /// <summary>Without one detector, whose definition changed.</summary>
    public Calibration Without(string detectorKey) => new(
        WindowDays,
        new SortedDictionary<int, byte[]>(_days.ToDictionary(d => d.Key, d => CalibrationDay.FromBytes(d.Value).Without(detectorKey).ToBytes())));

    /// <summary>All days of the window as one.</summary>
    public CalibrationDay Total()
    {
        var total = new CalibrationDay();
        foreach (var bytes in _days.Values)
            total.Merge(CalibrationDay.FromBytes(bytes));
        return total;
    }

    public byte[] ToBytes() => StateFormat.Write(to =>
    {
        to.Write(Version);
        to.Write7BitEncodedInt(WindowDays);
        to.Write7BitEncodedInt(_days.Count);
        foreach (var (number, bytes) in _days)
        {
            to.Write7BitEncodedInt(number);
            to.WriteBlock(bytes);
        }
    });

    /// <summary>Throws <see cref="InvalidDataException"/> on anything that no version up to this one wrote.</summary>
    public static Calibration FromBytes(byte[] bytes) => StoredBytes.Read(bytes, Version, "calibration", static from =>
    {
        var windowDays = from.Read7BitEncodedInt();
        var days = new SortedDictionary<int, byte[]>();
        for (var left = from.Read7BitEncodedInt(); left > 0; left--)
        {
            var number = from.Read7BitEncodedInt();
            days.Add(number, CalibrationDay.FromBytes(from.ReadBlock()).ToBytes());
        }

        return new Calibration(windowDays, days);
    });

    private SortedDictionary<int, byte[]> Within(int last) =>
        new(_days.Where(d => d.Key > (long)last - WindowDays).ToDictionary(d => d.Key, d => d.Value));
}
