using NodaTime;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>A day as the people of the site live it, and the instants of its hours; an hour that a clock change skips is the one after it.</summary>
internal sealed class LocalDay
{
    private const int HoursAhead = 60;
    private readonly long[] _hourMs = new long[HoursAhead];

    /// <param name="index">Days since the range's start.</param>
    public LocalDay(DateTimeZone zone, DateOnly date, int index)
    {
        Date = date;
        Index = index;
        var midnight = LocalDate.FromDateOnly(date).AtMidnight();
        for (var hour = 0; hour < HoursAhead; hour++)
            _hourMs[hour] = zone.AtLeniently(midnight.PlusHours(hour)).ToInstant().ToUnixTimeMilliseconds();
    }

    public DateOnly Date { get; }

    public int Index { get; }

    /// <summary>0 is Monday.</summary>
    public int Weekday => ((int)Date.DayOfWeek + 6) % 7;

    public bool Weekend => Weekday >= 5;

    public int Week => (Date.DayNumber + 6) / 7;

    public long EndMs => _hourMs[24];

    /// <summary>The instant of a local hour of this day, 0 to below 60 (night work goes on past midnight), in Unix milliseconds.</summary>
    public long Ms(double hour)
    {
        var whole = (int)hour;
        return _hourMs[whole] + (long)((hour - whole) * 3_600_000 + 0.5);
    }
}
