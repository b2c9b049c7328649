using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>Somebody who knows a service account's password sits down with it: at a workstation, or by remote desktop at servers.</summary>
/// <remarks>Seen: a logon type and machines that the service never had, programs started by hand. Hidden by: services log on all day and may go everywhere.</remarks>
internal sealed class InteractiveService : Scenario
{
    private static readonly string[] Names = ["svc_sql", "svc_backup", "svc_shop"];

    private Person _owner = null!;
    private Account _service = null!;

    public override string Id => "service_account_interactive";

    public override string Title => "Service account used by hand: interactive logons and programs of a person";

    public override IReadOnlyList<string> Techniques => ["T1078.002", "T1021.001"];

    public override Difficulty Difficulty => Difficulty.Plain;

    public override void Cast(Casting casting)
    {
        _owner = casting.Person(p => p.Department.UsesLinux);
        _service = casting.Site.Service(casting.Chance.Pick(Names));
    }

    public override void Play(Stage stage)
    {
        var desk = Desk.Of(stage, _owner);
        var at = stage.Around(stage.Variant == 2 ? 20.5 : desk.Hour(stage.Chance, 0.6));
        var servers = Loot.Strange(stage.Site, _owner);
        for (var i = 0; i < stage.Variant switch { 0 => 2, 1 => 4, 2 => 6, _ => 1 }; i++, at = stage.Soon(at, 900))
        {
            var server = servers[i % servers.Count];
            stage.Logon(_service, desk.Laptop, server, at, 10);
            stage.Elevate(_service, server, at);
            stage.Run(_service, server, "explorer.exe", stage.Variant == 3 ? "mmc.exe" : "powershell.exe", stage.Soon(at, 120));
            stage.About(server);
        }

        if (stage.Variant is 1 or 3)
            stage.Run(_service, desk.Laptop, "explorer.exe", "mstsc.exe", at);
        stage.About(_service);
    }
}
