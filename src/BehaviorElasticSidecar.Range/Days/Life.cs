using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>What one person does on one day, hour by hour.</summary>
internal static class Life
{
    public static void Live(Today today, Person person)
    {
        var chance = today.Chance(person.Account.Login, "day");
        var plan = DayPlan.Of(today, person, chance);
        if (plan is null)
        {
            OffDuty(today, person, chance);
            return;
        }

        DeskWork.Do(today, plan, today.Chance(person.Account.Login, "desk"));
        SignIns.Do(today, plan, today.Chance(person.Account.Login, "sign-ins"));
        Traffic.Do(today, plan, today.Chance(person.Account.Login, "traffic"));
        if (person.LinuxServers.Count > 0)
            LinuxWork.Do(today, plan, today.Chance(person.Account.Login, "linux"));
        if (person.Department.UsesCloud)
            CloudWork.Do(today, plan, today.Chance(person.Account.Login, "cloud"));
        if (today.Wide)
            WideWork.Do(today, plan);
    }

    /// <summary>A look at the mail from home, by phone.</summary>
    private static void OffDuty(Today today, Person person, Chance chance)
    {
        if (!chance.Yes(0.12 * Math.Min(2, person.Activity)))
            return;
        today.Add(new Act
        {
            TimeMs = today.Day.Ms(chance.Between(8.5, 22)),
            Kind = ActKind.EntraSignIn,
            Who = person.Account,
            From = DayPlan.HomeAddress(today, person),
            At = person.Home,
            Browser = Browser.Phone,
            Text = "Office 365",
            Salt = chance.Bits(),
        });
    }
}
