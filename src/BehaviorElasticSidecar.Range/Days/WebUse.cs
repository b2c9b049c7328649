using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>Visits through the proxy in bursts, uploads now and then with a heavy tail, and programs that call home every hour or two.</summary>
internal static class WebUse
{
    private const double MedianRequests = 11, MedianBytesOut = 1_900, MedianBytesIn = 42e3, MedianUploadBytes = 2.5e6;

    public static void Do(Today today, DayPlan plan, Habits habits, Chance chance)
    {
        var person = plan.Person;
        for (var left = 2 + chance.Bursty(MedianRequests * person.Activity * habits.Web * today.Rate); left > 0;)
        {
            var site = chance.Yes(0.07) ? chance.Pick(WebSite.All) : chance.PickSkewed(habits.Sites);
            left -= Visit(today, plan, habits, site, today.Day.Ms(plan.SomeHour(chance)), Math.Min(left, 1 + chance.Poisson(1.8)), chance);
        }

        Poll(today, plan, habits, chance);
        if (chance.Yes(0.05 * person.Activity) && plan.End < 21)
            Visit(today, plan, habits, chance.PickSkewed(habits.Sites), today.Day.Ms(chance.Between(plan.End + 0.5, 23.5)), 1 + chance.Poisson(4), chance);
        if (chance.Yes(0.006))
            Parcel(today, plan, chance);
    }

    private static int Visit(Today today, DayPlan plan, Habits habits, WebSite site, long timeMs, int requests, Chance chance)
    {
        for (var i = 0; i < requests; i++)
        {
            var upload = chance.Yes(habits.UploadFraction);
            var to = upload && chance.Yes(0.5) ? chance.PickSkewed(WebSite.Storage) : site;
            today.Add(Request(plan, to, timeMs, chance) with
            {
                BytesOut = upload ? (long)chance.LogNormal(MedianUploadBytes, 1.7) : 300 + (long)chance.LogNormal(MedianBytesOut, 0.9),
                BytesIn = 400 + (long)chance.LogNormal(upload ? 3_000 : MedianBytesIn, 1.7),
                Failed = chance.Yes(site.Category is "Newly Registered Domains" or "Uncategorized" ? 0.1 : 0.004),
            });
            timeMs += 1_000 + (long)chance.Exponential(25_000);
        }

        return requests;
    }

    /// <summary>Regular and small, as an updater or a chat program is: nothing that calls home every hour is rare by that.</summary>
    private static void Poll(Today today, DayPlan plan, Habits habits, Chance chance)
    {
        var site = habits.Background[0];
        for (var hour = plan.Start + 0.1 + chance.Between(0, habits.PollHours); hour < plan.End; hour += habits.PollHours)
        {
            today.Add(Request(plan, site, today.Day.Ms(hour) + chance.Below(4_000), chance) with
            {
                BytesOut = 420 + chance.Below(60),
                BytesIn = 900 + chance.Below(200),
            });
        }
    }

    /// <summary>Films and drawings for a customer: gigabytes by right.</summary>
    private static void Parcel(Today today, DayPlan plan, Chance chance)
    {
        var site = chance.PickSkewed(WebSite.Storage);
        var timeMs = today.Day.Ms(plan.SomeHour(chance));
        for (var parts = 1 + chance.Poisson(3); parts > 0; parts--, timeMs += 20_000 + chance.Below(90_000))
            today.Add(Request(plan, site, timeMs, chance) with { BytesOut = (long)chance.LogNormal(180e6, 1), BytesIn = 6_000 + chance.Below(4_000) });
    }

    private static Act Request(DayPlan plan, WebSite site, long timeMs, Chance chance) => new()
    {
        TimeMs = timeMs,
        Kind = ActKind.WebRequest,
        Who = plan.Person.Account,
        On = plan.Laptop,
        From = plan.Laptop.Address,
        To = site.Address,
        At = site.Place,
        Text = site.Domain,
        Detail = site.Category,
        Browser = plan.Person.Browser,
        Salt = chance.Bits(),
    };
}
