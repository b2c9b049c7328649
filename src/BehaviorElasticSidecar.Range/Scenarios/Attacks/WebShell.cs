namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>The web server of an application starts shells, looks around and connects out.</summary>
/// <remarks>Seen: a server process with children it never had, and a first connection to the internet. Hidden by: few events on a busy machine, in office hours.</remarks>
internal sealed class WebShell : Scenario
{
    private static readonly string[] Looks = ["whoami.exe", "ipconfig.exe", "net.exe", "tasklist.exe", "nltest.exe", "systeminfo.exe"];

    private uint _to;

    public override string Id => "web_shell";

    public override string Title => "Web shell: a server's web process starts shells and connects out";

    public override IReadOnlyList<string> Techniques => ["T1505.003", "T1059.003", "T1071.001"];

    public override Difficulty Difficulty => Difficulty.Plain;

    public override void Cast(Casting casting) => _to = Moves.DropSite(casting.Chance);

    public override void Play(Stage stage)
    {
        var site = stage.Site;
        var server = stage.Variant switch { 0 => site.Servers.AppServer, 1 => site.Servers.Windows[3], 2 => site.Servers.Windows[4], _ => site.Servers.AppServer };
        var who = site.Service("svc_shop");
        var web = stage.Variant == 3 ? "java.exe" : "w3wp.exe";
        var at = stage.At(stage.Variant switch { 0 => 15.3, 1 => 3.2, 2 => 11.1, _ => 18.4 }) + stage.Chance.Below(1_200_000);
        for (var i = 0; i < 3 + 2 * stage.Variant; i++, at = stage.Soon(at, 80))
        {
            stage.Run(who, server, web, "cmd.exe", at);
            stage.Run(who, server, "cmd.exe", stage.Chance.Pick(Looks), at + 90);
        }

        stage.Run(who, server, "cmd.exe", "powershell.exe", at);
        stage.Connect(who, server, "powershell.exe", _to, at + 1_500, 1_900, 240_000);
        stage.Send(null, server, _to, 443, at + 1_600, 2_100, 243_000);
        for (var i = 0; i < (stage.Variant == 2 ? 12 : 3); i++)
            stage.Send(null, server, _to, 443, at = stage.Soon(at, 600), stage.Chance.LogNormal(60_000, 0.5), 9_000);
        stage.About(server);
        stage.About(who);
    }
}
