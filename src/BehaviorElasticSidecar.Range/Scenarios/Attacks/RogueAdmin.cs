using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>An administrator makes an account that nobody ordered, puts it into a privileged group, and lets it look at servers.</summary>
/// <remarks>Seen: account, group and first use within hours, the group one that hardly ever changes. Hidden by: making accounts is the person's work.</remarks>
internal sealed class RogueAdmin : Scenario
{
    private Person _admin = null!;

    public override string Id => "rogue_admin";

    public override string Title => "Administrator makes an account, puts it into a privileged group and uses it";

    public override IReadOnlyList<string> Techniques => ["T1136.002", "T1098.007", "T1078.002"];

    public override Difficulty Difficulty => Difficulty.Plain;

    public override void Cast(Casting casting) => _admin = casting.Person(Loot.IsAdmin);

    public override void Play(Stage stage)
    {
        var desk = Desk.Of(stage, _admin);
        var (given, family) = PeopleNames.Of(stage.Site.People.Count + 40 + stage.Variant);
        var made = stage.Site.NewAccount($"{given}.{family}".ToLowerInvariant(), $"{given} {family}", "IT");
        var at = stage.Around(stage.Variant switch { 0 => 18.8, 1 => desk.Hour(stage.Chance, 0.5), 2 => 22.3, _ => desk.Hour(stage.Chance, 0.2) });
        stage.Direct(_admin.Account, 4720, made, null, at);
        stage.Direct(_admin.Account, 4722, made, null, at + 300);
        at = stage.Soon(at, stage.Variant == 3 ? 9_000 : 200);
        stage.Direct(_admin.Account, stage.Variant == 1 ? 4732 : 4728, made, stage.Variant == 1 ? "Administrators" : "Domain Admins", at);
        var targets = stage.Site.Servers.Windows.Prepend(stage.Site.Servers.DomainController).Take(stage.Variant == 2 ? 1 : 3);
        foreach (var target in targets)
        {
            at = stage.Soon(at, 600);
            stage.Logon(made, desk.Laptop, target, at);
            stage.Elevate(made, target, at);
        }

        stage.About(_admin);
        stage.About(made);
    }
}
