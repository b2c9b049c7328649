using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>A workstation knocks at every server and many workstations, port by port.</summary>
/// <remarks>Seen: number of machines and ports within minutes. Hidden by: in the slow variants a few an hour, and only ports that people use.</remarks>
internal sealed class InternalScan : Scenario
{
    private static readonly int[] Ports = [445, 3389, 22, 1433, 5985, 80, 443, 135];

    private Person _victim = null!;

    public override string Id => "internal_scan";

    public override string Title => "Internal scan: one workstation connects to nearly every machine";

    public override IReadOnlyList<string> Techniques => ["T1046", "T1018"];

    public override Difficulty Difficulty => Difficulty.Loud;

    public override void Cast(Casting casting) => _victim = casting.Person(p => p.Department.Code is "OPS" or "SAL" or "ACC");

    public override void Play(Stage stage)
    {
        var desk = Desk.Of(stage, _victim);
        var (site, week) = (stage.Site, stage.Today.Day.Week);
        var (ports, gapSeconds, others) = stage.Variant switch { 0 => (4, 0.5, 60), 1 => (2, 4, 40), 2 => (8, 0.1, 120), _ => (1, 240, 60) };
        var at = stage.At(desk.Hour(stage.Chance, stage.Variant == 3 ? 0.1 : 0.6));
        var targets = site.Servers.Windows.Concat(site.Servers.Linux).Append(site.Servers.DomainController).Append(site.Servers.Database).Append(site.Servers.Backup)
            .Concat(site.People.Where(p => p != _victim).Take(others).Select(p => site.Laptop(p, week)));
        foreach (var target in targets)
        {
            foreach (var port in Ports[..ports])
            {
                stage.Send(_victim.Account, desk.Laptop, target.Address, port, at, 60 + stage.Chance.Below(500), stage.Chance.Below(400));
                at = stage.Soon(at, gapSeconds);
            }
        }

        stage.About(_victim);
        stage.About(desk.Laptop);
    }
}
