using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>Calls to the cloud provider by people.</summary>
internal static class CloudWork
{
    private const double MedianCalls = 3;

    public static void Do(Today today, DayPlan plan, Chance chance)
    {
        var person = plan.Person;
        var calls = chance.Bursty(MedianCalls * person.Activity * today.Rate, 0.8);
        if (calls == 0)
            return;
        var first = new Act
        {
            TimeMs = today.Day.Ms(plan.SomeHour(chance)),
            Kind = ActKind.CloudSignIn,
            Who = person.Account,
            From = plan.PublicAddress,
            At = plan.Place,
            Browser = person.Browser,
            Text = "ConsoleLogin",
            Detail = "signin",
            Salt = chance.Bits(),
        };
        today.Add(first);
        for (; calls > 0; calls--)
        {
            var (call, service) = chance.PickSkewed(Software.CloudCalls);
            today.Add(first with
            {
                TimeMs = Math.Max(first.TimeMs + 1_000, today.Day.Ms(plan.SomeHour(chance))),
                Kind = ActKind.CloudCall,
                Text = call,
                Detail = service,
                Salt = chance.Bits(),
            });
        }
    }
}
