using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>From one workstation over five machines to the controller; half way the account changes to an administrator's.</summary>
/// <remarks>Seen: pairs of machines that never spoke, and a chain in time. Hidden by: each hop is one ordinary logon, minutes or hours apart.</remarks>
internal sealed class FiveHops : Scenario
{
    private Person _victim = null!, _admin = null!, _neighbour = null!;

    public override string Id => "lateral_movement";

    public override string Title => "Lateral movement over five machines, with an administrator's account from the third on";

    public override IReadOnlyList<string> Techniques => ["T1021.001", "T1021.002", "T1550.002"];

    public override Difficulty Difficulty => Difficulty.Plain;

    public override void Cast(Casting casting)
    {
        _victim = casting.Person(Loot.IsOfficeWorker);
        _admin = casting.Person(Loot.IsAdmin);
        _neighbour = casting.Site.People.First(p => p != _victim && p.Department == _victim.Department);
    }

    public override void Play(Stage stage)
    {
        var (site, desk) = (stage.Site, Desk.Of(stage, _victim));
        var neighbour = site.Laptop(_neighbour, stage.Today.Day.Week);
        IReadOnlyList<Computer> path = stage.Variant switch
        {
            0 => [desk.Laptop, site.Servers.FileServer, site.Servers.Windows[2], site.Servers.AppServer, site.Servers.Database, site.Servers.DomainController],
            1 => [desk.Laptop, neighbour, site.Servers.Windows[3], site.Servers.Windows[4], site.Servers.Backup, site.Servers.DomainController],
            2 => [desk.Laptop, neighbour, site.Laptop(_admin, stage.Today.Day.Week), site.Servers.FileServer, site.Servers.DomainController, site.Servers.Backup],
            _ => [desk.Laptop, site.Servers.Windows[2], site.Servers.Windows[4], neighbour, site.Servers.Database, site.Servers.DomainController],
        };
        var at = stage.At(desk.Hour(stage.Chance, stage.Variant == 3 ? 0.05 : 0.35));
        for (var hop = 1; hop < path.Count; hop++)
        {
            var who = hop <= 2 ? _victim.Account : _admin.Account;
            stage.Logon(who, path[hop - 1], path[hop], at, stage.Variant == 2 ? 10 : 3);
            if (hop > 2)
                stage.Elevate(who, path[hop], at);
            if (stage.Variant == 0)
                stage.Run(who, path[hop], "services.exe", "psexesvc.exe", at + 900);
            stage.About(path[hop]);
            at = stage.Soon(at, stage.Variant switch { 0 => 700, 1 => 1_800, 2 => 300, _ => 4_200 });
        }

        stage.About(_victim);
        stage.About(_admin);
        stage.About(desk.Laptop);
    }
}
