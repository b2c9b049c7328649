using System.Collections.Frozen;
using System.Globalization;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Entities.Aliases;
using BehaviorElasticSidecar.Numerics;
using NodaTime;

namespace BehaviorElasticSidecar.Context;

/// <summary>Who people are and what hosts are for, as the site's lists say. Immutable: a change makes another book.</summary>
public sealed class ContextBook
{
    private readonly FrozenDictionary<EntityKey, EntityContext> _entities;
    private readonly FrozenDictionary<EntityKey, DateTimeZone> _zones;

    public ContextBook(IEnumerable<EntityContext> entities)
    {
        _entities = entities.ToFrozenDictionary(e => e.Entity);
        _zones = _entities.Values.Where(e => e.TimeZone is not null)
            .ToFrozenDictionary(e => e.Entity, e => DateTimeZoneProviders.Tzdb[e.TimeZone!]);
        Hash = HashOf(_entities.Values);
    }

    public static ContextBook Empty { get; } = new([]);

    public int Count => _entities.Count;

    /// <summary>16 hex digits over all that the book says, in the order of entities: equal books have equal hashes, wherever they were read from.</summary>
    public string Hash { get; }

    /// <summary>Whether anybody has a zone of their own.</summary>
    public bool HasZones => _zones.Count > 0;

    /// <summary>What the lists say of how people are spelt and called, for who is who.</summary>
    internal IReadOnlyList<DirectoryRow> Directory =>
        [.. All.Where(e => e.Entity.Kind == EntityKind.User && (e.Spellings.All.Count > 0 || e.FullName is not null))
            .Select(e => new DirectoryRow(EntityKind.User, e.Origin ?? "context", [e.Entity.Id, .. e.Spellings.All], e.FullName))];

    /// <summary>By entity.</summary>
    public IEnumerable<EntityContext> All => _entities.Values.OrderBy(e => e.Entity);

    /// <summary>Null where no list names the entity. Service accounts are looked up among people, where directories keep them.</summary>
    public EntityContext? Of(EntityKey entity) => _entities.Count == 0 ? null : _entities.GetValueOrDefault(Listed(entity));

    /// <summary>The zone in which the entity lives; null: the site's.</summary>
    public DateTimeZone? ZoneOf(EntityKey entity) => _zones.Count == 0 ? null : _zones.GetValueOrDefault(Listed(entity));

    private static EntityKey Listed(EntityKey entity) => entity.Kind == EntityKind.ServiceAccount && EntityNames.Normalise(EntityKind.User, entity.Id) is { } name
        ? new EntityKey(EntityKind.User, name)
        : entity;

    private static string HashOf(IEnumerable<EntityContext> entities)
    {
        var hash = 0UL;
        foreach (var entity in entities.OrderBy(e => e.Entity))
            hash = StableHash.Of(string.Create(CultureInfo.InvariantCulture, $"{hash:x16}{entity.Line}"));
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
