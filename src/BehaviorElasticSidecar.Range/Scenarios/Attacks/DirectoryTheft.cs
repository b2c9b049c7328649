using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>DCSync: an administrator's account asks the controller for everybody's password hashes, as another controller would.</summary>
/// <remarks>Seen: replication by a name that is no controller. Hidden by: the record is one that the controllers themselves write all day.</remarks>
internal sealed class DirectoryTheft : Scenario
{
    private Person _admin = null!, _person = null!;

    public override string Id => "dcsync";

    public override string Title => "DCSync: the directory's secrets replicated by an administrator's account";

    public override IReadOnlyList<string> Techniques => ["T1003.006"];

    public override Difficulty Difficulty => Difficulty.Plain;

    public override void Cast(Casting casting)
    {
        _admin = casting.Person(Loot.IsAdmin);
        _person = casting.Person(Loot.IsOfficeWorker);
    }

    public override void Play(Stage stage)
    {
        // From the administrator's own machine, or with the stolen hash from somebody else's.
        var desk = Desk.Of(stage, stage.Variant % 2 == 0 ? _admin : _person);
        var at = stage.Around(stage.Variant switch { 0 => 21.4, 1 => desk.Hour(stage.Chance, 0.5), 2 => desk.Hour(stage.Chance, 0.8), _ => 2.7 });
        var controller = stage.Site.Servers.DomainController;
        stage.Logon(_admin.Account, desk.Laptop, controller, at);
        stage.Elevate(_admin.Account, controller, at);
        for (var i = 0; i < stage.Variant switch { 0 => 24, 1 => 6, 2 => 3, _ => 80 }; i++)
            stage.Direct(_admin.Account, 4662, null, null, at = stage.Soon(at, 1.5));
        stage.About(_admin);
        stage.About(controller);
        stage.About(desk.Laptop);
    }
}
