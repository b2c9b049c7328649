using BehaviorElasticSidecar.Range;
using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;
using NodaTime;

namespace BehaviorElasticSidecar.Tests.Range;

/// <summary>A clean quarter of 150 people, thin, as acts before any source has told them; lived once for all tests that ask for something of life.</summary>
internal static class LivedQuarter
{
    public static readonly SampleOptions Options = new() { Wide = true, Seed = 11, People = 150, Days = 90, Rate = 0.1, Scenarios = [] };

    private static readonly Lazy<(Organisation Site, List<(int Day, Act Act)> Acts)> Lived = new(() =>
    {
        var chronicle = new Chronicle(Options);
        return (chronicle.Site, [.. Enumerable.Range(0, Options.Days).SelectMany(d => chronicle.Live(d).Select(a => (d, a)).ToList())]);
    });

    public static Organisation Site => Lived.Value.Site;

    /// <summary>With the day, since the range's start, that gave them.</summary>
    public static List<(int Day, Act Act)> Acts => Lived.Value.Acts;

    public static IEnumerable<Act> Of(ActKind kind) => Acts.Where(a => a.Act.Kind == kind).Select(a => a.Act);

    public static LocalDateTime Local(in Act act) => Local(act, Office.Headquarters);

    public static LocalDateTime Local(in Act act, Office office) =>
        Instant.FromUnixTimeMilliseconds(act.TimeMs).InZone(DateTimeZoneProviders.Tzdb[office.Zone]).LocalDateTime;

    /// <summary>The evening's date of what happens at night.</summary>
    public static LocalDate Night(LocalDateTime time) => time.PlusHours(-6).Date;

    /// <summary>What the people of a department do on a date, those who join, leave or move left out.</summary>
    public static int ActsOf(string department, LocalDate date)
    {
        var people = Site.People.Where(p => p.Department.Name == department && p.IsSteady).ToDictionary(p => p.Account.Login, p => p.Office);
        return Acts.Count(a => a.Act.Who is { } who && people.TryGetValue(who.Login, out var office) && Local(a.Act, office).Date == date);
    }
}
