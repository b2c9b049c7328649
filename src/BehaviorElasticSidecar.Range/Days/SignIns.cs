using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>Sign-ins that the internet can see: the identity provider, the office suite, the VPN.</summary>
internal static class SignIns
{
    private const double MedianOfficeSuite = 1.6;

    public static void Do(Today today, DayPlan plan, Chance chance)
    {
        var person = plan.Person;
        var morning = SignIn(today, plan, plan.Start + chance.Between(0.03, 0.3), ActKind.OktaSignIn, chance) with { Text = chance.Pick(person.Department.Apps) };
        if (chance.Yes(person.TypoFraction))
            today.Add(morning with { TimeMs = morning.TimeMs - 12_000 - chance.Below(9_000), Kind = ActKind.OktaSignInFailed, Salt = chance.Bits() });
        today.Add(morning);
        SecondFactor.Ask(today, morning);
        if (chance.Yes(0.35))
        {
            var later = SignIn(today, plan, plan.SomeHour(chance), ActKind.OktaSignIn, chance) with { Text = chance.Pick(person.Department.Apps) };
            today.Add(later);
            SecondFactor.Ask(today, later);
        }

        for (var i = 1 + chance.Bursty(MedianOfficeSuite * person.Activity * today.Rate, 0.4); i > 0; i--)
            today.Add(SignIn(today, plan, plan.SomeHour(chance), ActKind.EntraSignIn, chance) with { Text = chance.PickSkewed(Software.CommonApps) });
        if (chance.Yes(person.TypoFraction))
            today.Add(SignIn(today, plan, plan.SomeHour(chance), ActKind.EntraSignInFailed, chance) with { Text = "Office 365" });
        if (chance.Yes(0.3))
            Evening(today, person, plan, chance);
        if (!plan.AtOffice)
            Tunnel(today, plan, chance);
    }

    /// <summary>The phone at home after work.</summary>
    private static void Evening(Today today, Person person, DayPlan plan, Chance chance)
    {
        if (plan.End > 22)
            return;
        today.Add(new Act
        {
            TimeMs = today.Day.Ms(chance.Between(plan.End + 0.6, 23.2)),
            Kind = ActKind.EntraSignIn,
            Who = person.Account,
            From = plan.AtOffice ? DayPlan.HomeAddress(today, person) : plan.PublicAddress,
            At = plan.AtOffice ? person.Home : plan.Place,
            Browser = Browser.Phone,
            Text = "Office 365",
            Salt = chance.Bits(),
        });
    }

    private static void Tunnel(Today today, DayPlan plan, Chance chance)
    {
        var up = SignIn(today, plan, Math.Max(0, plan.Start - 0.05), ActKind.VpnUp, chance) with { Browser = null, On = plan.Laptop, To = plan.Laptop.Address };
        var end = today.Day.Ms(plan.End + 0.02);
        today.Add(up);
        SecondFactor.Ask(today, up with { Browser = plan.Person.Browser });
        today.Add(up with
        {
            TimeMs = end,
            Kind = ActKind.VpnDown,
            Number = (int)((end - up.TimeMs) / 1000),
            BytesOut = (long)chance.LogNormal(60e6 * plan.Person.Activity, 0.7),
            BytesIn = (long)chance.LogNormal(420e6 * plan.Person.Activity, 0.7),
            Salt = chance.Bits(),
        });
    }

    private static Act SignIn(Today today, DayPlan plan, double hour, ActKind kind, Chance chance) => new()
    {
        TimeMs = today.Day.Ms(hour),
        Kind = kind,
        Who = plan.Person.Account,
        From = plan.PublicAddress,
        At = plan.Place,
        Browser = plan.Person.Browser,
        Salt = chance.Bits(),
    };
}
