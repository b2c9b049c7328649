using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Baselines.Peers;

/// <summary>What everybody has shown lately that tells who is like whom, on how many days. Never changed: a new one each midnight UTC.</summary>
/// <remarks>Days count half as much after <see cref="SpanDays"/>. Bounded: of each entity the traits of least hash, fewer the more there are; see <see cref="MostTraits"/>.</remarks>
internal sealed class Likeness
{
    public const int SpanDays = 30;

    /// <summary>Traits of all entities together, of one entity at most and at least; 16 bytes each in memory, some 9 written.</summary>
    public const int MostTraits = 400_000, MostOfOne = 192, LeastOfOne = 16;

    private readonly SortedDictionary<EntityKey, Shown[]> _entities;

    private Likeness(SortedDictionary<EntityKey, Shown[]> entities) => _entities = entities;

    public static Likeness Empty { get; } = new([]);

    /// <summary>In the order of their keys, traits by hash.</summary>
    public IReadOnlyDictionary<EntityKey, Shown[]> Entities => _entities;

    /// <param name="days">Under canonical names; an entity may come several times.</param>
    public Likeness Advance(IEnumerable<(EntityKey Entity, IReadOnlyCollection<ulong> Traits)> days, int dayNumber)
    {
        var today = new Dictionary<EntityKey, SortedSet<ulong>>();
        foreach (var (entity, traits) in days)
        {
            if (!today.TryGetValue(entity, out var shown))
                today[entity] = shown = [];
            shown.UnionWith(traits);
        }

        var next = new SortedDictionary<EntityKey, Shown[]>();
        var halves = dayNumber % SpanDays == 0;
        foreach (var (entity, known) in _entities)
            if ((halves ? Halved(known) : known) is { Length: > 0 } kept)
                next[entity] = kept;
        foreach (var (entity, traits) in today)
            next[entity] = Merged(next.GetValueOrDefault(entity, []), traits);
        var most = Math.Clamp(MostTraits / Math.Max(1, next.Count), LeastOfOne, MostOfOne);
        foreach (var (entity, shown) in next.Where(e => e.Value.Length > most).ToList())
            next[entity] = shown[..most];
        return new Likeness(next);
    }

    public void Write(StateWriter to)
    {
        to.Whole((ulong)_entities.Count);
        foreach (var (entity, shown) in _entities)
        {
            to.Entity(entity);
            to.Whole((ulong)shown.Length);
            foreach (var trait in shown)
            {
                to.Hash(trait.Trait);
                to.Whole((ulong)trait.Days);
            }
        }
    }

    public static Likeness Read(ref StateReader from)
    {
        var entities = new SortedDictionary<EntityKey, Shown[]>();
        for (var left = from.Count(3); left > 0; left--)
        {
            var entity = from.Entity();
            var shown = new Shown[from.Count(9)];
            for (var i = 0; i < shown.Length; i++)
                shown[i] = new Shown(from.Hash(), (int)Math.Min(from.Whole(), int.MaxValue));
            entities[entity] = shown;
        }

        return new Likeness(entities);
    }

    private static Shown[] Halved(Shown[] known) => [.. known.Select(s => s with { Days = s.Days / 2 }).Where(s => s.Days > 0)];

    private static Shown[] Merged(Shown[] known, SortedSet<ulong> today)
    {
        var merged = known.ToDictionary(s => s.Trait, s => s.Days);
        foreach (var trait in today)
            merged[trait] = merged.GetValueOrDefault(trait) + 1;
        return [.. merged.OrderBy(m => m.Key).Select(m => new Shown(m.Key, m.Value))];
    }

    /// <param name="Days">On which it was shown, older ones halved.</param>
    public readonly record struct Shown(ulong Trait, int Days);
}
