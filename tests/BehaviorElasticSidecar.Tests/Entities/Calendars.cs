using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Tests.Entities;

internal static class Calendars
{
    /// <summary>From the text of a calendar file without a fault.</summary>
    public static HolidayCalendar Read(string text)
    {
        var faults = new YamlFaults();
        var calendar = HolidayCalendar.Read("calendar.yml", text, faults);
        faults.ThrowIfAny();
        return calendar;
    }

    /// <summary>Unnamed, for everybody.</summary>
    public static HolidayCalendar Of(params string[] dates) => Read($"holidays:\n  - date: [{string.Join(", ", dates)}]\n");

    public static Holidays Days(params string[] dates) => Of(dates).In("UTC")!;
}
