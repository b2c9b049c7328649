using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>A caller talks the help desk into a new password and a new second factor for somebody else's account, then signs in with a new device.</summary>
/// <remarks>Seen: reset, factor reset and a sign-in from a new place, in that order and close together. Hidden by: the desk does each of them every day, at such hours.</remarks>
internal sealed class HelpdeskReset : Scenario
{
    private Person _victim = null!, _desk = null!;
    private Origin _from;

    public override string Id => "helpdesk_reset";

    public override string Title => "Help desk talked into a password and second-factor reset, then a sign-in with a new device";

    public override IReadOnlyList<string> Techniques => ["T1656", "T1556.006", "T1098.005", "T1078.004"];

    public override Difficulty Difficulty => Difficulty.Plain;

    public override void Cast(Casting casting)
    {
        _victim = casting.Person(p => p.Department.Name is "Accounting" or "People" or "Sales");
        _desk = casting.Site.People.First(Loot.IsAdmin);
        _from = casting.Chance.Yes(0.5) ? Origin.Abroad(casting.Site, casting.Chance) : Origin.Hotel(casting.Chance);
    }

    public override void Play(Stage stage)
    {
        var desk = Desk.Of(stage, _desk);
        var (who, admin) = (_victim.Account, _desk.Account);
        var at = stage.At(desk.Hour(stage.Chance, stage.Variant switch { 0 => 0.4, 1 => 0.75, 2 => 0.95, _ => 0.1 }));
        stage.Direct(admin, 4724, who, null, at);
        stage.Administer(admin, desk.Seen, _desk.Browser, "user.account.reset_password", who, null, stage.Soon(at, 60));
        at = stage.Soon(at, stage.Variant == 2 ? 3_000 : 240);
        stage.Administer(admin, desk.Seen, _desk.Browser, "user.mfa.factor.reset_all", who, null, at);
        at = stage.Soon(at, stage.Variant == 3 ? 9_000 : 420);
        var device = Origin.Device(_victim);
        stage.Prompt(who, _from, device, denied: false, at - 9_000);
        stage.SignIn(ActKind.OktaSignIn, who, _from, at, _victim.Department.Apps[0], device);
        stage.SignIn(ActKind.EntraSignIn, who, _from, stage.Soon(at, 200), "Office 365", device);
        for (var i = 0; i < 6 + 10 * stage.Variant; i++)
            stage.Office(who, _from, device, "MailItemsAccessed", null, stage.Soon(at, 400 + 70 * i));
        stage.About(_victim);
        stage.AboutAddress(_from.Address);
    }
}
