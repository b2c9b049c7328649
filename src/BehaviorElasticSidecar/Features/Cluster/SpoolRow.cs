namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>A row on its way to its place: folded names first, then what tells rows apart that fold together.</summary>
/// <param name="Bucket">Place of the bucket in the span.</param>
/// <param name="Group">Empty where the query has none (an empty group never makes a row).</param>
/// <param name="Text">The entity as spelled in the events; for a value row, the value.</param>
internal sealed record SpoolRow(int Bucket, string Entity, string Group, int Step, string Text, double[] Numbers) : IComparable<SpoolRow>
{
    public int CompareTo(SpoolRow? other)
    {
        if (other is null)
            return 1;
        var order = CompareKey(other);
        if (order == 0)
            order = Step.CompareTo(other.Step);
        return order != 0 ? order : string.CompareOrdinal(Text, other.Text);
    }

    /// <summary>Bucket, entity, group: rows equal in these are one observation.</summary>
    public int CompareKey(SpoolRow other)
    {
        var order = Bucket.CompareTo(other.Bucket);
        if (order == 0)
            order = string.CompareOrdinal(Entity, other.Entity);
        return order != 0 ? order : string.CompareOrdinal(Group, other.Group);
    }

    /// <summary>Memory of the row: object, array and list slot, and its texts (shared between neighbours, counted whole).</summary>
    public long Bytes => 160 + 2L * (Entity.Length + Group.Length + Text.Length) + 8L * Numbers.Length;
}
