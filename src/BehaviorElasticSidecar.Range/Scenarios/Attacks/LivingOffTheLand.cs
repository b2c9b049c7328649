using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>A document starts a shell, and the shell the tools that every Windows brings along.</summary>
/// <remarks>Seen: programs and parents that this person, often this house, never had, and where they connect. Hidden by: each is signed and usual for somebody.</remarks>
internal sealed class LivingOffTheLand : Scenario
{
    private static readonly string[][] Chains =
    [
        ["powershell.exe", "certutil.exe", "rundll32.exe", "whoami.exe", "net.exe"],
        ["mshta.exe", "powershell.exe", "regsvr32.exe", "nltest.exe"],
        ["cmd.exe", "bitsadmin.exe", "msbuild.exe", "systeminfo.exe", "tasklist.exe", "ipconfig.exe", "wmic.exe"],
        ["wscript.exe", "curl.exe", "installutil.exe"],
    ];

    private Person _victim = null!;
    private uint _stage;

    public override string Id => "living_off_the_land";

    public override string Title => "A document starts a shell, the shell Windows' own tools, and one of them connects out";

    public override IReadOnlyList<string> Techniques => ["T1204.002", "T1059.001", "T1218", "T1105"];

    public override Difficulty Difficulty => Difficulty.Plain;

    public override void Cast(Casting casting)
    {
        _victim = casting.Person(Loot.IsOfficeWorker);
        _stage = Moves.DropSite(casting.Chance);
    }

    public override void Play(Stage stage)
    {
        var desk = Desk.Of(stage, _victim);
        var at = stage.At(desk.Hour(stage.Chance, 0.2 + 0.2 * stage.Variant));
        var parent = stage.Variant % 2 == 0 ? "WINWORD.EXE" : "OUTLOOK.EXE";
        foreach (var program in Chains[stage.Variant])
        {
            stage.Run(_victim.Account, desk.Laptop, parent, program, at);
            parent = Chains[stage.Variant][0];
            at = stage.Soon(at, stage.Variant == 1 ? 900 : 25);
        }

        stage.Connect(_victim.Account, desk.Laptop, Chains[stage.Variant][1], _stage, at, 2_400, 180_000);
        stage.Send(_victim.Account, desk.Laptop, _stage, 443, at + 400, 2_600, 184_000);
        stage.About(_victim);
        stage.About(desk.Laptop);
    }
}
