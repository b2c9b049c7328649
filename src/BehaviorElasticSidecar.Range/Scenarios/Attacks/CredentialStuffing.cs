using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>Passwords of old leaks are tried at one account from many rented lines until one fits.</summary>
/// <remarks>Seen: an account's failures, from addresses never seen, then a success. Hidden by: no address comes often.</remarks>
internal sealed class CredentialStuffing : Scenario
{
    private Person _victim = null!;
    private Origin[] _from = [];

    public override string Id => "credential_stuffing";

    public override string Title => "Credential stuffing: leaked passwords tried at one account from many addresses until one fits";

    public override IReadOnlyList<string> Techniques => ["T1110.004", "T1078.004"];

    public override Difficulty Difficulty => Difficulty.Plain;

    public override void Cast(Casting casting)
    {
        _victim = casting.Person(Loot.IsOfficeWorker);
        _from = [.. Enumerable.Range(0, 16).Select(_ => Origin.Abroad(casting.Site, casting.Chance))];
    }

    public override void Play(Stage stage)
    {
        var (tries, gapSeconds, hour) = stage.Variant switch { 0 => (45, 50, 6.5), 1 => (24, 120, 14.0), 2 => (140, 8, 1.5), _ => (14, 1_300, 10.0) };
        var failed = stage.Variant == 3 ? ActKind.EntraSignInFailed : ActKind.OktaSignInFailed;
        var at = stage.Around(hour);
        for (var i = 0; i < tries; i++, at = stage.Soon(at, gapSeconds))
            stage.SignIn(failed, _victim.Account, stage.Chance.Pick(_from), at, stage.Variant == 3 ? "Office 365" : _victim.Department.Apps[0], stage.Chance.Pick(Browser.Office));
        var last = stage.Chance.Pick(_from);
        stage.SignIn(ActKind.OktaSignIn, _victim.Account, last, at, _victim.Department.Apps[0], Browser.Office[1]);
        stage.SignIn(ActKind.EntraSignIn, _victim.Account, last, stage.Soon(at, 300), "Office 365", Browser.Office[1]);
        stage.About(_victim);
    }
}
