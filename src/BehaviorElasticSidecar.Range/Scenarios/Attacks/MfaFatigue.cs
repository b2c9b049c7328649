using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>The password is known; the second factor is asked again and again until its owner says yes to have peace.</summary>
/// <remarks>Seen: denied prompts in a row and then one that is not, from a new place. Hidden by: one denied prompt now and then is everybody's.</remarks>
internal sealed class MfaFatigue : Scenario
{
    private Person _victim = null!;
    private Origin _from;

    public override string Id => "mfa_fatigue";

    public override string Title => "MFA fatigue: prompt after prompt until one is accepted";

    public override IReadOnlyList<string> Techniques => ["T1621", "T1078.004"];

    public override Difficulty Difficulty => Difficulty.Plain;

    public override void Cast(Casting casting)
    {
        _victim = casting.Person(p => !p.Department.Privileged);
        _from = Origin.Abroad(casting.Site, casting.Chance);
    }

    public override void Play(Stage stage)
    {
        var (hour, prompts, gapSeconds) = stage.Variant switch { 0 => (23.0, 14, 45), 1 => (12.5, 7, 240), 2 => (3.0, 40, 20), _ => (8.5, 5, 4_000) };
        var who = _victim.Account;
        var at = stage.At(hour) + stage.Chance.Below(1_200_000);
        for (var i = 0; i < prompts; i++, at = stage.Soon(at, gapSeconds))
            stage.Prompt(who, _from, Browser.Office[1], denied: true, at);
        stage.Prompt(who, _from, Browser.Office[1], denied: false, at);
        stage.SignIn(ActKind.OktaSignIn, who, _from, at + 4_000, _victim.Department.Apps[0], Browser.Office[1]);
        stage.SignIn(ActKind.EntraSignIn, who, _from, stage.Soon(at, 220), "Office 365", Browser.Office[1]);
        stage.SignIn(ActKind.EntraSignIn, who, _from, stage.Soon(at, 500), "Teams", Browser.Office[1]);
        stage.About(_victim);
        stage.AboutAddress(_from.Address);
    }
}
