using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>A bought password, used for a week from a line in the victim's own city, at the victim's hours and with the victim's browser.</summary>
/// <remarks>Seen: a new address, a tunnel more than usual, servers that the person never used. Hidden by: country, provider, hours and device are the usual ones.</remarks>
internal sealed class QuietValidAccount : Scenario
{
    private Person _victim = null!;
    private Origin _from;

    public override string Id => "quiet_valid_account";

    public override string Title => "Valid account used for days from the person's own city, at the person's hours";

    public override IReadOnlyList<string> Techniques => ["T1078.002", "T1133", "T1039"];

    public override Difficulty Difficulty => Difficulty.Quiet;

    public override int DaysLong => 6;

    public override void Cast(Casting casting)
    {
        _victim = casting.Person(p => Loot.IsOfficeWorker(p) && p.Department.HomeFraction > 0.1);
        _from = Origin.Near(casting.Site, _victim, casting.Chance);
    }

    public override void Play(Stage stage)
    {
        stage.About(_victim);
        stage.AboutAddress(_from.Address);
        var desk = Desk.Of(stage, _victim);
        if (!desk.Works || (stage.Variant == 1 && stage.Day % 2 == 1))
            return;
        var at = stage.At(desk.Hour(stage.Chance, stage.Variant == 2 ? 0.05 : 0.35));
        stage.SignIn(ActKind.EntraSignIn, _victim.Account, _from, at, "Office 365", _victim.Browser);
        var machine = stage.Tunnel(_victim, _from, at + 90_000, stage.Soon(at, 4_000) + 1_800_000, 30e6, 260e6);
        var strange = Loot.Strange(stage.Site, _victim);
        for (var i = 0; i < (stage.Variant == 3 ? 5 : 2); i++)
        {
            at = stage.Soon(at, 500);
            var server = i == 0 ? stage.Site.Servers.FileServer : strange[(stage.Day + i) % strange.Count];
            stage.Logon(_victim.Account, machine, server, at);
            if (i == 0)
                stage.Open(_victim.Account, machine, Loot.Anybodys(stage.Chance), at + 30_000);
        }
    }
}
