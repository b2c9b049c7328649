using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>Over two or three working weeks a little more leaves a workstation each day, in sessions no larger than the person's own.</summary>
/// <remarks>Seen: the sum over days, and one place that takes more and more. Hidden by: no day and no session stands out.</remarks>
internal sealed class SlowExfiltration : Scenario
{
    private Person _insider = null!;
    private uint _to;

    public override string Id => "slow_exfiltration";

    public override string Title => "Slow exfiltration: over many days a bit more each day";

    public override IReadOnlyList<string> Techniques => ["T1048.002", "T1030"];

    public override Difficulty Difficulty => Difficulty.Quiet;

    public override int DaysLong => 16;

    public override void Cast(Casting casting)
    {
        _insider = casting.Person(p => p.Department.Code is "SAL" or "ENG" or "ACC");
        _to = Moves.DropSite(casting.Chance);
    }

    public override void Play(Stage stage)
    {
        var desk = Desk.Of(stage, _insider);
        stage.About(_insider);
        stage.About(desk.Laptop);
        if (!desk.Works)
            return;
        // Megabytes of the first day and what each day adds; sessions a day.
        var (first, more, sessions) = stage.Variant switch { 0 => (6.0, 4.0, 3), 1 => (12.0, 3.0, 6), 2 => (3.0, 8.0, 2), _ => (20.0, 1.5, 12) };
        for (var i = 0; i < sessions; i++)
        {
            var megabytes = (first + more * stage.Day) / sessions;
            stage.Send(_insider.Account, desk.Laptop, _to, 443, stage.At(desk.SomeHour(stage.Chance)), stage.Chance.LogNormal(megabytes * 1e6, 0.3), stage.Chance.LogNormal(80_000, 0.5));
        }
    }
}
