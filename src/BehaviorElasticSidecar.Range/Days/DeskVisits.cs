using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>Technicians of the help desk on other people's machines.</summary>
internal static class DeskVisits
{
    private const double MachinesPerDay = 3;

    private static readonly string[] Tools = ["msra.exe", "mmc.exe", "cmd.exe", "powershell.exe", "gpupdate.exe"];

    public static void Do(Today today, DayPlan plan)
    {
        var chance = today.Chance(plan.Person.Account.Login, "desk visits");
        for (var cases = chance.Poisson(MachinesPerDay); cases > 0; cases--)
        {
            var other = chance.Pick(today.Site.People);
            var hour = plan.SomeHour(chance);
            if (!other.IsEmployed(today.Day.Index) || other.Account.Index == plan.Person.Account.Index)
                continue;
            Visit(today, plan, today.Site.Laptop(other, today.Day.Week), hour, chance);
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
}
