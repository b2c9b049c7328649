using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Events;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>What intruders do again and again, in the fields that benign acts of the same kind fill.</summary>
internal static class Moves
{
    public static void AboutAddress(this Stage stage, uint address) => stage.About(EntityKind.Address, EventJson.Text(address));

    public static void About(this Stage stage, Account account) => stage.About(EntityKind.User, account.Login);

    /// <summary>About so many seconds later, between two thirds and one and a half times as long.</summary>
    public static long Soon(this Stage stage, long ms, double seconds) => ms + (long)(1_000 * seconds * stage.Chance.Between(0.67, 1.5));

    /// <summary>Within ten minutes of a local hour: nobody but a timetable begins on the minute.</summary>
    public static long Around(this Stage stage, double hour) => stage.At(hour) + stage.Chance.Below(600_000);

    /// <summary>A sign-in at the identity provider or the office suite.</summary>
    public static void SignIn(this Stage stage, ActKind kind, Account who, Origin from, long ms, string app, Browser browser) => stage.Add(new Act
    {
        TimeMs = ms,
        Kind = kind,
        Who = who,
        From = from.Address,
        At = from.At,
        Browser = browser,
        Text = app,
        Salt = stage.Chance.Bits(),
    });

    /// <summary>A VPN tunnel from up to down; the workstation behind it, under the address that the tunnel gives it.</summary>
    public static Computer Tunnel(this Stage stage, Person who, Origin from, long fromMs, long toMs, double bytesOut, double bytesIn)
    {
        var lease = Addresses.VpnLease(who.Account.Index, stage.Chance.Below(3));
        var up = new Act { TimeMs = fromMs, Kind = ActKind.VpnUp, Who = who.Account, From = from.Address, At = from.At, To = lease, Salt = stage.Chance.Bits() };
        stage.Add(up);
        stage.Add(up with
        {
            TimeMs = toMs,
            Kind = ActKind.VpnDown,
            Number = (int)((toMs - fromMs) / 1000),
            BytesOut = (long)stage.Chance.LogNormal(bytesOut, 0.15),
            BytesIn = (long)stage.Chance.LogNormal(bytesIn, 0.15),
            Salt = stage.Chance.Bits(),
        });
        return new Computer(stage.WorkstationName(), lease, Linux: false);
    }

    /// <summary>A machine of the intruder's own, named as the site's are.</summary>
    public static string WorkstationName(this Stage stage) => $"wrk-pc-{100 + stage.Chance.Below(900)}";

    /// <summary>A Windows logon from one machine at another, and the ticket for it a moment before.</summary>
    public static void Logon(this Stage stage, Account who, Computer from, Computer to, long ms, int type = 3)
    {
        var logon = new Act
        {
            TimeMs = ms,
            Kind = ActKind.WindowsLogon,
            Who = who,
            On = to,
            From = from.Address,
            Detail = from.UpperName,
            Number = type,
            Salt = stage.Chance.Bits(),
        };
        stage.Add(logon with { TimeMs = ms - 120, Kind = ActKind.ServiceTicket, On = stage.Site.Servers.DomainController, Number = 0, Text = to.UpperName + "$", Salt = stage.Chance.Bits() });
        stage.Add(logon);
    }

    public static void FailLogon(this Stage stage, Account who, Computer from, Computer to, long ms) => stage.Add(new Act
    {
        TimeMs = ms,
        Kind = ActKind.WindowsLogonFailed,
        Who = who,
        On = to,
        From = from.Address,
        Detail = from.UpperName,
        Number = 3,
        Salt = stage.Chance.Bits(),
    });

    /// <summary>The privileges that come with an administrator's logon.</summary>
    public static void Elevate(this Stage stage, Account who, Computer on, long ms) =>
        stage.Add(new Act { TimeMs = ms + 4, Kind = ActKind.SpecialLogon, Who = who, On = on, Salt = stage.Chance.Bits() });

    /// <summary>A ticket for a service: RC4 where the requester wants one that can be cracked.</summary>
    public static void RequestTicket(this Stage stage, Account who, Computer from, string service, bool rc4, long ms) => stage.Add(new Act
    {
        TimeMs = ms,
        Kind = ActKind.ServiceTicket,
        Who = who,
        On = stage.Site.Servers.DomainController,
        From = from.Address,
        Detail = from.UpperName,
        Number = rc4 ? WindowsEvents.Rc4 : 0,
        Text = service,
        Salt = stage.Chance.Bits(),
    });

    public static void Run(this Stage stage, Account who, Computer on, string parent, string program, long ms) =>
        stage.Add(new Act { TimeMs = ms, Kind = ActKind.ProcessStart, Who = who, On = on, Text = program, Detail = parent, Salt = stage.Chance.Bits() });

    /// <summary>A connection as the endpoint's agent sees it.</summary>
    public static void Connect(this Stage stage, Account who, Computer on, string program, uint to, long ms, double bytesOut, double bytesIn) => stage.Add(new Act
    {
        TimeMs = ms,
        Kind = ActKind.ProcessConnection,
        Who = who,
        On = on,
        From = on.Address,
        To = to,
        Text = program,
        Number = 443,
        BytesOut = (long)bytesOut,
        BytesIn = (long)bytesIn,
        Salt = stage.Chance.Bits(),
    });

    /// <summary>A session through the firewall; a server's has no person.</summary>
    public static void Send(this Stage stage, Account? who, Computer from, uint to, int port, long ms, double bytesOut, double bytesIn) => stage.Add(new Act
    {
        TimeMs = ms,
        Kind = ActKind.Flow,
        Who = who,
        On = from,
        From = from.Address,
        To = to,
        Number = port,
        BytesOut = (long)bytesOut,
        BytesIn = (long)bytesIn,
        Salt = stage.Chance.Bits(),
    });

    /// <summary>An upload through the firewall in parts of unequal size; the instant after the last.</summary>
    public static long Upload(this Stage stage, Account? who, Computer from, uint to, long ms, double bytes, int parts, double secondsBetween)
    {
        for (var part = 0; part < parts; part++, ms = stage.Soon(ms, secondsBetween))
            stage.Send(who, from, to, 443, ms, stage.Chance.LogNormal(bytes / parts, 0.25), stage.Chance.LogNormal(bytes / parts / 250 + 2_000, 0.4));
        return ms;
    }

    /// <summary>A service of the same provider that everybody uses, but one that few do: most drop sites are rented there.</summary>
    public static uint DropSite(Chance chance) => Addresses.CloudService(120 + chance.Below(80));

    public static void Cloud(this Stage stage, Account who, Origin from, string call, string service, long ms, bool failed = false, Browser? browser = null) => stage.Add(new Act
    {
        TimeMs = ms,
        Kind = call == "ConsoleLogin" ? ActKind.CloudSignIn : ActKind.CloudCall,
        Who = who,
        From = from.Address,
        At = from.At,
        Browser = browser,
        Text = call,
        Detail = service,
        Failed = failed,
        Salt = stage.Chance.Bits(),
    });
}
