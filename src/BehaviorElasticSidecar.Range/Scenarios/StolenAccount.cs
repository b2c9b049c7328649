using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Events;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios;

/// <summary>Sarah of accounting, Chicago, 8 to 18, signs in one night at two from a new country with a new device; then the file server sends gigabytes out.</summary>
internal sealed record StolenAccount(int Day) : IStory
{
    private static readonly uint Stranger = Addresses.Of(192, 0, 2, 77), DropSite = Addresses.Of(192, 0, 2, 140);

    public Label? Tell(Today today)
    {
        var telling = new Telling(today, "stolen_account");
        var sarah = today.Site.People[0].Account;
        var server = today.Site.Servers.FileServer;
        var signIn = new Act
        {
            TimeMs = today.Day.Ms(2 + 7 / 60.0),
            Kind = ActKind.OktaSignInFailed,
            Who = sarah,
            From = Stranger,
            At = Place.Bucharest,
            Browser = Browser.Stranger,
            Text = "Ledger",
            Salt = telling.Chance.Bits(),
        };
        telling.Add(signIn);
        telling.Add(Later(telling, signIn, 26, ActKind.OktaSignIn));
        telling.Add(Later(telling, signIn, 140, ActKind.EntraSignIn) with { Text = "Office 365" });
        var lease = Addresses.VpnLease(0, 2);
        var tunnel = Later(telling, signIn, 420, ActKind.VpnUp) with { Browser = null, To = lease };
        telling.Add(tunnel);
        var logon = Later(telling, signIn, 560, ActKind.WindowsLogon) with { On = server, From = lease, At = null, Browser = null, Detail = "KALI", Number = 10 };
        telling.Add(logon);
        telling.Add(Later(telling, logon, 300, ActKind.WindowsLogon) with { On = today.Site.Servers.Windows[4], Number = 3 });
        telling.Add(Later(telling, logon, 640, ActKind.ProcessStart) with { From = 0, Text = "rclone.exe", Detail = "cmd.exe" });
        for (var part = 0; part < 6; part++)
            telling.Add(Upload(telling, logon, 900 + part * 420, server));
        telling.Add(Later(telling, tunnel, 5_100, ActKind.VpnDown) with { Number = 5_100, BytesOut = 48_000_000, BytesIn = 21_000_000 });
        return telling.About(EntityKind.User, sarah.Login).About(EntityKind.Host, server.Name).About(EntityKind.Address, EventJson.Text(Stranger))
            .Label("Stolen account: sign-in at night from a new country and device, then gigabytes leave the file server", "T1078.004", "T1133", "T1021.001", "T1048");
    }

    private static Act Later(Telling telling, in Act act, int seconds, ActKind kind) =>
        act with { TimeMs = act.TimeMs + 1_000L * seconds + telling.Chance.Below(900), Kind = kind, Salt = telling.Chance.Bits() };

    private static Act Upload(Telling telling, in Act after, int seconds, Computer server) => new()
    {
        TimeMs = after.TimeMs + 1_000L * seconds,
        Kind = ActKind.Flow,
        On = server,
        From = server.Address,
        To = DropSite,
        At = Place.Bucharest,
        Number = 443,
        BytesOut = (long)telling.Chance.LogNormal(1.1e9, 0.1),
        BytesIn = 4_000_000,
        Salt = telling.Chance.Bits(),
    };
}
