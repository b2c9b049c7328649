using BehaviorElasticSidecar.Numerics;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Entities.Aliases;

/// <summary>Which spelling is whose, as of a midnight UTC. Never changed; made by <see cref="AliasMerge"/>.</summary>
internal sealed class AliasBook
{
    private const byte Version = 1;
    private readonly Dictionary<AliasKey, string> _ids;
    private readonly Dictionary<string, int> _born;
    private ILookup<string, AliasKey>? _keys;

    public AliasBook(Dictionary<AliasKey, string> ids, Dictionary<string, int> born)
    {
        (_ids, _born) = (ids, born);
    }

    public static AliasBook Empty { get; } = new([], new Dictionary<string, int>(StringComparer.Ordinal));

    /// <summary>Canonical ids by spelling.</summary>
    public IReadOnlyDictionary<AliasKey, string> Ids => _ids;

    /// <summary>Day on which a canonical id was given; of two that become one the older stays.</summary>
    public IReadOnlyDictionary<string, int> Born => _born;

    /// <summary>Spellings of a canonical id, in their order.</summary>
    public IEnumerable<AliasKey> KeysOf(string id) =>
        (_keys ??= _ids.OrderBy(i => i.Key).ToLookup(i => i.Value, i => i.Key, StringComparer.Ordinal))[id];

    /// <summary>The canonical id of a spelling as it stands in an event; null if nothing is known of it and it names nobody.</summary>
    public string? Find(string raw)
    {
        if (AliasKey.Of(raw) is not { } key)
            return null;
        if (_ids.TryGetValue(key, out var id))
            return id;
        // A source's own folding takes the domain off an address, so that is whom its events count for.
        return key.LocalPart is { } local ? _ids.GetValueOrDefault(new AliasKey(AliasKind.Name, local), NameNormaliser.User(local) ?? key.Text) : null;
    }

    /// <summary>The entity under which risk is kept: itself, unless it is another spelling of somebody.</summary>
    public EntityKey Canonical(EntityKey entity) =>
        entity.Kind == EntityKind.User && Find(entity.Id) is { } id ? new EntityKey(EntityKind.User, id) : entity;

    public void Write(BinaryWriter to)
    {
        to.Write(Version);
        to.Write7BitEncodedInt(_born.Count);
        foreach (var (id, day) in _born.OrderBy(b => b.Key, StringComparer.Ordinal))
        {
            to.Write(id);
            to.Write7BitEncodedInt(day);
        }

        to.Write7BitEncodedInt(_ids.Count);
        foreach (var (key, id) in _ids.OrderBy(i => i.Key))
        {
            AliasEvidence.Write(to, key);
            to.Write(id);
        }
    }

    /// <summary>Throws <see cref="InvalidDataException"/> on a version it does not know.</summary>
    public static AliasBook Read(BinaryReader from)
    {
        from.ReadVersion(Version, "A stored alias book");
        var born = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var left = from.Read7BitEncodedInt(); left > 0; left--)
            born[from.ReadString()] = from.Read7BitEncodedInt();
        var ids = new Dictionary<AliasKey, string>();
        for (var left = from.Read7BitEncodedInt(); left > 0; left--)
            ids[AliasEvidence.ReadKey(from)] = from.ReadString();
        return new AliasBook(ids, born);
    }
}
