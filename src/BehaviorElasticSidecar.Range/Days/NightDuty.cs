using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>Nights of engineers: one week in eight the telephone may ring, and somebody looks at a server from home. IT has a rota of its own.</summary>
internal static class NightDuty
{
    private const int RotaWeeks = 8;
    private const double CallsPerNight = 0.35;

    public static void Do(Today today, Person person)
    {
        if (person.LinuxServers.Count == 0 || person.Department.Privileged || person.Career is not { } career || today.Day.Week % RotaWeeks != career.OnCallSlot || person.IsAway(today.Day.Index))
            return;
        var chance = today.Chance(person.Account.Login, "night duty");
        for (var calls = chance.Poisson(CallsPerNight); calls > 0; calls--)
            Answer(today, person, chance);
    }

    private static void Answer(Today today, Person person, Chance chance)
    {
        var laptop = today.Site.Laptop(person, today.Day.Week) with { Address = Addresses.VpnLease(person.Account.Index, chance.Below(3)) };
        var seconds = 900 + chance.Below(4_500);
        var up = new Act
        {
            TimeMs = today.Day.Ms(chance.Between(22.7, 29)),
            Kind = ActKind.VpnUp,
            Who = person.Account,
            On = laptop,
            From = DayPlan.HomeAddress(today, person),
            At = person.Home,
            To = laptop.Address,
            Salt = chance.Bits(),
        };
        today.Add(up);
        today.Add(up with { TimeMs = up.TimeMs - 50_000, Kind = ActKind.WindowsLogon, From = 0, At = null, To = 0, Number = 11, Salt = chance.Bits() });
        var login = up with { TimeMs = up.TimeMs + 40_000, Kind = ActKind.SshLogin, On = chance.PickSkewed(person.LinuxServers), From = laptop.Address, At = null, To = 0, Salt = chance.Bits() };
        today.Add(login);
        for (var commands = 1 + chance.Poisson(2); commands > 0; commands--)
        {
            today.Add(login with
            {
                TimeMs = login.TimeMs + 15_000 + chance.Below(600_000),
                Kind = ActKind.Sudo,
                From = 0,
                Text = chance.PickSkewed(Software.SudoCommands),
                Salt = chance.Bits(),
            });
        }

        today.Add(up with
        {
            TimeMs = up.TimeMs + 1_000L * seconds,
            Kind = ActKind.VpnDown,
            Number = seconds,
            BytesOut = (long)chance.LogNormal(3e6, 0.7),
            BytesIn = (long)chance.LogNormal(12e6, 0.7),
            Salt = chance.Bits(),
        });
    }
}
