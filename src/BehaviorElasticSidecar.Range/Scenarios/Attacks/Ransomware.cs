using BehaviorElasticSidecar.Range.Events;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>At night an administrator's account puts a service on servers, opens every file of the shares, and clears the logs.</summary>
/// <remarks>Seen: everything. Hidden by nothing: the speed is the point.</remarks>
internal sealed class Ransomware : Scenario
{
    private Person _admin = null!, _victim = null!;

    public override string Id => "ransomware";

    public override string Title => "Ransomware: services on servers, every shared file opened and written, logs cleared";

    public override IReadOnlyList<string> Techniques => ["T1486", "T1490", "T1569.002", "T1070.001"];

    public override Difficulty Difficulty => Difficulty.Loud;

    public override void Cast(Casting casting)
    {
        _admin = casting.Person(Loot.IsAdmin);
        _victim = casting.Person(Loot.IsOfficeWorker);
    }

    public override void Play(Stage stage)
    {
        var from = stage.Site.Laptop(_victim, stage.Today.Day.Week);
        var (hour, files, gapSeconds) = stage.Variant switch { 0 => (2.4, 900, 0.8), 1 => (19.5, 400, 4.0), 2 => (12.2, 1_500, 0.4), _ => (4.0, 600, 10.0) };
        var who = stage.Variant == 3 ? _victim.Account : _admin.Account;
        var at = stage.At(hour) + stage.Chance.Below(1_000_000);
        foreach (var server in stage.Site.Servers.Windows.Take(6))
        {
            stage.Logon(who, from, server, at);
            stage.Elevate(who, server, at);
            stage.Alter(who, server, 4697, stage.Variant == 1 ? "WinUpdateSvc" : "bkpagent", stage.Variant == 1 ? @"C:\Program Files\Update\wusvc.exe" : @"C:\Program Files\Backup\bkpagent.exe", at + 1_500);
            stage.Run(who, server, "cmd.exe", stage.Variant == 2 ? "wbadmin.exe" : "vssadmin.exe", stage.Soon(at, 8));
            stage.About(server);
            at = stage.Soon(at, 25);
        }

        for (var i = 0; i < files; i++, at = stage.Soon(at, gapSeconds))
            stage.Open(who, from, Folders.Of(Department.All[i * Department.All.Count / files]), at, failed: stage.Chance.Yes(0.02), i % 3 == 2 ? ShareEvents.Delete : ShareEvents.Write);
        foreach (var server in stage.Site.Servers.Windows.Take(stage.Variant == 1 ? 1 : 4))
            stage.Alter(who, server, 1102, null, null, at = stage.Soon(at, 12));
        stage.About(who);
        stage.About(from);
    }
}
