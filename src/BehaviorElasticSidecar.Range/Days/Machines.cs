using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>What happens without people: service accounts on their timetables, and the traffic between servers.</summary>
internal static class Machines
{
    /// <summary>What the database server gives to the application server each night.</summary>
    public const double NightlyCopyBytes = 2e9;

    /// <param name="copyTo">Receiver of the nightly copy: the application server, unless a story says otherwise.</param>
    public static void Run(Today today, Computer? copyTo = null)
    {
        var servers = today.Site.Servers;
        var app = today.Serving(servers.AppServer);
        var chance = today.Chance("machines", "timetable");
        NightlyCopy(today, copyTo ?? app, chance);
        Backup(today, chance);
        for (var hour = 0; hour < 24; hour++)
        {
            today.Add(ServiceLogon(today, hour + 0.08, "svc_sql", servers.Database, 5, chance));
            today.Add(Flow(today, hour + chance.Between(0.2, 0.9), app, servers.Database, 1433, BusyFactor(hour) * 9e6, chance));
        }

        for (var hour = 0; hour < 24; hour += 4)
            Monitor(today, hour, chance);
        for (var builds = chance.Poisson(today.Day.Weekend ? 1 : 5 * today.Rate); builds > 0; builds--)
            Build(today, chance.Between(9, 19), chance);
        if (!today.Wide)
            return;
        Timetables.Run(today);
        Rounds.Run(today);
        WideWork.Run(today);
    }

    private static double BusyFactor(int hour) => hour is >= 7 and < 19 ? 4 : 1;

    private static void NightlyCopy(Today today, Computer to, Chance chance)
    {
        for (var part = 0; part < 4; part++)
        {
            today.Add(Flow(today, 2.05 + 0.2 * part + chance.Between(0, 0.05), today.Site.Servers.Database, to, 5022, NightlyCopyBytes / 4, chance));
        }
    }

    private static void Backup(Today today, Chance chance)
    {
        var servers = today.Site.Servers;
        foreach (var server in servers.Windows.Append(servers.AppServer).Append(servers.Database).Distinct())
        {
            var hour = 1 + chance.Between(0, 0.6);
            today.Add(ServiceLogon(today, hour, "svc_backup", server, 3, chance) with { From = servers.Backup.Address, Detail = servers.Backup.UpperName });
            today.Add(Flow(today, hour + 0.01, server, servers.Backup, 445, 400e6, chance));
        }
    }

    private static void Monitor(Today today, int hour, Chance chance)
    {
        var watcher = today.Site.Servers.Linux[3];
        foreach (var server in today.Site.Servers.Linux.Take(3))
        {
            today.Add(new Act
            {
                TimeMs = today.Day.Ms(hour + chance.Between(0.5, 0.52)),
                Kind = ActKind.SshLogin,
                Who = today.Site.Service("svc_monitor"),
                On = server,
                From = watcher.Address,
                Salt = chance.Bits(),
            });
        }
    }

    private static void Build(Today today, double hour, Chance chance)
    {
        var call = new Act
        {
            TimeMs = today.Day.Ms(hour),
            Kind = ActKind.CloudCall,
            Who = today.Site.Service("svc_build"),
            From = Addresses.Office,
            At = Place.Chicago,
            Text = "PutObject",
            Detail = "s3",
            Salt = chance.Bits(),
        };
        today.Add(call);
        today.Add(call with { TimeMs = call.TimeMs + 41_000, Text = "UpdateFunctionCode20150331v2", Detail = "lambda", Salt = chance.Bits() });
    }

    public static Act ServiceLogon(Today today, double hour, string account, Computer on, int type, Chance chance) => new()
    {
        TimeMs = today.Day.Ms(hour),
        Kind = ActKind.WindowsLogon,
        Who = today.Site.Service(account),
        On = on,
        Number = type,
        Salt = chance.Bits(),
    };

    /// <summary>A session between machines. The firewall tells it; in a wide range that of the database server is told by the agent on it.</summary>
    public static Act Flow(Today today, double hour, Computer from, Computer to, int port, double bytes, Chance chance)
    {
        var flow = new Act
        {
            TimeMs = today.Day.Ms(hour),
            Kind = ActKind.Flow,
            On = from,
            From = from.Address,
            To = to.Address,
            Number = port,
            BytesOut = (long)chance.LogNormal(bytes, 0.06),
            BytesIn = (long)chance.LogNormal(bytes / 60, 0.2),
            Salt = chance.Bits(),
        };
        return today.Wide && from == today.Site.Servers.Database
            ? flow with { Kind = ActKind.ProcessConnection, Who = today.Site.Service("svc_sql"), Text = Software.DatabaseProgram }
            : flow;
    }
}
