using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>Within an hour a person's machine sends gigabytes to a storage site, by the proxy or through the VPN.</summary>
/// <remarks>Seen: the amount, the site, at times the hour. Hidden by nothing: whoever looks at bytes sees it.</remarks>
internal sealed class SuddenExfiltration : Scenario
{
    private Person _insider = null!;
    private uint _to;
    private WebSite _site = null!;

    public override string Id => "sudden_exfiltration";

    public override string Title => "Sudden exfiltration: gigabytes by proxy or VPN within an hour";

    public override IReadOnlyList<string> Techniques => ["T1567.002", "T1041"];

    public override Difficulty Difficulty => Difficulty.Loud;

    public override void Cast(Casting casting)
    {
        _insider = casting.Person(p => p.Department.Code is "SAL" or "ENG" or "ACC" or "HRD");
        _to = Moves.DropSite(casting.Chance);
        _site = casting.Chance.Pick(WebSite.Storage);
    }

    public override void Play(Stage stage)
    {
        var desk = Desk.Of(stage, _insider);
        var (gigabytes, parts, part) = stage.Variant switch { 0 => (4.0, 20, 0.7), 1 => (2.5, 6, 0.4), 2 => (12.0, 60, 0.95), _ => (1.2, 30, 0.2) };
        var at = stage.At(desk.Hour(stage.Chance, part));
        if (stage.Variant == 1)
        {
            stage.Tunnel(_insider, new Origin(DayLine(stage), _insider.Home), at, stage.Soon(at, 3_400), gigabytes * 1e9, 90e6);
        }
        else
        {
            for (var i = 0; i < parts; i++, at = stage.Soon(at, 2_700.0 / parts))
            {
                var bytes = stage.Chance.LogNormal(gigabytes * 1e9 / parts, 0.2);
                stage.Browse(_insider, desk.Laptop, _site, at, bytes, 4_000 + stage.Chance.Below(4_000));
                if (stage.Variant == 2)
                    stage.Send(_insider.Account, desk.Laptop, _to, 443, at + 30, bytes * 1.02, 30_000);
            }
        }

        stage.About(_insider);
        stage.About(desk.Laptop);
    }

    private uint DayLine(Stage stage) => Days.DayPlan.HomeAddress(stage.Today, _insider);
}
