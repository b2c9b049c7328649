using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Range.Days;

namespace BehaviorElasticSidecar.Range.Scenarios;

/// <summary>A warehouse account, in the middle of its working day, logs on to twenty machines within an hour.</summary>
internal sealed record FanOut(int Day) : IStory
{
    private const int Machines = 20;

    public Label? Tell(Today today)
    {
        var telling = new Telling(today, "fan_out");
        var person = today.Site.People.First(p => p.Department.Name == "Operations");
        var from = today.Site.Laptop(person, today.Day.Week);
        var targets = today.Site.Servers.Windows.Concat(today.Site.People.Where(p => p != person).Select(p => today.Site.Laptop(p, today.Day.Week))).Take(Machines);
        var logon = new Act
        {
            TimeMs = today.Day.Ms(13.1),
            Kind = ActKind.WindowsLogon,
            Who = person.Account,
            From = from.Address,
            Detail = from.UpperName,
            Number = 3,
            Salt = telling.Chance.Bits(),
        };
        foreach (var target in targets)
        {
            telling.Add(logon with { On = target, Kind = telling.Chance.Yes(0.25) ? ActKind.WindowsLogonFailed : ActKind.WindowsLogon });
            telling.Add(logon with
            {
                On = today.Site.Servers.DomainController,
                TimeMs = logon.TimeMs - 90,
                Kind = ActKind.ServiceTicket,
                Text = target.UpperName + "$",
                Salt = telling.Chance.Bits(),
            });
            logon = logon with { TimeMs = logon.TimeMs + 60_000 + telling.Chance.Below(75_000), Salt = telling.Chance.Bits() };
        }

        return telling.About(EntityKind.User, person.Account.Login).About(EntityKind.Host, from.Name)
            .Label("Fan-out: one account logs on to twenty machines within an hour", "T1021.002", "T1018");
    }
}
