using System.Globalization;
using BehaviorElasticSidecar.Numerics;
using BehaviorElasticSidecar.Sources.Yaml;
using NodaTime;

namespace BehaviorElasticSidecar.Entities;

/// <summary>The site's holidays: for everybody, or for those who live in given time zones.</summary>
public sealed class HolidayCalendar
{
    /// <summary>A day of every year stands for that day of these years.</summary>
    private const int FirstYear = 2000, LastYear = 2100;

    private static readonly string[] Keys = ["date", "yearly", "name", "zones"];

    private readonly IReadOnlyList<HolidayEntry> _entries;

    internal HolidayCalendar(IReadOnlyList<HolidayEntry> entries)
    {
        _entries = entries;
        var hash = 0UL;
        foreach (var entry in entries.Select(e => e.Line).Order(StringComparer.Ordinal))
            hash = StableHash.Of(string.Create(CultureInfo.InvariantCulture, $"{hash:x16}{entry}"));
        Hash = entries.Count == 0 ? null : hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    public static HolidayCalendar None { get; } = new([]);

    /// <summary>Of the content, whatever its order; null without a holiday.</summary>
    public string? Hash { get; }

    /// <summary>What is a holiday in the zone; null: nothing.</summary>
    public Holidays? In(string zoneId)
    {
        var days = new Holidays(_entries.Where(e => e.Zones.Count == 0 || e.Zones.Contains(zoneId)).Select(e => (e.Day, e.Name)));
        return days.Count == 0 ? null : days;
    }

    /// <summary>A list under <c>holidays</c>, each with <c>date</c> or <c>yearly</c>. Everything wrong becomes a fault with its place.</summary>
    internal static HolidayCalendar Read(string file, string text, YamlFaults faults)
    {
        var root = YamlDocument.Read(file, text, faults);
        root.RefuseUnknown(["holidays"]);
        var entries = new List<HolidayEntry>();
        foreach (var listed in root.Mappings("holidays") ?? [])
        {
            listed.RefuseUnknown(Keys);
            if (!listed.Has("date") && !listed.Has("yearly"))
                listed.Fault("date", "the key is missing", ["date: 2026-05-25", "yearly: 12-25"]);
            var (name, zones) = (listed.Text("name"), Zones(listed));
            entries.AddRange(Days(listed).Select(day => new HolidayEntry(day, name, zones)));
        }

        return new HolidayCalendar(entries);
    }

    private static List<int> Days(YamlMapping listed)
    {
        var days = new List<int>();
        var (dates, yearly) = (listed.TextList("date") ?? [], listed.TextList("yearly") ?? []);
        for (var i = 0; i < dates.Count; i++)
        {
            if (DateOnly.TryParseExact(dates[i], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                days.Add(date.DayNumber);
            else
                listed.FaultAt("date", i, "not a day", ["2026-05-25"]);
        }

        for (var i = 0; i < yearly.Count; i++)
        {
            // 2000 is a leap year.
            if (!DateOnly.TryParseExact($"2000-{yearly[i]}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                listed.FaultAt("yearly", i, "not a day of a year", ["12-25"]);
            else
                days.AddRange(Enumerable.Range(FirstYear, LastYear - FirstYear + 1).Where(y => date.Day <= DateTime.DaysInMonth(y, date.Month))
                    .Select(y => new DateOnly(y, date.Month, date.Day).DayNumber));
        }

        return days;
    }

    private static IReadOnlyList<string> Zones(YamlMapping listed)
    {
        var zones = listed.TextList("zones") ?? [];
        for (var i = 0; i < zones.Count; i++)
        {
            if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zones[i]) is not null)
                continue;
            var near = NearestSpelling.Of(zones[i], DateTimeZoneProviders.Tzdb.Ids);
            listed.FaultAt("zones", i, near is null ? "not a time zone" : $"not a time zone, did you mean '{near}'?", ["names of the tz database such as Europe/Vienna, UTC"]);
        }

        return zones;
    }
}

/// <param name="Zones">In which it is one; empty: everywhere.</param>
internal sealed record HolidayEntry(int Day, string? Name, IReadOnlyList<string> Zones)
{
    public string Line => string.Create(CultureInfo.InvariantCulture, $"{Day}\n{Name}\n{string.Join(' ', Zones.Order(StringComparer.Ordinal))}");
}
