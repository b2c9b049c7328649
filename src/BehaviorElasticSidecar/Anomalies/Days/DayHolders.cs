using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Entities.Addresses;

namespace BehaviorElasticSidecar.Anomalies.Days;

/// <summary>Who is called for an entity's day: the person whose machine a host is, whoever stood behind an address, else the entity itself.</summary>
/// <param name="clock">Of the site, with the zones of people.</param>
/// <param name="canonical">Under which risk is kept.</param>
/// <param name="owner">Of a canonical host; null for nobody's.</param>
/// <param name="behind">An address, from a time to another: host and user, the host first.</param>
internal sealed class DayHolders(
    SiteClock clock, Func<EntityKey, EntityKey> canonical, Func<EntityKey, EntityKey?> owner, Func<EntityKey, DateTimeOffset, DateTimeOffset, IReadOnlyList<Attribution>> behind)
{
    /// <summary>The day of everybody who was active on it, ordered; addresses only add to others' days.</summary>
    public IReadOnlyList<HolderDay> Of(int day, IReadOnlyList<(int Day, EntityKey Entity, IReadOnlyDictionary<string, double> Rarities)> entities)
    {
        var days = new SortedDictionary<EntityKey, HolderDay>();
        foreach (var (_, entity, rarities) in entities)
        {
            var own = canonical(entity);
            if (Holder(own, day) is not { } held)
                continue;
            if (!days.TryGetValue(held.Holder, out var known))
                days.Add(held.Holder, known = new HolderDay(held.Holder, day));
            foreach (var (detector, rarity) in rarities)
                known.Raise(new DayEvidence(detector, own, rarity * held.Share));
        }

        return [.. days.Values];
    }

    public (DateTimeOffset Start, DateTimeOffset End) Span(EntityKey entity, int day)
    {
        var own = clock.Of(entity);
        return (own.EndOf(day - 1), own.EndOf(day));
    }

    private (EntityKey Holder, double Share)? Holder(EntityKey entity, int day)
    {
        if (entity.Kind != EntityKind.Address)
            return (owner(entity) ?? entity, 1);
        return behind(entity, clock.EndOf(day - 1), clock.EndOf(day)) is [var first, ..] ? (owner(first.Holder) ?? first.Holder, first.Confidence) : null;
    }
}
