using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>Tickets that do not belong together: many people's first tickets from one machine (AS-REP roasting), or an administrator's service tickets without a first one (golden ticket).</summary>
/// <remarks>Seen: who asks from where; servers that the name never asked for. Hidden by: each ticket is an ordinary one, in ordinary hours.</remarks>
internal sealed class OddTickets : Scenario
{
    private Person _person = null!, _borrowed = null!;

    public override string Id => "odd_tickets";

    public override string Title => "Tickets that do not fit: many people's from one workstation, or an administrator's from an office worker's";

    public override IReadOnlyList<string> Techniques => ["T1558.004", "T1558.001"];

    public override Difficulty Difficulty => Difficulty.Quiet;

    public override void Cast(Casting casting)
    {
        _person = casting.Person(Loot.IsOfficeWorker);
        _borrowed = casting.Person(Loot.IsAdmin);
    }

    public override void Play(Stage stage)
    {
        var desk = Desk.Of(stage, _person);
        var at = stage.At(desk.Hour(stage.Chance, 0.55));
        if (stage.Variant % 2 == 0)
        {
            foreach (var other in stage.Site.People.Where(_ => stage.Chance.Yes(0.5)).Take(stage.Variant == 0 ? 12 : 30))
            {
                stage.Add(new Act
                {
                    TimeMs = at,
                    Kind = ActKind.Ticket,
                    Who = other.Account,
                    On = stage.Site.Servers.DomainController,
                    From = desk.Laptop.Address,
                    Salt = stage.Chance.Bits(),
                });
                at = stage.Soon(at, stage.Variant == 0 ? 2 : 240);
            }
        }
        else
        {
            foreach (var server in stage.Site.Servers.Windows.Prepend(stage.Site.Servers.DomainController).Take(stage.Variant == 1 ? 6 : 3))
            {
                stage.Logon(_borrowed.Account, desk.Laptop, server, at);
                stage.Elevate(_borrowed.Account, server, at);
                at = stage.Soon(at, 700);
            }

            stage.About(_borrowed);
        }

        stage.About(_person);
        stage.About(desk.Laptop);
        stage.AboutAddress(desk.Laptop.Address);
    }
}
