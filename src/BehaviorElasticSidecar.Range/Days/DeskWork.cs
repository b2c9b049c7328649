using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>Logons at the own machine and at Windows servers, tickets for them, programs started.</summary>
internal static class DeskWork
{
    private const double MedianServerLogons = 2.6, MedianPrograms = 5;

    public static void Do(Today today, DayPlan plan, Chance chance)
    {
        var person = plan.Person;
        var amount = person.Activity * today.Rate;
        Arrive(today, plan, chance);
        for (var i = chance.Poisson(1.4); i > 0; i--)
            today.Add(Logon(today, plan, plan.SomeHour(chance), plan.Laptop, 7, chance));
        for (var i = chance.Bursty(MedianServerLogons * amount); i > 0; i--)
            UseServer(today, plan, plan.SomeHour(chance), chance);
        for (var i = 1 + chance.Bursty(MedianPrograms * amount); i > 0; i--)
            today.Add(Program(today, plan, plan.SomeHour(chance), chance));
        today.Add(Logon(today, plan, plan.End, plan.Laptop, 2, chance) with { Kind = ActKind.WindowsLogoff });
    }

    private static void Arrive(Today today, DayPlan plan, Chance chance)
    {
        var first = Logon(today, plan, plan.Start, plan.Laptop, plan.AtOffice ? 2 : 11, chance);
        for (var typos = 0; typos < 4 && chance.Yes(plan.Person.TypoFraction * 2); typos++)
        {
            today.Add(first with { TimeMs = first.TimeMs - 9_000 * (typos + 1) - chance.Below(4_000), Kind = ActKind.WindowsLogonFailed, Salt = chance.Bits() });
        }

        today.Add(first);
        var controller = today.Site.Servers.DomainController;
        today.Add(first with { TimeMs = first.TimeMs - 400, Kind = ActKind.Ticket, On = controller, From = plan.Laptop.Address, Salt = chance.Bits() });
    }

    private static void UseServer(Today today, DayPlan plan, double hour, Chance chance)
    {
        var server = today.Serving(chance.PickSkewed(plan.Person.Servers));
        var logon = Logon(today, plan, hour, server, 3, chance) with { From = plan.Laptop.Address, Detail = plan.Laptop.UpperName };
        if (chance.Yes(plan.Person.TypoFraction))
            today.Add(logon with { TimeMs = logon.TimeMs - 5_000 - chance.Below(5_000), Kind = ActKind.WindowsLogonFailed, Salt = chance.Bits() });
        today.Add(logon);
        if (chance.Yes(0.5))
        {
            var controller = today.Site.Servers.DomainController;
            today.Add(logon with { TimeMs = logon.TimeMs - 120, Kind = ActKind.ServiceTicket, On = controller, Text = server.UpperName + "$", Salt = chance.Bits() });
        }

        if (plan.Person.Department.Privileged)
            today.Add(logon with { TimeMs = logon.TimeMs + 4, Kind = ActKind.SpecialLogon, From = 0, Salt = chance.Bits() });
        if (chance.Yes(0.4))
            today.Add(logon with { TimeMs = logon.TimeMs + 1_000 * (10 + chance.Below(1_500)), Kind = ActKind.WindowsLogoff, From = 0, Salt = chance.Bits() });
    }

    private static Act Logon(Today today, DayPlan plan, double hour, Computer on, int type, Chance chance) => new()
    {
        TimeMs = today.Day.Ms(hour),
        Kind = ActKind.WindowsLogon,
        Who = plan.Person.Account,
        On = on,
        Number = type,
        Salt = chance.Bits(),
    };

    private static Act Program(Today today, DayPlan plan, double hour, Chance chance)
    {
        var background = chance.Yes(0.15);
        return new Act
        {
            TimeMs = today.Day.Ms(hour),
            Kind = ActKind.ProcessStart,
            Who = plan.Person.Account,
            On = plan.Laptop,
            Text = background ? chance.PickSkewed(Software.Background) : chance.PickSkewed(plan.Person.Programs),
            Detail = background ? "services.exe" : "explorer.exe",
            Salt = chance.Bits(),
        };
    }
}
