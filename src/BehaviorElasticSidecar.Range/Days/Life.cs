using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>What one person does on one day, hour by hour.</summary>
internal static class Life
{
    public static void Live(Today today, Person person)
    {
        if (!person.IsEmployed(today.Day.Index))
            return;
        var chance = today.Chance(person.Account.Login, "day");
        var plan = DayPlan.Of(today, person, chance);
        if (plan is null)
        {
            OffDuty(today, person, chance);
            if (today.Wide)
                NightDuty.Do(today, person);
            return;
        }

        today = today with { Rate = today.Rate * Season.Of(today, person).Amount };
        DeskWork.Do(today, plan, today.Chance(person.Account.Login, "desk"));
        SignIns.Do(today, plan, today.Chance(person.Account.Login, "sign-ins"));
        Traffic.Do(today, plan, today.Chance(person.Account.Login, "traffic"));
        if (person.LinuxServers.Count > 0)
            LinuxWork.Do(today, plan, today.Chance(person.Account.Login, "linux"));
        if (person.Department.UsesCloud)
            CloudWork.Do(today, plan, today.Chance(person.Account.Login, "cloud"));
        if (today.Wide)
            Wider(today, person, plan);
    }

    /// <summary>What only wide ranges have.</summary>
    private static void Wider(Today today, Person person, DayPlan plan)
    {
        WideWork.Do(today, plan);
        NightDuty.Do(today, person);
        Passwords.Do(today, plan);
        if (person.Department.Privileged && today.Site.Habits(person).HelpDesk)
            DeskVisits.Do(today, plan);
    }

    /// <summary>A look at the mail from home, by phone.</summary>
    private static void OffDuty(Today today, Person person, Chance chance)
    {
        if (!chance.Yes(0.12 * Math.Min(2, person.Activity)))
            return;
        var abroad = today.Wide && person.IsAway(today.Day.Index) ? person.Career!.VacationPlace : null;
        today.Add(new Act
        {
            TimeMs = today.Day.Ms(chance.Between(8.5, 22)),
            Kind = ActKind.EntraSignIn,
            Who = person.Account,
            From = abroad is null ? DayPlan.HomeAddress(today, person) : Addresses.Resort(abroad, person.Account.Index),
            At = abroad ?? person.Home,
            Browser = Browser.Phone,
            Text = "Office 365",
            Salt = chance.Bits(),
        });
    }
}
