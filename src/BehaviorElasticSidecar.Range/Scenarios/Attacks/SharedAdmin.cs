using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>An administrator's account, its password known to several, goes over the workstations of half the house and leaves a service on some.</summary>
/// <remarks>Seen: more machines in an hour than in a month, from a machine that is not the administrator's. Hidden by: administrators do go to other people's machines.</remarks>
internal sealed class SharedAdmin : Scenario
{
    private Person _admin = null!, _person = null!;

    public override string Id => "shared_admin_misuse";

    public override string Title => "Shared administrator account misused on many workstations";

    public override IReadOnlyList<string> Techniques => ["T1078.002", "T1021.002", "T1569.002"];

    public override Difficulty Difficulty => Difficulty.Plain;

    public override void Cast(Casting casting)
    {
        _admin = casting.Person(Loot.IsAdmin);
        _person = casting.Person(p => p.Department.UsesLinux);
    }

    public override void Play(Stage stage)
    {
        var desk = Desk.Of(stage, _person);
        var (hosts, gapSeconds, part) = stage.Variant switch { 0 => (25, 90, 0.5), 1 => (14, 500, 0.3), 2 => (60, 12, 0.9), _ => (9, 2_000, 0.1) };
        var at = stage.At(desk.Hour(stage.Chance, part));
        foreach (var other in stage.Site.People.Where(p => p != _person && stage.Chance.Yes(0.8)).Take(hosts))
        {
            var laptop = stage.Site.Laptop(other, stage.Today.Day.Week);
            stage.Logon(_admin.Account, desk.Laptop, laptop, at);
            stage.Elevate(_admin.Account, laptop, at);
            if (stage.Chance.Yes(stage.Variant == 1 ? 0 : 0.25))
                stage.Alter(_admin.Account, laptop, 4697, "RemoteSupport", @"C:\Program Files\Support\remotesupport.exe", stage.Soon(at, 6));
            at = stage.Soon(at, gapSeconds);
        }

        stage.About(_admin);
        stage.About(desk.Laptop);
    }
}
