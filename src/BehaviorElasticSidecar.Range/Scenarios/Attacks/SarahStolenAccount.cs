using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>Sarah of accounting, Chicago, 8 to 18, signs in at night from a new country with a new device; then a server sends gigabytes out.</summary>
/// <remarks>Seen: country, device, hour, tunnel, remote logon, upload, each a first for her. Hidden by nothing but the hour.</remarks>
internal sealed class SarahStolenAccount : Scenario
{
    private Person _sarah = null!;
    private Origin _from;
    private uint _drop;

    public override string Id => "sarah_stolen_account";

    public override string Title => "Sarah of accounting signs in at night from a new country and device, then gigabytes leave a server";

    public override IReadOnlyList<string> Techniques => ["T1078.004", "T1133", "T1021.001", "T1048"];

    public override Difficulty Difficulty => Difficulty.Loud;

    public override void Cast(Casting casting)
    {
        _sarah = casting.Person(p => p.Account.Index == 0);
        _from = Origin.Abroad(casting.Site, casting.Chance);
        _drop = Moves.DropSite(casting.Chance);
    }

    public override void Play(Stage stage)
    {
        var who = _sarah.Account;
        var server = stage.Variant == 2 ? stage.Site.Servers.AppServer : stage.Site.Servers.FileServer;
        var (hour, bytes, parts) = stage.Variant switch { 0 => (2.1, 6.6e9, 6), 1 => (3.4, 2.8e9, 4), 2 => (22.6, 1.2e9, 14), _ => (4.6, 9e9, 3) };
        var device = Origin.Device(_sarah);
        var begin = stage.At(hour) + stage.Chance.Below(900_000);
        stage.SignIn(ActKind.OktaSignInFailed, who, _from, begin, "Ledger", device);
        stage.SignIn(ActKind.OktaSignIn, who, _from, stage.Soon(begin, 26), "Ledger", device);
        stage.SignIn(ActKind.EntraSignIn, who, _from, stage.Soon(begin, 140), "Office 365", device);
        var machine = stage.Tunnel(_sarah, _from, stage.Soon(begin, 330), stage.Soon(begin + 4_000_000, 1_500), 48e6, stage.Variant == 3 ? 900e6 : 21e6);
        stage.Logon(who, machine, server, stage.Soon(begin, 600), 10);
        stage.Logon(who, machine, Loot.Strange(stage.Site, _sarah)[0], stage.Soon(begin, 1_100));
        stage.Run(who, server, "cmd.exe", stage.Variant == 1 ? "rar.exe" : "rclone.exe", stage.Soon(begin, 1_200));
        stage.Upload(null, server, _drop, stage.Soon(begin, 1_500), bytes, parts, 2_400.0 / parts);
        stage.About(_sarah);
        stage.About(server);
        stage.AboutAddress(_from.Address);
    }
}
