using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>Which program talks to whom: browsers and office programs outwards, the department's own to its servers.</summary>
internal static class Connections
{
    private const double MedianConnections = 4.5;

    public static void Do(Today today, DayPlan plan, Habits habits, Chance chance)
    {
        for (var i = 1 + chance.Bursty(MedianConnections * plan.Person.Activity * today.Rate); i > 0; i--)
        {
            var program = chance.Yes(0.12) ? chance.PickSkewed(Software.Background) : chance.PickSkewed(plan.Person.Programs);
            today.Add(Talk(today, plan, habits, program, chance));
        }
    }

    private static Act Talk(Today today, DayPlan plan, Habits habits, string program, Chance chance)
    {
        var servers = today.Site.Servers;
        var (to, port, outwards) = program switch
        {
            "ssh.exe" or "git.exe" => (chance.PickSkewed(servers.Linux).Address, 22, null),
            "mstsc.exe" => (chance.PickSkewed(servers.Windows).Address, 3389, null),
            "mmc.exe" => (servers.DomainController.Address, 389, null),
            "powershell.exe" when chance.Yes(0.6) => (chance.PickSkewed(servers.Windows).Address, 5985, null),
            "ledger.exe" or "payrun.exe" or "hrsuite.exe" or "crm.exe" or "warehouse.exe" => (servers.AppServer.Address, 8443, null),
            "EXCEL.EXE" or "WINWORD.EXE" or "explorer.exe" or "labels.exe" or "AcroRd32.exe" when chance.Yes(0.7) => (servers.FileServer.Address, 445, null),
            "msedge.exe" or "python.exe" or "dotnet.exe" or "Code.exe" or "powershell.exe" => Outwards(chance.PickSkewed(habits.Sites)),
            "svchost.exe" or "updater.exe" => Outwards(chance.PickSkewed(habits.Background)),
            _ => (Addresses.CloudService(chance.Below(40)), 443, Place.CloudRegion),
        };
        return new Act
        {
            TimeMs = today.Day.Ms(plan.SomeHour(chance)),
            Kind = ActKind.ProcessConnection,
            Who = plan.Person.Account,
            On = plan.Laptop,
            Text = program,
            From = plan.Laptop.Address,
            To = to,
            At = outwards,
            Number = port,
            BytesOut = 500 + (long)chance.LogNormal(9_000 * plan.Person.Activity, 1.5),
            BytesIn = 700 + (long)chance.LogNormal(60e3, 1.7),
            Salt = chance.Bits(),
        };
    }

    private static (uint To, int Port, Place? Outwards) Outwards(WebSite site) => (site.Address, 443, site.Place);
}
