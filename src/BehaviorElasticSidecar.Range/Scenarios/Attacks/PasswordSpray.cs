using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>One password is tried at most people's accounts, once each; it is somebody's.</summary>
/// <remarks>Seen: many people failing from one address or country, then one success from there. Hidden by: nobody fails more than once, which everybody does.</remarks>
internal sealed class PasswordSpray : Scenario
{
    private const int MostPeople = 90;

    private Person _victim = null!;
    private Origin[] _from = [];

    public override string Id => "password_spray";

    public override string Title => "Password spray: one guess at each of many accounts, one of them right";

    public override IReadOnlyList<string> Techniques => ["T1110.003", "T1078.004"];

    public override Difficulty Difficulty => Difficulty.Plain;

    public override void Cast(Casting casting)
    {
        _victim = casting.Person(Loot.IsOfficeWorker);
        _from = [.. Enumerable.Range(0, 12).Select(_ => Origin.Abroad(casting.Site, casting.Chance))];
    }

    public override void Play(Stage stage)
    {
        // One address; four; a slow one over the working day; as many addresses as a botnet rents out.
        var (addresses, gapSeconds, hour) = stage.Variant switch { 0 => (1, 15, 11.0), 1 => (4, 25, 5.0), 2 => (2, 300, 9.0), _ => (12, 40, 19.0) };
        var (failed, good) = stage.Variant == 1 ? (ActKind.EntraSignInFailed, ActKind.EntraSignIn) : (ActKind.OktaSignInFailed, ActKind.OktaSignIn);
        var browser = Browser.Office[1];
        var at = stage.Around(hour);
        foreach (var person in stage.Site.People.Where(p => p == _victim || stage.Chance.Yes(0.7)).Take(MostPeople).Append(_victim))
        {
            stage.SignIn(failed, person.Account, stage.Chance.Pick(_from[..addresses]), at, stage.Variant == 1 ? "Office 365" : person.Department.Apps[0], browser);
            at = stage.Soon(at, gapSeconds);
        }

        stage.SignIn(good, _victim.Account, _from[0], stage.Soon(at, 600), stage.Variant == 1 ? "Office 365" : _victim.Department.Apps[0], browser);
        stage.SignIn(ActKind.EntraSignIn, _victim.Account, _from[0], stage.Soon(at, 2_500), "Teams", browser);
        stage.About(_victim);
        foreach (var from in _from[..addresses])
            stage.AboutAddress(from.Address);
    }
}
