using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>Somebody who has no business there reads salaries and staff files, row by row.</summary>
/// <remarks>Seen: tables and a share that neither the person nor colleagues use. Hidden by: rights are there, amounts are small, hours are the usual ones.</remarks>
internal sealed class HrSnooping : Scenario
{
    private Person _insider = null!;

    public override string Id => "hr_snooping";

    public override string Title => "Staff data read by somebody of another department";

    public override IReadOnlyList<string> Techniques => ["T1213.006", "T1005", "T1039"];

    public override Difficulty Difficulty => Difficulty.Plain;

    public override int DaysLong => 2;

    public override void Cast(Casting casting) => _insider = casting.Person(p => p.Department.Name is "IT" or "Sales" or "Engineering");

    public override void Play(Stage stage)
    {
        var desk = Desk.Of(stage, _insider);
        stage.About(_insider);
        if (stage.Day == 1 && stage.Variant == 3)
            return;
        var at = stage.At(desk.Hour(stage.Chance, stage.Variant == 2 ? 0.97 : 0.5));
        if (stage.Variant != 1)
            stage.Query(_insider.Account, desk.Laptop, "login", null, 0, at - 4_000);
        for (var i = 0; i < stage.Variant switch { 0 => 12, 1 => 40, 2 => 6, _ => 90 }; i++, at = stage.Soon(at, 70))
        {
            if (stage.Variant == 1)
                stage.Open(_insider.Account, desk.Laptop, Loot.Of("People"), at, failed: stage.Chance.Yes(0.2));
            else
                stage.Query(_insider.Account, desk.Laptop, "select", i % 3 == 2 ? Loot.Tables[1] : Loot.Tables[0], 1 + stage.Chance.Below(stage.Variant == 2 ? 200 : 12), at, failed: i == 0 && stage.Chance.Yes(0.5));
        }
    }
}
