using BehaviorElasticSidecar.Range.Days;
using NodaTime;

namespace BehaviorElasticSidecar.Range.Delivery;

/// <summary>A span in which one dataset does not arrive.</summary>
/// <param name="ArrivesAt">When its events come after all; null for never.</param>
public sealed record Outage(string Dataset, DateTimeOffset From, DateTimeOffset To, DateTimeOffset? ArrivesAt)
{
    public const double Hours = 5;

    private static readonly string[] Lossy = ["fortinet_fortigate.log", "endpoint.events.process", "system.security"], Slow = ["azure.signinlogs", "okta.system", "aws.cloudtrail"];

    /// <summary>One that loses events and one that delays them, each on a working day; none in ranges below a week. Scenarios do not matter: the clean twin has the same.</summary>
    internal static IReadOnlyList<Outage> Plan(SampleOptions options)
    {
        if (!options.Wide || options.Days < 7)
            return [];
        var zone = DateTimeZoneProviders.Tzdb[options.Zone];
        var chance = Chance.For(options.Seed, "collectors", 0, "outages");
        return [One(chance.Pick(Lossy), 0, null), One(chance.Pick(Slow), options.Days / 2, 14)];

        Outage One(string dataset, int fromDay, double? arrivesHour)
        {
            var index = fromDay + 1 + chance.Below(options.Days / 2 - 2);
            while (options.From.AddDays(index).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
                index = index == fromDay ? fromDay + 3 : index - 1;
            var day = new LocalDay(zone, options.From.AddDays(index), index);
            var hour = 8 + chance.Below(4);
            return new Outage(dataset, At(day, hour), At(day, hour + Hours), arrivesHour is { } later ? At(day, hour + Hours + later) : null);
        }
    }

    private static DateTimeOffset At(LocalDay day, double hour) => DateTimeOffset.FromUnixTimeMilliseconds(day.Ms(hour));
}
