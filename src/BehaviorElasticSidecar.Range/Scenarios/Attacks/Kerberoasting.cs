using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>From one machine, tickets are asked for every service account there is, to guess their passwords at home.</summary>
/// <remarks>Seen: one person with tickets for all services, mostly of the old cipher. Hidden by: each is a normal request of somebody; variants ask slowly, or with the new cipher.</remarks>
internal sealed class Kerberoasting : Scenario
{
    private Person _person = null!;

    public override string Id => "kerberoasting";

    public override string Title => "Kerberoasting: tickets for all service accounts asked from one workstation";

    public override IReadOnlyList<string> Techniques => ["T1558.003"];

    public override Difficulty Difficulty => Difficulty.Plain;

    public override void Cast(Casting casting) => _person = casting.Person(Loot.IsOfficeWorker);

    public override void Play(Stage stage)
    {
        var desk = Desk.Of(stage, _person);
        var at = stage.At(desk.Hour(stage.Chance, stage.Variant == 2 ? 0.9 : 0.4));
        stage.Run(_person.Account, desk.Laptop, "explorer.exe", stage.Variant % 2 == 0 ? "powershell.exe" : "updater.exe", at - 60_000);
        // At once; one an hour; at once in the new cipher; twice, a few minutes apart.
        var gapSeconds = stage.Variant switch { 1 => 1_800.0, 3 => 30, _ => 0.3 };
        for (var round = 0; round < (stage.Variant == 3 ? 2 : 1); round++)
        {
            foreach (var service in stage.Site.Services)
            {
                stage.RequestTicket(_person.Account, desk.Laptop, service.Login, rc4: stage.Variant != 2, at);
                at = stage.Soon(at, gapSeconds);
            }

            at = stage.Soon(at, 400);
        }

        stage.About(_person);
        stage.About(desk.Laptop);
    }
}
