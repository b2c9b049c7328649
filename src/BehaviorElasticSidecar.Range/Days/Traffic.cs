using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>What a person's machine sends through the firewall: mostly downloads, now and then a large upload.</summary>
internal static class Traffic
{
    private const double MedianFlows = 4, MedianBytesOut = 350e3, MedianBytesIn = 3e6;

    public static void Do(Today today, DayPlan plan, Chance chance)
    {
        var person = plan.Person;
        for (var i = 1 + chance.Bursty(MedianFlows * person.Activity * today.Rate); i > 0; i--)
        {
            var inside = chance.Yes(0.2);
            today.Add(new Act
            {
                TimeMs = today.Day.Ms(plan.SomeHour(chance)),
                Kind = ActKind.Flow,
                Who = person.Account,
                On = plan.Laptop,
                From = plan.Laptop.Address,
                To = inside ? today.Serving(chance.PickSkewed(person.Servers)).Address : Addresses.CloudService((int)(200 * chance.Fraction() * chance.Fraction())),
                Number = inside ? 445 : 443,
                BytesOut = 800 + (long)chance.LogNormal(MedianBytesOut * person.Activity, 1.2),
                BytesIn = 1_200 + (long)chance.LogNormal(MedianBytesIn, 1.3),
                Salt = chance.Bits(),
            });
        }
    }
}
