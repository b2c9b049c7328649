using BehaviorElasticSidecar.Range.Events;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>What IT does to machines: remote sessions, the system's own tools, administrative shares, services and tasks, seldom a cleared log.</summary>
internal static class Administration
{
    private const double MedianSessions = 0.8, Service = 0.03, Task = 0.05, LogCleared = 0.01, AuditChanged = 0.008, OtherCredentials = 0.08;

    private static readonly string[] AdminFiles = [@"Temp\setup.log", @"Tools\PsExec64.exe", @"Windows\Temp\agent.msi", @"Scripts\cleanup.ps1", @"Windows\System32\config\SYSTEM"];

    public static void Do(Today today, DayPlan plan, Chance chance)
    {
        var account = plan.Person.Account;
        for (var i = chance.Bursty(MedianSessions * plan.Person.Activity * today.Rate); i > 0; i--)
            Session(today, account, plan.Laptop, chance.PickSkewed(plan.Person.Servers), today.Day.Ms(plan.SomeHour(chance)), chance);
        for (var i = chance.Bursty(1.2 * plan.Person.Activity * today.Rate, 1); i > 0; i--)
            today.Add(Tool(account, plan.Laptop, today.Day.Ms(plan.SomeHour(chance)), chance));
        if (chance.Yes(OtherCredentials))
            today.Add(Logon(account, plan.Laptop, null, 9, today.Day.Ms(plan.SomeHour(chance)), chance));
        Change(today, plan, Service, HostChangeEvents.ServiceInstalled, Software.Packages, chance);
        Change(today, plan, Task, HostChangeEvents.TaskCreated, Software.Tasks, chance);
        Change(today, plan, LogCleared, HostChangeEvents.LogCleared, Software.Tasks, chance);
        Change(today, plan, AuditChanged, HostChangeEvents.AuditChanged, Software.Tasks, chance);
        if (plan.Person.LinuxServers.Count > 0)
            Shell(today, plan, chance);
    }

    /// <summary>A remote session on a server, with a few tools and a look at an administrative share.</summary>
    public static void Session(Today today, Account who, Computer from, Computer server, long timeMs, Chance chance)
    {
        today.Add(Logon(who, server, from, 10, timeMs, chance));
        today.Add(Logon(who, server, null, 10, timeMs + 3, chance) with { Kind = ActKind.SpecialLogon, Number = 0 });
        for (var tools = chance.Poisson(2); tools > 0; tools--)
            today.Add(Tool(who, server, timeMs + 20_000 + chance.Below(1_200_000), chance));
        if (!chance.Yes(0.5))
            return;
        today.Add(FileUse.Access(today, who, from, timeMs + 9_000 + chance.Below(900_000), chance) with
        {
            On = server,
            Detail = chance.Yes(0.6) ? "C$" : "ADMIN$",
            Text = chance.PickSkewed(AdminFiles),
            Number = chance.Yes(0.6) ? ShareEvents.Read : ShareEvents.Write,
        });
    }

    private static Act Tool(Account who, Computer on, long timeMs, Chance chance) => new()
    {
        TimeMs = timeMs,
        Kind = ActKind.ProcessStart,
        Who = who,
        On = on,
        Text = chance.PickSkewed(Software.AdminTools),
        Detail = chance.Yes(0.5) ? "cmd.exe" : "powershell.exe",
        Salt = chance.Bits(),
    };

    private static Act Logon(Account who, Computer on, Computer? from, int type, long timeMs, Chance chance) => new()
    {
        TimeMs = timeMs,
        Kind = ActKind.WindowsLogon,
        Who = who,
        On = on,
        From = from?.Address ?? 0,
        Detail = from?.UpperName,
        Number = type,
        Salt = chance.Bits(),
    };

    private static void Change(Today today, DayPlan plan, double probability, int code, IReadOnlyList<(string Name, string Program)> of, Chance chance)
    {
        if (!chance.Yes(probability))
            return;
        var on = chance.Yes(0.8) ? chance.PickSkewed(plan.Person.Servers) : plan.Laptop;
        today.Add(Upkeep.Host(plan, plan.Person.Account, on, code, of, today.Day.Ms(plan.SomeHour(chance)), chance));
    }

    /// <summary>Programs and connections on the Linux servers, under the bare login.</summary>
    private static void Shell(Today today, DayPlan plan, Chance chance)
    {
        for (var i = chance.Bursty(1.5 * plan.Person.Activity * today.Rate); i > 0; i--)
        {
            var on = chance.PickSkewed(plan.Person.LinuxServers);
            var start = Tool(plan.Person.Account, on, today.Day.Ms(plan.SomeHour(chance)), chance) with { Text = chance.PickSkewed(Software.LinuxPrograms), Detail = "bash" };
            today.Add(start);
            if (!chance.Yes(0.4))
                continue;
            var site = chance.PickSkewed(WebSite.All);
            today.Add(start with
            {
                TimeMs = start.TimeMs + 700,
                Kind = ActKind.ProcessConnection,
                Detail = null,
                From = on.Address,
                To = site.Address,
                At = site.Place,
                Number = 443,
                BytesOut = 600 + (long)chance.LogNormal(5_000, 1.6),
                BytesIn = 900 + (long)chance.LogNormal(90e3, 2),
                Salt = chance.Bits(),
            });
        }
    }
}
