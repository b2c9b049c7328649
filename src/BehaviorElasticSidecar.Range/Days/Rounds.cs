using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>What goes round all machines: the weakness scan every Thursday evening, and updates in the night after the second Tuesday of the month.</summary>
internal static class Rounds
{
    private const int ServiceInstalled = 4697, Thursday = 3;

    private static readonly int[] ScannedPorts = [22, 135, 445, 3389];

    public static bool IsPatchDay(DateOnly date) => date.DayOfWeek == DayOfWeek.Tuesday && date.Day is >= 8 and <= 14;

    public static void Run(Today today)
    {
        if (today.Day.Weekday == Thursday)
            Scan(today);
        if (IsPatchDay(today.Day.Date))
            Patch(today);
    }

    private static IEnumerable<Computer> Hosts(Today today) => today.Site.Servers.All
        .Concat(today.Site.People.Where(p => p.IsEmployed(today.Day.Index)).Select(p => today.Site.Laptop(p, today.Day.Week)));

    /// <summary>Ports of every machine, and a logon where it has one.</summary>
    private static void Scan(Today today)
    {
        var chance = today.Chance("machines", "scan");
        var scanner = today.Site.Servers.Scanner;
        foreach (var host in Hosts(today))
        {
            var hour = chance.Between(19, 23.5);
            foreach (var port in ScannedPorts)
                today.Add(Machines.Flow(today, hour, scanner, host, port, 2_400, chance));
            if (host.Linux)
                continue;
            var logon = Machines.ServiceLogon(today, hour + 0.01, "svc_vulnscan", host, 3, chance) with { From = scanner.Address, Detail = scanner.UpperName };
            today.Add(chance.Yes(0.04) ? logon with { Kind = ActKind.WindowsLogonFailed } : logon);
        }
    }

    /// <summary>Most machines in the night, the others when they are next switched on.</summary>
    private static void Patch(Today today)
    {
        var chance = today.Chance("machines", "patch");
        var patcher = today.Site.Servers.Patcher;
        var release = FormattableString.Invariant($"Update Orchestrator {today.Day.Date:yyyy.MM}");
        foreach (var host in Hosts(today).Where(h => !h.Linux))
        {
            var logon = Machines.ServiceLogon(today, chance.Yes(0.7) ? chance.Between(22, 28) : chance.Between(31.5, 36), "svc_patch", host, 3, chance)
                with { From = patcher.Address, Detail = patcher.UpperName };
            today.Add(logon);
            today.Add(Later(logon, 20, ActKind.HostChange, release, @"C:\Windows\UUS\amd64\orchestrator.exe", chance) with { Number = ServiceInstalled });
            today.Add(Later(logon, 25, ActKind.ProcessStart, "wusa.exe", "services.exe", chance));
            today.Add(Later(logon, 60, ActKind.ProcessStart, "TiWorker.exe", "svchost.exe", chance));
            today.Add(Later(logon, 700 + chance.Below(600), ActKind.ProcessStart, "shutdown.exe", "wusa.exe", chance));
            today.Add(Later(logon, 1_500 + chance.Below(200), ActKind.WindowsLogon, null, null, chance) with { Number = 5 });
        }
    }

    private static Act Later(in Act logon, int seconds, ActKind kind, string? text, string? detail, Chance chance) => logon with
    {
        TimeMs = logon.TimeMs + 1_000L * seconds,
        Kind = kind,
        From = 0,
        Text = text,
        Detail = detail,
        Salt = chance.Bits(),
    };
}
