using System.Globalization;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Numerics;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>A way between two places that was faster than an airliner.</summary>
/// <param name="SpeedKmh">Over the time between both sign-ins, at least <see cref="Itinerary.LeastTime"/>.</param>
internal readonly record struct ImpossibleHop(Position From, Position To, double DistanceKm, double SpeedKmh);

/// <summary>The places of an entity in time order, known egress points left out.</summary>
/// <remarks>Only the last event before and the first after a change of address count, so runs of equal events may come collapsed to first and last.</remarks>
internal static class Itinerary
{
    /// <summary>ECS fields of the events, in this order.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["source.ip", "source.geo.location", "source.geo.country_iso_code", "source.as.number"];

    /// <summary>An airliner's cruising speed.</summary>
    public const double FastestKmh = 900;

    /// <summary>Clocks and log delivery of two systems differ by minutes, so no time is believed to be shorter.</summary>
    public static readonly TimeSpan LeastTime = TimeSpan.FromMinutes(10);

    /// <summary>What <see cref="FastestKmh"/> covers in <see cref="LeastTime"/>; also about the error of geo databases at city level.</summary>
    public const double LeastKm = 150;

    /// <summary>Impossible hops from <paramref name="last"/> through the events, in order, and where the entity was at the end.</summary>
    public static (List<ImpossibleHop> Hops, Position? End) Of(Position? last, IReadOnlyList<EntityEvent> events, TravelPopulation population)
    {
        var hops = new List<ImpossibleHop>();
        var at = last;
        foreach (var one in events)
        {
            if (PositionOf(one) is not { } next || population.IsEgress(next.Address))
                continue;
            if (at is not null && Hop(at, next) is { } hop)
                hops.Add(hop);
            if (at is null || next.Time >= at.Time)
                at = next;
        }

        return (hops, at);
    }

    private static ImpossibleHop? Hop(Position from, Position to)
    {
        if (from.Address == to.Address || Related(from, to))
            return null;
        var distance = from.Point.DistanceKm(to.Point);
        var hours = Math.Max(Math.Abs(to.Time - from.Time) / 3_600_000.0, LeastTime.TotalHours);
        var speed = distance / hours;
        return distance >= LeastKm && speed > FastestKmh ? new ImpossibleHop(from, to, distance, speed) : null;
    }

    /// <summary>Bordering countries, whose networks geo databases mix up, and one carrier within one country, whose addresses move.</summary>
    private static bool Related(Position from, Position to)
    {
        if (from.Country is null || to.Country is null)
            return false;
        return from.Country == to.Country ? from.System is not null && from.System == to.System : CountryBorders.Touch(from.Country, to.Country);
    }

    private static Position? PositionOf(EntityEvent one)
    {
        if (one.Values.Count < Fields.Count || one.Values[0] is not { } raw || NameNormaliser.Value(Fields[0], raw) is not { } address || PointOf(one.Values[1]) is not { } point)
            return null;
        return new Position(address, point, one.Values[2]?.Trim().ToUpperInvariant(), one.Values[3], one.Time.ToUnixTimeMilliseconds());
    }

    /// <summary><c>lat,lon</c> in degrees; null for anything else.</summary>
    private static GeoPoint? PointOf(string? text)
    {
        var comma = text?.IndexOf(',', StringComparison.Ordinal) ?? -1;
        if (comma < 0
            || !double.TryParse(text.AsSpan(0, comma), NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude)
            || !double.TryParse(text.AsSpan(comma + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude))
            return null;
        return Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180 ? new GeoPoint(latitude, longitude) : null;
    }
}
