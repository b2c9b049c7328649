using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>Beside its nightly two gigabytes to the application server, the database server gives the same to another machine.</summary>
/// <remarks>Seen: a receiver that it never had. Hidden by: hour, port and amount are those of the copy that everybody knows.</remarks>
internal sealed class SecondCopy : Scenario
{
    private Person _receiver = null!;

    public override string Id => "redirected_copy";

    public override string Title => "Redirected nightly copy: the database server gives its two gigabytes to a second machine as well";

    public override IReadOnlyList<string> Techniques => ["T1074.002", "T1213.006"];

    public override Difficulty Difficulty => Difficulty.Plain;

    public override void Cast(Casting casting) => _receiver = casting.Person(Loot.IsOfficeWorker);

    public override void Play(Stage stage)
    {
        var site = stage.Site;
        var laptop = site.Laptop(_receiver, stage.Today.Day.Week);
        var (to, hour, port) = stage.Variant switch { 0 => (laptop, 2.3, 5022), 1 => (laptop, 3.1, 445), 2 => (site.Servers.Windows[2], 2.2, 5022), _ => (laptop, 12.2, 1433) };
        for (var part = 0; part < 4; part++)
        {
            stage.Add(Machines.Flow(stage.Today, hour + 0.2 * part + stage.Chance.Between(0, 0.05), site.Servers.Database, to, port, Machines.NightlyCopyBytes / 4, stage.Chance));
        }

        stage.About(site.Servers.Database);
        stage.About(to);
    }

    public override IStory Instead(int day) => new RedirectedCopy(day, _receiver);
}
