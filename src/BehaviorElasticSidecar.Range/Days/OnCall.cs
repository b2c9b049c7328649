using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>Somebody of IT is called at night, a week each: tunnel, sign-in, remote session, a look at the database; all by right.</summary>
internal static class OnCall
{
    private const double CallFraction = 0.3;

    public static void Run(Today today, Chance chance)
    {
        if (!chance.Yes(CallFraction))
            return;
        var staff = today.Site.People.Where(p => p.Department.Privileged && today.Day.Index is var day && (day < p.HolidayFrom || day > p.HolidayFrom + 6)).ToList();
        if (staff.Count == 0)
            return;
        var person = staff[today.Day.Week % staff.Count];
        var from = today.Site.Laptop(person, today.Day.Week) with { Address = Addresses.VpnLease(person.Account.Index, today.Day.Week % 3) };
        var tunnel = new Act
        {
            TimeMs = today.Day.Ms(chance.Between(22.5, 28)),
            Kind = ActKind.VpnUp,
            Who = person.Account,
            On = from,
            From = DayPlan.HomeAddress(today, person),
            At = person.Home,
            To = from.Address,
            Salt = chance.Bits(),
        };
        today.Add(tunnel);
        var signIn = tunnel with { TimeMs = tunnel.TimeMs + 60_000, Kind = ActKind.OktaSignIn, Browser = person.Browser, Text = "Admin Console", Salt = chance.Bits() };
        today.Add(signIn);
        SecondFactor.Ask(today, signIn);
        for (var i = 1 + chance.Poisson(1); i > 0; i--)
            Administration.Session(today, person.Account, from, chance.Pick(person.Servers), tunnel.TimeMs + 150_000 + chance.Below(1_800_000), chance);
        if (chance.Yes(0.4))
        {
            today.Add(DatabaseWork.Use(today, person.Account, from.Address, tunnel.TimeMs + 400_000, chance) with
            {
                Text = "sys.dm_exec_requests",
                Detail = "select",
                Number = 20 + chance.Below(60),
            });
        }

        var minutes = 20 + chance.Below(100);
        today.Add(tunnel with
        {
            TimeMs = tunnel.TimeMs + minutes * 60_000L + 2_400_000,
            Kind = ActKind.VpnDown,
            Number = minutes * 60 + 2_400,
            BytesOut = (long)chance.LogNormal(8e6, 1),
            BytesIn = (long)chance.LogNormal(60e6, 1),
            Salt = chance.Bits(),
        });
    }
}
