using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>Technicians on other people's machines, and the passwords and lock-outs that they are called for.</summary>
internal static class Helpdesk
{
    private const double MachinesPerDay = 5;

    private static readonly string[] Tools = ["msra.exe", "mmc.exe", "cmd.exe", "powershell.exe", "gpupdate.exe"];

    public static void Do(Today today, DayPlan plan)
    {
        var chance = today.Chance(plan.Person.Account.Login, "helpdesk");
        for (var cases = chance.Poisson(MachinesPerDay); cases > 0; cases--)
        {
            var other = chance.Pick(today.Site.People);
            var hour = plan.SomeHour(chance);
            if (!other.IsEmployed(today.Day.Index) || other.Account.Index == plan.Person.Account.Index)
                continue;
            Visit(today, plan, today.Site.Laptop(other, today.Day.Week), hour, chance);
            if (chance.Yes(0.25))
                Account(today, plan, other, hour, chance);
        }
    }

    private static void Visit(Today today, DayPlan plan, Computer machine, double hour, Chance chance)
    {
        var logon = new Act
        {
            TimeMs = today.Day.Ms(hour),
            Kind = ActKind.WindowsLogon,
            Who = plan.Person.Account,
            On = machine,
            From = plan.Laptop.Address,
            Detail = plan.Laptop.UpperName,
            Number = 10,
            Salt = chance.Bits(),
        };
        today.Add(logon);
        today.Add(logon with { TimeMs = logon.TimeMs + 3, Kind = ActKind.SpecialLogon, From = 0, Detail = null, Salt = chance.Bits() });
        for (var tools = 1 + chance.Below(3); tools > 0; tools--)
        {
            today.Add(logon with
            {
                TimeMs = logon.TimeMs + 20_000 + chance.Below(500_000),
                Kind = ActKind.ProcessStart,
                From = 0,
                Text = chance.PickSkewed(Tools),
                Detail = "explorer.exe",
                Salt = chance.Bits(),
            });
        }

        today.Add(logon with { TimeMs = logon.TimeMs + 520_000 + chance.Below(600_000), Kind = ActKind.WindowsLogoff, From = 0, Detail = null, Salt = chance.Bits() });
    }

    private static void Account(Today today, DayPlan plan, Person other, double hour, Chance chance) => today.Add(new Act
    {
        TimeMs = today.Day.Ms(hour) + 90_000,
        Kind = ActKind.DirectoryChange,
        Who = plan.Person.Account,
        On = today.Site.Servers.DomainController,
        Target = other.Account,
        Number = chance.Yes(0.5) ? Passwords.Reset : Passwords.Unlocked,
        Salt = chance.Bits(),
    });
}
