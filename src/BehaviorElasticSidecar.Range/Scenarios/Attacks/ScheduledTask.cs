using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>A task is made on a workstation and runs every day at the same minute, for four days.</summary>
/// <remarks>Seen: a new task by somebody who makes none, a new program, its connection each day. Hidden by: names like those of updaters, and little traffic.</remarks>
internal sealed class ScheduledTask : Scenario
{
    private static readonly (string Task, string Program)[] Tasks =
        [("OneDrive Sync Check", "synccheck.exe"), ("Printer Status", "prnstat.exe"), ("Time Service Watch", "wtwatch.exe"), ("Report Upload", "repup.exe")];

    private Person _victim = null!;
    private uint _to;

    public override string Id => "scheduled_task";

    public override string Title => "Persistence by a scheduled task that calls out once a day";

    public override IReadOnlyList<string> Techniques => ["T1053.005", "T1071.001"];

    public override Difficulty Difficulty => Difficulty.Quiet;

    public override int DaysLong => 5;

    public override void Cast(Casting casting)
    {
        _victim = casting.Person(Loot.IsOfficeWorker);
        _to = Moves.DropSite(casting.Chance);
    }

    public override void Play(Stage stage)
    {
        var desk = Desk.Of(stage, _victim);
        var (task, program) = Tasks[stage.Variant];
        stage.About(_victim);
        stage.About(desk.Laptop);
        if (stage.Day == 0)
        {
            var made = stage.At(desk.Hour(stage.Chance, 0.4));
            stage.Run(_victim.Account, desk.Laptop, stage.Variant == 2 ? "powershell.exe" : "cmd.exe", "schtasks.exe", made);
            stage.Alter(_victim.Account, desk.Laptop, 4698, task, program, made + 300);
        }

        if (!desk.Works)
            return;
        var at = stage.At(Math.Min(23.5, _victim.StartHour + 2.5 + stage.Variant)) + stage.Chance.Below(20_000);
        for (var run = 0; run < (stage.Variant == 3 ? 3 : 1); run++, at += 3_600_000)
        {
            stage.Run(_victim.Account, desk.Laptop, "svchost.exe", program, at);
            stage.Connect(_victim.Account, desk.Laptop, program, _to, at + 2_000, stage.Chance.LogNormal(3_000, 0.2), stage.Chance.LogNormal(9_000, 0.3));
        }
    }
}
