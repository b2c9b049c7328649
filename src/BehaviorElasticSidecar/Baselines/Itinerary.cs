using System.Globalization;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Numerics;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>A way between two places that was faster than an airliner.</summary>
/// <param name="SpeedKmh">Over the time between both sign-ins, at least <see cref="Itinerary.LeastTime"/>.</param>
/// <param name="Shared">The one of both addresses that many users share; null where neither is.</param>
/// <param name="News">The end that tells something new: <paramref name="To"/>, but <paramref name="From"/> of a late sign-in before the place that was already known.</param>
internal readonly record struct ImpossibleHop(Position From, Position To, double DistanceKm, double SpeedKmh, string? Shared, Position News);

/// <summary>Between a place of the entity's own and an address that many share, one way or the other.</summary>
internal readonly record struct Passage(string Shared, bool IsImpossible);

/// <summary>The places of an entity in time order: those of its own, and beside them the addresses that many users share.</summary>
/// <remarks>
/// What many share is an office, or an exit of a VPN, a relay, a proxy. Nobody is at an exit, so places of one's own are compared with each other as if it were not there; and with what is
/// shared as well: that tells offices from exits in the course of time (<see cref="TravelPopulation.RateOf"/>), as people walk out of an office. What is known to be a place counts like one's own.
/// Only the last event before and the first after a change of address count, so runs of equal events may come collapsed to first and last.
/// </remarks>
internal sealed class Itinerary
{
    private readonly List<ImpossibleHop> _hops = [];
    private readonly List<Passage> _passages = [];

    private readonly TravelBaseline _from;
    private readonly TravelPopulation _population;

    private Itinerary(TravelBaseline from, TravelPopulation population) => (_from, _population) = (from, population);

    /// <summary>In order.</summary>
    public IReadOnlyList<ImpossibleHop> Hops => _hops;

    public IReadOnlyList<Passage> Passages => _passages;

    /// <summary>The last place of its own.</summary>
    public Position? Own { get; private set; }

    /// <summary>The last address that many share.</summary>
    public Position? Shared { get; private set; }

    private Position? Latest => Own?.Time >= (Shared?.Time ?? long.MinValue) ? Own : Shared;

    /// <summary>ECS fields of the events, in this order.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["source.ip", "source.geo.location", "source.geo.country_iso_code", "source.as.number"];

    /// <summary>An airliner's cruising speed.</summary>
    public const double FastestKmh = 900;

    /// <summary>Clocks and log delivery of two systems differ by minutes, so no time is believed to be shorter.</summary>
    public static readonly TimeSpan LeastTime = TimeSpan.FromMinutes(10);

    /// <summary>Above this rate of impossible passages a shared address is an exit for the entity, and no place.</summary>
    private const double PlaceRate = 0.05;

    /// <summary>What <see cref="FastestKmh"/> covers in <see cref="LeastTime"/>; also about the error of geo databases at city level.</summary>
    public const double LeastKm = 150;

    /// <summary>From where the entity was last through the events, in the order of their times.</summary>
    /// <remarks>
    /// Late events may lie before the places that were known: then the way from the latest of them to those counts too. What was known of the time between is forgotten, and two
    /// places are never nearer to each other by a way between them, so no speed is too high.
    /// </remarks>
    public static Itinerary Of(TravelBaseline from, IReadOnlyList<EntityEvent> events, TravelPopulation population)
    {
        var itinerary = new Itinerary(from, population);
        var known = new Queue<Position>(new[] { from.Last, from.Shared }.OfType<Position>().OrderBy(p => p.Time));
        foreach (var one in events)
        {
            if (PositionOf(one) is not { } next)
                continue;
            while (known.TryPeek(out var was) && was.Time <= next.Time)
                itinerary.Go(known.Dequeue());
            itinerary.Go(next);
        }

        while (known.TryDequeue(out var was))
            itinerary.Go(was);
        return itinerary;
    }

    private void Go(Position next)
    {
        var isShared = _population.IsShared(next.Address);
        if (Latest?.Address != next.Address && (isShared ? Own : Shared) is { } other && TellsNews(other, next))
            Pass(other, next, isShared ? next.Address : other.Address);
        if (isShared)
        {
            Shared = next;
            return;
        }

        if (Own is { } own && TellsNews(own, next) && Hop(own, next, null) is { } hop)
            _hops.Add(hop);
        Own = next;
    }

    private void Pass(Position from, Position to, string shared)
    {
        var hop = Hop(from, to, shared);
        _passages.Add(new Passage(shared, hop is not null));
        if (hop is { } impossible && _from.PassageRate(_population.RateOf(shared)) <= PlaceRate)
            _hops.Add(impossible);
    }

    /// <summary>The way between two places that were known has been judged before.</summary>
    private bool TellsNews(Position from, Position to) => !IsKnown(from) || !IsKnown(to);

    private bool IsKnown(Position position) => ReferenceEquals(position, _from.Last) || ReferenceEquals(position, _from.Shared);

    private ImpossibleHop? Hop(Position from, Position to, string? shared)
    {
        if (from.Address == to.Address || Related(from, to))
            return null;
        var distance = from.Point.DistanceKm(to.Point);
        var hours = Math.Max(Math.Abs(to.Time - from.Time) / 3_600_000.0, LeastTime.TotalHours);
        var speed = distance / hours;
        return distance >= LeastKm && speed > FastestKmh ? new ImpossibleHop(from, to, distance, speed, shared, IsKnown(to) ? from : to) : null;
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
