using NodaTime;

namespace BehaviorElasticSidecar.Entities;

/// <summary>Hours, days and weekdays as the people of the site live them.</summary>
/// <remarks>One zone for the site now; a zone per entity comes with context and enters here. Uses NodaTime's own zone data, never the machine's.</remarks>
public sealed class SiteClock(DateTimeZone zone)
{
    public static SiteClock Utc { get; } = new(DateTimeZone.Utc);

    public DateTimeZone Zone { get; } = zone;

    /// <summary>Throws <see cref="ArgumentException"/> for a name the zone data does not have.</summary>
    public static SiteClock In(string zoneId) =>
        new(DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneId) ?? throw new ArgumentException($"'{zoneId}' is not a time zone of the tz database", nameof(zoneId)));

    /// <summary>Hour of the local week (0 = Monday 00:00, 167 = Sunday 23:00) and local day of the instant.</summary>
    public LocalHour At(DateTimeOffset instant)
    {
        var local = Instant.FromDateTimeOffset(instant).InZone(Zone).LocalDateTime;
        return new LocalHour(((int)local.DayOfWeek - 1) * 24 + local.Hour, DayNumber(local.Date));
    }

    /// <summary>The instant at which the local day ends.</summary>
    public DateTimeOffset EndOf(int localDay) =>
        Zone.AtStartOfDay(LocalDate.FromDateOnly(DateOnly.FromDayNumber(localDay + 1))).ToDateTimeOffset().ToUniversalTime();

    private static int DayNumber(LocalDate date) => date.ToDateOnly().DayNumber;
}

/// <summary>Hour of week 0..167 from Monday 00:00, and the local day as a <see cref="DateOnly.DayNumber"/>.</summary>
public readonly record struct LocalHour(int HourOfWeek, int Day);
