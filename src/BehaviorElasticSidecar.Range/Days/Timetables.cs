namespace BehaviorElasticSidecar.Range.Days;

/// <summary>Service accounts of a wide range, each with a rhythm of its own: half-hourly, nightly, weekly, at the end of the month, with the deployment train.</summary>
internal static class Timetables
{
    public static void Run(Today today)
    {
        var chance = today.Chance("machines", "wide timetable");
        var servers = today.Site.Servers;
        for (var hour = 0.12; hour < 24; hour += 0.5)
            today.Add(Machines.ServiceLogon(today, hour + chance.Between(0, 0.01), "svc_adsync", servers.DomainController, 3, chance) with { From = servers.AppServer.Address, Detail = servers.AppServer.UpperName });
        Load(today, chance);
        if (today.Day.Weekday == 0 || Season.Closing(today.Day.Date))
            Report(today, Season.Closing(today.Day.Date) ? 4 : 1, chance);
        if (today.Day.Weekday is 1 or 3)
            Deploy(today, chance);
    }

    /// <summary>Each night from the database into the reporting tables.</summary>
    private static void Load(Today today, Chance chance)
    {
        var servers = today.Site.Servers;
        var hour = 3.2 + chance.Between(0, 0.1);
        today.Add(Machines.ServiceLogon(today, hour, "svc_etl", servers.Database, 3, chance) with { From = servers.NewAppServer.Address, Detail = servers.NewAppServer.UpperName });
        for (var part = 0; part < 6; part++)
            today.Add(Machines.Flow(today, hour + 0.05 + 0.1 * part, servers.Database, servers.NewAppServer, 1433, 150e6, chance));
    }

    private static void Report(Today today, int times, Chance chance)
    {
        var servers = today.Site.Servers;
        for (var run = 0; run < times; run++)
        {
            var hour = 5.5 + 0.7 * run + chance.Between(0, 0.1);
            today.Add(Machines.ServiceLogon(today, hour, "svc_report", servers.FileServer, 3, chance) with { From = servers.AppServer.Address, Detail = servers.AppServer.UpperName });
            today.Add(Machines.Flow(today, hour + 0.1, servers.AppServer, servers.FileServer, 445, 60e6, chance));
        }
    }

    private static void Deploy(Today today, Chance chance)
    {
        var hour = 14.1 + chance.Between(0, 0.2);
        foreach (var server in today.Site.Servers.Linux.Where(s => s.Name.StartsWith("shop", StringComparison.Ordinal)))
        {
            hour += 0.05;
            var login = new Act
            {
                TimeMs = today.Day.Ms(hour),
                Kind = ActKind.SshLogin,
                Who = today.Site.Service("svc_release"),
                On = server,
                From = today.Site.Servers.Linux[2].Address,
                Salt = chance.Bits(),
            };
            today.Add(login);
            today.Add(login with { TimeMs = login.TimeMs + 30_000, Kind = ActKind.Sudo, From = 0, Text = "/usr/bin/systemctl restart shop", Salt = chance.Bits() });
        }
    }
}
