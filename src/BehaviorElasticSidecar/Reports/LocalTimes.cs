using System.Globalization;
using BehaviorElasticSidecar.Entities;
using NodaTime;

namespace BehaviorElasticSidecar.Reports;

/// <summary>Times in the site's zone, with UTC for whoever hovers or copies.</summary>
internal sealed class LocalTimes(SiteClock clock)
{
    public string ZoneName => clock.Zone.Id;

    /// <summary>A <c>time</c> element: <c>Wed 8 Apr 2026, 02:07</c>.</summary>
    public void Add(Html html, DateTimeOffset instant) =>
        html.Add($"<time datetime=\"{Machine(instant)}\" title=\"{Utc(instant)}\">{Long(instant)}</time>");

    /// <summary>A <c>time</c> element of the day alone.</summary>
    public void AddDay(Html html, DateTimeOffset instant) =>
        html.Add($"<time datetime=\"{Machine(instant)}\" title=\"{Utc(instant)}\">{Format(instant, "ddd d MMM yyyy")}</time>");

    public string Long(DateTimeOffset instant) => Format(instant, "ddd d MMM yyyy, HH:mm");

    public string Day(DateTimeOffset instant) => Format(instant, "d MMM");

    public static string Utc(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Local days as numbers, for counting by day.</summary>
    public int DayNumber(DateTimeOffset instant) => clock.At(instant).Day;

    public static string DayName(int dayNumber, string format) => DateOnly.FromDayNumber(dayNumber).ToString(format, CultureInfo.InvariantCulture);

    /// <summary>The instant at which a local day begins.</summary>
    public DateTimeOffset StartOf(int dayNumber) => clock.EndOf(dayNumber - 1);

    private static string Machine(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private string Format(DateTimeOffset instant, string format) =>
        Instant.FromDateTimeOffset(instant).InZone(clock.Zone).ToDateTimeUnspecified().ToString(format, CultureInfo.InvariantCulture);
}
