namespace BehaviorElasticSidecar.Entities;

/// <summary>What kind of thing behaves.</summary>
public enum EntityKind
{
    User,
    ServiceAccount,
    Host,
    Address,
    CloudAccount,
    Application,
}

/// <summary>A user, host, address, service or cloud account that behaves; <see cref="Id"/> is the normalised name.</summary>
public readonly record struct EntityKey(EntityKind Kind, string Id) : IComparable<EntityKey>
{
    /// <summary>Kind, then id, ordinally: the order in which everything is written.</summary>
    public int CompareTo(EntityKey other) =>
        Kind != other.Kind ? Kind.CompareTo(other.Kind) : string.CompareOrdinal(Id, other.Id);

    public override string ToString() => $"{Kind.Name()}:{Id}";

    internal void Write(BinaryWriter to)
    {
        to.Write((byte)Kind);
        to.Write(Id);
    }

    /// <summary>Throws <see cref="InvalidDataException"/> on a kind that it does not know.</summary>
    internal static EntityKey Read(BinaryReader from)
    {
        var kind = (EntityKind)from.ReadByte();
        return Enum.IsDefined(kind) ? new EntityKey(kind, from.ReadString()) : throw new InvalidDataException("A stored entity is of an unknown kind.");
    }

    public static bool operator <(EntityKey left, EntityKey right) => left.CompareTo(right) < 0;

    public static bool operator <=(EntityKey left, EntityKey right) => left.CompareTo(right) <= 0;

    public static bool operator >(EntityKey left, EntityKey right) => left.CompareTo(right) > 0;

    public static bool operator >=(EntityKey left, EntityKey right) => left.CompareTo(right) >= 0;
}

/// <summary>The names of entity kinds in YAML, documents and ids.</summary>
public static class EntityKinds
{
    private static readonly (EntityKind Kind, string Name)[] Names =
    [
        (EntityKind.User, "user"), (EntityKind.ServiceAccount, "service_account"), (EntityKind.Host, "host"),
        (EntityKind.Address, "address"), (EntityKind.CloudAccount, "cloud_account"), (EntityKind.Application, "application"),
    ];

    public static IReadOnlyList<string> All { get; } = [.. Names.Select(n => n.Name)];

    public static string Name(this EntityKind kind) => Names[(int)kind].Name;

    public static bool TryParse(string name, out EntityKind kind)
    {
        foreach (var (k, n) in Names)
        {
            if (n != name)
                continue;
            kind = k;
            return true;
        }

        kind = default;
        return false;
    }
}
