using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>SSH to the Linux servers, and sudo there.</summary>
internal static class LinuxWork
{
    private const double MedianLogins = 1.5;

    public static void Do(Today today, DayPlan plan, Chance chance)
    {
        var person = plan.Person;
        for (var i = chance.Bursty(MedianLogins * person.Activity * today.Rate); i > 0; i--)
        {
            var server = chance.PickSkewed(person.LinuxServers);
            var login = new Act
            {
                TimeMs = today.Day.Ms(plan.SomeHour(chance)),
                Kind = ActKind.SshLogin,
                Who = person.Account,
                On = server,
                From = plan.Laptop.Address,
                Salt = chance.Bits(),
            };
            if (chance.Yes(person.TypoFraction))
                today.Add(login with { TimeMs = login.TimeMs - 7_000 - chance.Below(3_000), Kind = ActKind.SshFailed, Salt = chance.Bits() });
            today.Add(login);
            for (var commands = chance.Poisson(person.Department.Privileged ? 1.6 : 0.5); commands > 0; commands--)
                today.Add(Sudo(login, chance));
        }
    }

    private static Act Sudo(in Act login, Chance chance) => login with
    {
        TimeMs = login.TimeMs + 20_000 + chance.Below(1_500_000),
        Kind = ActKind.Sudo,
        From = 0,
        Text = chance.PickSkewed(Software.SudoCommands),
        Salt = chance.Bits(),
    };
}
