using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>The account of somebody who left long ago, never switched off, signs in and looks around.</summary>
/// <remarks>Seen: a name that no log had for as long as anybody looked. Hidden by: place, hours and what it does are those of a seller.</remarks>
internal sealed class DormantAccount : Scenario
{
    private Account _former = null!;
    private Origin _from;

    public override string Id => "dormant_account";

    public override string Title => "Dormant account of somebody who left wakes and looks around";

    public override IReadOnlyList<string> Techniques => ["T1078.002", "T1087.002"];

    public override Difficulty Difficulty => Difficulty.Plain;

    public override int DaysLong => 2;

    public override void Cast(Casting casting)
    {
        _former = OutsideAccounts.Former(casting.Site, casting.Chance);
        _from = casting.Chance.Yes(0.5) ? Origin.Hotel(casting.Chance) : Origin.Near(casting.Site, casting.Site.People[1], casting.Chance);
    }

    public override void Play(Stage stage)
    {
        stage.About(_former);
        if (stage.Day == 1 && stage.Variant == 0)
            return;
        var at = stage.At(stage.Variant == 2 ? 1.2 : 10.4 + stage.Day) + stage.Chance.Below(2_000_000);
        var browser = Browser.Office[stage.Variant % 2];
        if (stage.Variant == 1)
            stage.Direct(stage.Site.People.First(Loot.IsAdmin).Account, 4722, _former, null, at - 500_000);
        stage.SignIn(ActKind.OktaSignIn, _former, _from, at, "CRM", browser);
        stage.SignIn(ActKind.EntraSignIn, _former, _from, stage.Soon(at, 300), "Office 365", browser);
        if (stage.Variant == 3)
            return;
        var machine = new Computer(stage.WorkstationName(), Addresses.VpnLease(stage.Chance.Below(stage.Site.People.Count), stage.Chance.Below(3)), Linux: false);
        stage.Add(new Act { TimeMs = stage.Soon(at, 700), Kind = ActKind.VpnUp, Who = _former, From = _from.Address, At = _from.At, To = machine.Address, Salt = stage.Chance.Bits() });
        for (var i = 0; i < 3; i++)
        {
            var server = stage.Site.Servers.Windows[i];
            stage.Logon(_former, machine, server, stage.Soon(at, 1_200 + 300 * i));
            stage.Open(_former, machine, Loot.Anybodys(stage.Chance), stage.Soon(at, 1_300 + 300 * i));
        }
    }
}
