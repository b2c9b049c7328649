using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>A VPN account without a second factor, used at night from a country where nobody works.</summary>
/// <remarks>Seen: country, hour, a long tunnel that takes much more down than usual, machines never used before. Hidden by nothing.</remarks>
internal sealed class NightTunnel : Scenario
{
    private Person _victim = null!;
    private Origin _from;

    public override string Id => "vpn_takeover";

    public override string Title => "VPN taken over at night from a new country";

    public override IReadOnlyList<string> Techniques => ["T1133", "T1078.002", "T1039"];

    public override Difficulty Difficulty => Difficulty.Loud;

    public override void Cast(Casting casting)
    {
        _victim = casting.Person(p => p.Department.Code is "ACC" or "SAL" or "ENG" or "HRD");
        _from = Origin.Abroad(casting.Site, casting.Chance);
    }

    public override void Play(Stage stage)
    {
        var (hour, long_, bytesIn) = stage.Variant switch { 0 => (1.0, 2.0, 3e9), 1 => (3.5, 1.0, 1.2e9), 2 => (0.5, 4.5, 9e9), _ => (4.2, 0.7, 700e6) };
        var at = stage.At(hour) + stage.Chance.Below(1_500_000);
        var machine = stage.Tunnel(_victim, _from, at, at + (long)(long_ * 3_400_000) + stage.Chance.Below(700_000), 80e6, bytesIn);
        foreach (var server in _victim.Servers.Take(1).Concat(Loot.Strange(stage.Site, _victim).Take(1 + stage.Variant)))
        {
            at = stage.Soon(at, 360);
            if (stage.Chance.Yes(0.3))
                stage.FailLogon(_victim.Account, machine, server, at - 7_000);
            stage.Logon(_victim.Account, machine, server, at);
        }

        for (var i = 0; i < 12 * (1 + stage.Variant); i++)
            stage.Open(_victim.Account, machine, Loot.Anybodys(stage.Chance), at = stage.Soon(at, 20));
        stage.About(_victim);
        stage.AboutAddress(_from.Address);
    }
}
