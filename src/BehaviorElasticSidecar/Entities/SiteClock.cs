using System.Collections.Concurrent;
using NodaTime;

namespace BehaviorElasticSidecar.Entities;

/// <summary>Hours, days and weekdays as the people of the site live them.</summary>
/// <remarks>One zone for the site, and for whom context gives another that one (<see cref="Of"/>). Uses NodaTime's own zone data, never the machine's.</remarks>
/// <param name="zoneOf">The zone of an entity that has its own; null for others. It answers the same as long as the clock is used.</param>
public sealed class SiteClock(DateTimeZone zone, Func<EntityKey, DateTimeZone?>? zoneOf = null)
{
    private readonly ConcurrentDictionary<string, SiteClock> _elsewhere = new(StringComparer.Ordinal);

    public static SiteClock Utc { get; } = new(DateTimeZone.Utc);

    public DateTimeZone Zone { get; } = zone;

    /// <summary>Throws <see cref="ArgumentException"/> for a name the zone data does not have.</summary>
    public static SiteClock In(string zoneId) =>
        new(DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneId) ?? throw new ArgumentException($"'{zoneId}' is not a time zone of the tz database", nameof(zoneId)));

    /// <summary>Whether <see cref="Of"/> may be another clock than this one.</summary>
    public bool HasZones => zoneOf is not null;

    /// <summary>The same site, with zones for those who have their own.</summary>
    public SiteClock With(Func<EntityKey, DateTimeZone?> zones) => new(Zone, zones);

    /// <summary>The clock by which the entity lives: this one, unless it has a zone of its own. One clock per zone.</summary>
    public SiteClock Of(EntityKey entity) => zoneOf?.Invoke(entity) is not { } own || own.Id == Zone.Id
        ? this
        : _elsewhere.GetOrAdd(own.Id, static (_, its) => new SiteClock(its), own);

    /// <summary>Hour of the local week (0 = Monday 00:00, 167 = Sunday 23:00) and local day of the instant.</summary>
    public LocalHour At(DateTimeOffset instant)
    {
        var local = Instant.FromDateTimeOffset(instant).InZone(Zone).LocalDateTime;
        return new LocalHour(((int)local.DayOfWeek - 1) * 24 + local.Hour, DayNumber(local.Date));
    }

    /// <summary>The instant at which the local day ends.</summary>
    public DateTimeOffset EndOf(int localDay) =>
        Zone.AtStartOfDay(LocalDate.FromDateOnly(DateOnly.FromDayNumber(localDay + 1))).ToDateTimeOffset().ToUniversalTime();

    /// <summary>The UTC day of the instant, as a <see cref="DateOnly.DayNumber"/>, wherever anybody lives.</summary>
    internal static int UtcDayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime).DayNumber;

    private static int DayNumber(LocalDate date) => date.ToDateOnly().DayNumber;
}

/// <summary>Hour of week 0..167 from Monday 00:00, and the local day as a <see cref="DateOnly.DayNumber"/>.</summary>
public readonly record struct LocalHour(int HourOfWeek, int Day);
