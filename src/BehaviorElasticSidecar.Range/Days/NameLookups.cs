using BehaviorElasticSidecar.Range.Events;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>What a person's machine asks the resolver: own sites, rare ones, servers of the house, background, names that do not exist.</summary>
internal static class NameLookups
{
    private const int Least = 4;
    private const double MedianLookups = 15;

    public static void Do(Today today, DayPlan plan, Habits habits, Chance chance)
    {
        for (var i = Least + chance.Bursty(MedianLookups * plan.Person.Activity * habits.Web * today.Rate); i > 0; i--)
            today.Add(Lookup(today.Day.Ms(plan.SomeHour(chance)), plan.Laptop, plan.Person, habits, chance));
        // A browser that starts asks for names that cannot be, to see whether the network lies.
        if (chance.Yes(0.4))
        {
            for (var i = 0; i < 3; i++)
                today.Add(Missing(today.Day.Ms(plan.Start) + 40_000 + chance.Below(3_000), plan.Laptop, chance));
        }
    }

    /// <summary>A server's own lookups.</summary>
    public static Act Background(long timeMs, Computer on, IReadOnlyList<WebSite> sites, Chance chance)
    {
        var site = chance.PickSkewed(sites);
        return Query(timeMs, on, site.Domain, DnsEvents.A, site.Address, chance);
    }

    private static Act Lookup(long timeMs, Computer on, Person person, Habits habits, Chance chance)
    {
        var kind = chance.Fraction();
        if (kind < 0.56)
        {
            var site = kind < 0.06 ? chance.Pick(WebSite.All) : chance.PickSkewed(habits.Sites);
            return chance.Yes(0.12) ? Query(timeMs, on, site.Domain, DnsEvents.Aaaa, 0, chance) : Query(timeMs, on, site.Domain, DnsEvents.A, site.Address, chance);
        }

        if (kind < 0.76)
            return Background(timeMs, on, habits.Background, chance);
        if (kind < 0.88)
        {
            var server = chance.PickSkewed(person.Servers);
            return Query(timeMs, on, server.FullName, DnsEvents.A, server.Address, chance);
        }

        if (kind < 0.965)
        {
            var text = chance.Yes(0.3);
            return Query(timeMs, on, chance.Pick(WebSite.Hashes), text ? DnsEvents.Text : DnsEvents.A, text ? 0 : Addresses.Web(9_100 + chance.Below(8)), chance);
        }

        return kind < 0.97 ? Query(timeMs, on, chance.PickSkewed(habits.Sites).Domain, DnsEvents.Mail, 0, chance) : Missing(timeMs, on, chance);
    }

    private static Act Missing(long timeMs, Computer on, Chance chance) =>
        Query(timeMs, on, chance.Pick(WebSite.Missing), DnsEvents.A, 0, chance) with { Failed = true, BytesIn = 110 + chance.Below(60) };

    private static Act Query(long timeMs, Computer on, string name, int type, uint answer, Chance chance) => new()
    {
        TimeMs = timeMs,
        Kind = ActKind.DnsQuery,
        On = on,
        From = on.Address,
        To = answer,
        Text = name,
        Number = type,
        BytesOut = 30 + name.Length,
        BytesIn = (type == DnsEvents.Text ? 120 : 46) + name.Length + (long)chance.LogNormal(60, 0.7),
        Salt = chance.Bits(),
    };
}
