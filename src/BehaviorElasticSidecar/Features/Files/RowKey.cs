namespace BehaviorElasticSidecar.Features.Files;

internal readonly record struct RowKey(FieldValue Entity, FieldValue? Group)
{
    public bool Equals(RowKey other) =>
        Entity.Equals(other.Entity) && (ReferenceEquals(Group, other.Group) || (Group is not null && Group.Equals(other.Group)));

    public override int GetHashCode() => (Entity.GetHashCode() * 397) ^ (Group?.GetHashCode() ?? 0);
}
