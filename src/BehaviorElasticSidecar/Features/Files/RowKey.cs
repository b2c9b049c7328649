namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Carries its hash and size: the evaluating thread would miss its cache on both texts to work them out.</summary>
internal readonly struct RowKey(FieldValue entity, FieldValue? group) : IEquatable<RowKey>
{
    private readonly int _hash = (entity.GetHashCode() * 397) ^ (group?.GetHashCode() ?? 0);

    /// <summary>Memory of both texts, about: counted whole for every row, as any may be the last that refers to them.</summary>
    public int HeldBytes { get; } = entity.HeldBytes + (group?.HeldBytes ?? 0);

    public FieldValue Entity { get; } = entity;

    public FieldValue? Group { get; } = group;

    public bool Equals(RowKey other) =>
        Entity.Equals(other.Entity) && (ReferenceEquals(Group, other.Group) || (Group is not null && Group.Equals(other.Group)));

    public override bool Equals(object? obj) => obj is RowKey other && Equals(other);

    public override int GetHashCode() => _hash;
}
