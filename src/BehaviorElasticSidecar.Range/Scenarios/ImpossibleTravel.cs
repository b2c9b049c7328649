using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Events;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios;

/// <summary>A seller signs in at Okta from the Chicago office and three quarters of an hour later from Singapore.</summary>
internal sealed record ImpossibleTravel(int Day) : IStory
{
    private static readonly uint Stranger = Addresses.Of(192, 0, 2, 33);

    public Label? Tell(Today today)
    {
        var telling = new Telling(today, "impossible_travel");
        var person = today.Site.People.First(p => p.Department.Name == "Sales");
        var here = new Act
        {
            TimeMs = today.Day.Ms(10.2),
            Kind = ActKind.OktaSignIn,
            Who = person.Account,
            From = Addresses.Office,
            At = Place.Chicago,
            Browser = person.Browser,
            Text = "CRM",
            Salt = telling.Chance.Bits(),
        };
        telling.Add(here);
        var there = here with { TimeMs = today.Day.Ms(10.95), From = Stranger, At = Place.Singapore, Salt = telling.Chance.Bits() };
        telling.Add(there);
        telling.Add(there with { TimeMs = there.TimeMs + 95_000, Text = "Quotes", Salt = telling.Chance.Bits() });
        return telling.About(EntityKind.User, person.Account.Login).About(EntityKind.Address, EventJson.Text(Stranger))
            .Label("Impossible travel: Okta sign-ins from Chicago and, 45 minutes later, from Singapore", "T1078.004");
    }
}
