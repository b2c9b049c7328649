using System.Collections.Concurrent;
using NodaTime;

namespace BehaviorElasticSidecar.Entities;

/// <summary>Hours, days and weekdays as the people of the site live them.</summary>
/// <remarks>One zone for the site, and for whom context gives another that one (<see cref="Of"/>). Uses NodaTime's own zone data, never the machine's.</remarks>
/// <param name="zoneOf">The zone of an entity that has its own; null for others. It answers the same as long as the clock is used.</param>
/// <param name="calendar">The site's holidays; null: none.</param>
public sealed class SiteClock(DateTimeZone zone, Func<EntityKey, DateTimeZone?>? zoneOf = null, HolidayCalendar? calendar = null)
{
    internal const int Saturday = 5, Sunday = 6;

    private const int DaysAWeek = 7, HoursADay = 24;

    private readonly ConcurrentDictionary<string, SiteClock> _elsewhere = new(StringComparer.Ordinal);
    private readonly Holidays? _holidays = calendar?.In(zone.Id), _eves = calendar?.In(zone.Id)?.OnTheEve;

    public static SiteClock Utc { get; } = new(DateTimeZone.Utc);

    public DateTimeZone Zone { get; } = zone;

    /// <summary>Throws <see cref="ArgumentException"/> for a name the zone data does not have.</summary>
    public static SiteClock In(string zoneId, HolidayCalendar? calendar = null) => new(
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneId) ?? throw new ArgumentException($"'{zoneId}' is not a time zone of the tz database", nameof(zoneId)),
        calendar: calendar);

    public HolidayCalendar Calendar { get; } = calendar ?? HolidayCalendar.None;

    /// <summary>Whether <see cref="Of"/> may be another clock than this one.</summary>
    public bool HasZones => zoneOf is not null;

    /// <summary>The same site, with zones for those who have their own.</summary>
    public SiteClock With(Func<EntityKey, DateTimeZone?> zones) => new(Zone, zones, Calendar);

    /// <summary>The clock by which the entity lives: this one, unless it has a zone of its own. One clock per zone.</summary>
    public SiteClock Of(EntityKey entity) => zoneOf?.Invoke(entity) is not { } own || own.Id == Zone.Id
        ? this
        : _elsewhere.GetOrAdd(own.Id, static (_, its) => new SiteClock(its.own, null, its.Calendar), (own, Calendar));

    /// <summary>Hour of the local week (0 = Monday 00:00, 167 = Sunday 23:00; of a holiday that of a Sunday) and local day of the instant.</summary>
    /// <param name="span">Length of the bucket that begins then. Those of a day are days UTC: west of it they begin on the evening before the day whose most they hold, and it is that one which may be a holiday or a closing.</param>
    public LocalHour At(DateTimeOffset instant, TimeSpan span = default)
    {
        var local = Local(instant);
        var day = DayNumber(local.Date);
        var isEve = span >= TimeSpan.FromHours(HoursADay) && DayNumber(Local(instant.AddHours(HoursADay / 2)).Date) > day;
        var holidays = isEve ? _eves : _holidays;
        var weekday = holidays?.Has(day) == true ? holidays.RestWeekday : (int)local.DayOfWeek - 1;
        return new LocalHour(weekday * HoursADay + local.Hour, day) { Closing = ClosingDays.Of(isEve ? day + 1 : day, _holidays), Holidays = holidays };
    }

    private LocalDateTime Local(DateTimeOffset instant) => Instant.FromDateTimeOffset(instant).InZone(Zone).LocalDateTime;

    /// <summary>The instant at which the local day ends.</summary>
    public DateTimeOffset EndOf(int localDay) =>
        Zone.AtStartOfDay(LocalDate.FromDateOnly(DateOnly.FromDayNumber(localDay + 1))).ToDateTimeOffset().ToUniversalTime();

    /// <summary>The UTC day of the instant, as a <see cref="DateOnly.DayNumber"/>, wherever anybody lives.</summary>
    internal static int UtcDayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime).DayNumber;

    /// <summary>0 is Monday, whatever holiday it is.</summary>
    internal static int WeekdayOf(int day) => (day % DaysAWeek + DaysAWeek) % DaysAWeek;

    private static int DayNumber(LocalDate date) => date.ToDateOnly().DayNumber;
}

/// <summary>Hour of week 0..167 from Monday 00:00, as it is judged, and the local day as a <see cref="DateOnly.DayNumber"/>.</summary>
public readonly record struct LocalHour(int HourOfWeek, int Day)
{
    private readonly int? _weekday;

    public Closing Closing { get; init; }

    /// <summary>Of the zone, the day itself among them or not; null where there are none.</summary>
    public Holidays? Holidays { get; init; }

    /// <summary>Weekday of the calendar, 0 is Monday: a holiday on a Thursday is a Thursday.</summary>
    internal int Weekday
    {
        get => _weekday ?? SiteClock.WeekdayOf(Day);
        init => _weekday = value;
    }

    /// <summary>Weekday, 0 is Monday, as which another day of the same zone is judged.</summary>
    internal int JudgedWeekday(int day) => Holidays?.Has(day) == true ? Holidays.RestWeekday : SiteClock.WeekdayOf(day);
}
