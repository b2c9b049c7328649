using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>While a seller works as always, somebody signs in as the same person on another continent.</summary>
/// <remarks>Seen: two places too far apart for the time between. Hidden by: sellers travel, the browser is a usual one, and one variant stays on the continent.</remarks>
internal sealed class TravellingTakeover : Scenario
{
    private Person _victim = null!;
    private Origin _abroad, _hotel;

    public override string Id => "impossible_travel";

    public override string Title => "Takeover by impossible travel: sign-ins from two places too far apart within the hour";

    public override IReadOnlyList<string> Techniques => ["T1078.004"];

    public override Difficulty Difficulty => Difficulty.Plain;

    public override void Cast(Casting casting)
    {
        _victim = casting.Person(p => p.Department.Name == "Sales");
        _abroad = Origin.Abroad(casting.Site, casting.Chance);
        _hotel = Origin.Hotel(casting.Chance);
    }

    public override void Play(Stage stage)
    {
        var desk = Desk.Of(stage, _victim);
        var (from, part, apps) = stage.Variant switch { 0 => (_abroad, 0.15, 3), 1 => (_abroad, 0.5, 2), 2 => (_hotel, 0.3, 2), _ => (_abroad, 0.85, 6) };
        var at = stage.At(desk.Hour(stage.Chance, part));
        stage.SignIn(ActKind.OktaSignIn, _victim.Account, desk.Seen, at, "CRM", _victim.Browser);
        at = stage.Soon(at, 2_400);
        stage.SignIn(ActKind.OktaSignIn, _victim.Account, from, at, "CRM", stage.Variant == 3 ? Origin.Device(_victim) : _victim.Browser);
        for (var i = 1; i < apps; i++)
        {
            at = stage.Soon(at, 240);
            stage.SignIn(stage.Chance.Yes(0.5) ? ActKind.OktaSignIn : ActKind.EntraSignIn, _victim.Account, from, at, i == 1 ? "Quotes" : "Office 365", _victim.Browser);
        }

        stage.About(_victim);
        stage.AboutAddress(from.Address);
    }
}
