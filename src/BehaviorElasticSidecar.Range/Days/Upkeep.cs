using BehaviorElasticSidecar.Range.Events;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>What happens to anybody's account and machine: passwords changed and locked out, software rolled out, the old scanner used, a ticket for a service.</summary>
internal static class Upkeep
{
    private const double PasswordChange = 1 / 70.0, LockOut = 0.004, OwnTask = 0.012, Scan = 0.03;

    public static void Do(Today today, DayPlan plan, Chance chance)
    {
        var (account, controller) = (plan.Person.Account, today.Site.Servers.DomainController);
        if (chance.Yes(PasswordChange))
            today.Add(Directory(today, plan, account, 4723, chance));
        if (chance.Yes(LockOut))
            today.Add(Directory(today, plan, null, 4740, chance) with { Detail = plan.Laptop.UpperName });
        if (chance.Yes(OwnTask))
            today.Add(Host(plan, account, plan.Laptop, HostChangeEvents.TaskCreated, Software.Tasks, today.Day.Ms(plan.SomeHour(chance)), chance));
        RollOut(today, plan, chance);
        if (chance.Yes(Scan))
            today.Add(Ticket(today, plan, controller, "svc_scan", chance) with { Number = WindowsEvents.Rc4 });
        if (chance.Yes(plan.Person.Department.UsesLinux ? 0.3 : 0.15))
            today.Add(Ticket(today, plan, controller, "svc_sql", chance));
    }

    public static Act Host(DayPlan plan, Account who, Computer on, int code, IReadOnlyList<(string Name, string Program)> of, long timeMs, Chance chance)
    {
        var (name, program) = chance.PickSkewed(of);
        return new Act { TimeMs = timeMs, Kind = ActKind.HostChange, Who = who, On = on, Number = code, Text = name, Detail = program, Salt = chance.Bits() };
    }

    /// <summary>Every other Wednesday most machines get the same service within two hours.</summary>
    private static void RollOut(Today today, DayPlan plan, Chance chance)
    {
        if (today.Day.Weekday != 2 || today.Day.Week % 2 != 0 || !chance.Yes(0.7))
            return;
        var (name, program) = Software.Packages[today.Day.Week / 2 % Software.Packages.Count];
        var hour = Math.Max(plan.Start + 0.2, 10) + chance.Between(0, 2);
        today.Add(new Act
        {
            TimeMs = today.Day.Ms(hour),
            Kind = ActKind.HostChange,
            Who = today.Site.Service("svc_deploy"),
            On = plan.Laptop,
            Number = HostChangeEvents.ServiceInstalled,
            Text = name,
            Detail = program,
            Salt = chance.Bits(),
        });
    }

    private static Act Directory(Today today, DayPlan plan, Account? who, int code, Chance chance) => new()
    {
        TimeMs = today.Day.Ms(plan.SomeHour(chance)),
        Kind = ActKind.DirectoryChange,
        Who = who,
        On = today.Site.Servers.DomainController,
        Number = code,
        Target = plan.Person.Account,
        Salt = chance.Bits(),
    };

    private static Act Ticket(Today today, DayPlan plan, Computer controller, string service, Chance chance) => new()
    {
        TimeMs = today.Day.Ms(plan.SomeHour(chance)),
        Kind = ActKind.ServiceTicket,
        Who = plan.Person.Account,
        On = controller,
        From = plan.Laptop.Address,
        Detail = plan.Laptop.UpperName,
        Text = service,
        Salt = chance.Bits(),
    };
}
