using BehaviorElasticSidecar.Range.Events;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>The wide range's services: the shop's database account all day, the servers' lookups, backup of the shares, replication, the scanner's old tickets.</summary>
internal static class SiteServices
{
    private const int Replications = 8, ScannerTickets = 4, FilesBackedUp = 60;

    public static void Run(Today today, Chance chance)
    {
        Shop(today, chance);
        Lookups(today, chance);
        Backup(today, chance);
        var (site, controller) = (today.Site, today.Site.Servers.DomainController);
        for (var i = chance.Poisson(Replications); i > 0; i--)
        {
            today.Add(new Act
            {
                TimeMs = today.Day.Ms(chance.Between(0, 23.99)),
                Kind = ActKind.DirectoryChange,
                Who = site.Controller,
                On = controller,
                Number = DirectoryEvents.Replication,
                Salt = chance.Bits(),
            });
        }

        for (var i = 0; i < ScannerTickets; i++)
        {
            today.Add(new Act
            {
                TimeMs = today.Day.Ms(6 * i + chance.Between(0, 0.5)),
                Kind = ActKind.ServiceTicket,
                Who = site.Service("svc_scan"),
                On = controller,
                From = site.Servers.Windows[2].Address,
                Text = "svc_sql",
                Number = WindowsEvents.Rc4,
                Salt = chance.Bits(),
            });
        }
    }

    private static void Shop(Today today, Chance chance)
    {
        var (who, from) = (today.Site.Service("svc_shop"), today.Site.Servers.AppServer.Address);
        var hourly = 2 + 0.12 * today.Site.People.Count * today.Rate;
        for (var hour = 0; hour < 24; hour++)
        {
            for (var i = chance.Poisson(hourly * (hour is >= 7 and < 22 ? 1 : 0.25)); i > 0; i--)
            {
                var write = chance.Yes(0.2);
                today.Add(DatabaseWork.Use(today, who, from, today.Day.Ms(hour + chance.Between(0, 0.999)), chance) with
                {
                    Text = chance.PickSkewed(DatabaseWork.Shop),
                    Detail = write ? "update" : "select",
                    Number = write ? 1 + chance.Poisson(1) : (int)chance.LogNormal(12, 1),
                    Failed = chance.Yes(0.001),
                });
            }
        }
    }

    private static void Lookups(Today today, Chance chance)
    {
        foreach (var server in today.Site.Servers.Windows.Concat(today.Site.Servers.Linux))
        {
            var period = 0.8 + 0.05 * (server.Address % 30);
            for (var hour = chance.Between(0, period); hour < 24; hour += period)
                today.Add(NameLookups.Background(today.Day.Ms(hour) + chance.Below(3_000), server, WebSite.Telemetry, chance));
        }
    }

    private static void Backup(Today today, Chance chance)
    {
        var (who, from) = (today.Site.Service("svc_backup"), today.Site.Servers.Backup);
        foreach (var department in Department.All)
        {
            var folders = Folders.Of(department);
            var first = chance.Below(folders.Paths.Count);
            for (var i = 0; i < FilesBackedUp / Department.All.Count; i++)
            {
                today.Add(FileUse.Access(today, who, from, today.Day.Ms(1.2 + chance.Between(0, 1.5)), chance) with
                {
                    Detail = folders.Share,
                    Text = folders.Paths[(first + i) % folders.Paths.Count],
                });
            }
        }

        var snapshot = new Act
        {
            TimeMs = today.Day.Ms(1.1),
            Kind = ActKind.ProcessStart,
            Who = who,
            On = today.Site.Servers.FileServer,
            Text = "vssadmin.exe",
            Detail = "backup.exe",
            Salt = chance.Bits(),
        };
        today.Add(snapshot);
    }
}
