using BehaviorElasticSidecar.Range.Events;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>Addresses of the machines at the office: a new lease on the week's first day, else a renewal, and again every few hours. By VPN there is none.</summary>
internal static class Leases
{
    private const double HalfLeaseHours = 4;

    public static void Do(Today today, DayPlan plan, Chance chance)
    {
        if (!plan.AtOffice)
            return;
        var hour = Math.Max(0, plan.Start - chance.Between(0.01, 0.06));
        var lease = new Act
        {
            TimeMs = today.Day.Ms(hour),
            Kind = ActKind.DhcpLease,
            On = plan.Laptop,
            From = plan.Laptop.Address,
            Number = today.Day.Weekday == 0 || chance.Yes(0.1) ? DhcpEvents.New : DhcpEvents.Renewed,
            Salt = chance.Bits(),
        };
        if (chance.Yes(0.002))
            today.Add(lease with { TimeMs = lease.TimeMs + 1, Failed = true, Salt = chance.Bits() });
        today.Add(lease with { TimeMs = lease.TimeMs + 900 });
        for (hour += HalfLeaseHours; hour < plan.End; hour += HalfLeaseHours)
            today.Add(lease with { TimeMs = today.Day.Ms(hour) + chance.Below(30_000), Number = DhcpEvents.Renewed, Salt = chance.Bits() });
    }
}
