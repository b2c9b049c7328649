using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>An implant on a workstation asks for orders every few minutes.</summary>
/// <remarks>Seen: the evenness of times and sizes, and a place that nobody else asks. Hidden by: tiny amounts among many, and up to a third of jitter.</remarks>
internal sealed class Beaconing : Scenario
{
    private Person _victim = null!;
    private uint _to;
    private WebSite _site = null!;

    public override string Id => "beaconing";

    public override string Title => "Beaconing: small, regular connections of a workstation to one address";

    public override IReadOnlyList<string> Techniques => ["T1071.001", "T1573.002"];

    public override Difficulty Difficulty => Difficulty.Quiet;

    public override int DaysLong => 4;

    public override void Cast(Casting casting)
    {
        _victim = casting.Person(Loot.IsOfficeWorker);
        _to = Moves.DropSite(casting.Chance);
        _site = casting.Chance.Pick(WebSite.All);
    }

    public override void Play(Stage stage)
    {
        var desk = Desk.Of(stage, _victim);
        stage.About(_victim);
        stage.About(desk.Laptop);
        if (!desk.Works)
            return;
        var (minutes, jitter) = stage.Variant switch { 0 => (5.0, 0.05), 1 => (10.0, 0.15), 2 => (30.0, 0.3), _ => (2.0, 0.02) };
        for (var hour = desk.Start + 0.3; hour < desk.End; hour += minutes / 60 * (1 + jitter * (2 * stage.Chance.Fraction() - 1)))
        {
            var (at, size) = (stage.At(hour), stage.Chance.LogNormal(900, 0.04));
            if (stage.Variant % 2 == 0)
                stage.Browse(_victim, desk.Laptop, _site, at, size, size * 1.4);
            else
                stage.Connect(_victim.Account, desk.Laptop, "updater.exe", _to, at, size, size * 1.2);
        }
    }
}
