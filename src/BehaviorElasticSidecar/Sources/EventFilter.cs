namespace BehaviorElasticSidecar.Sources;

/// <summary>Which events count: every condition must hold. Field names are ECS names, mapped by the source's field map when read.</summary>
/// <remarks>No conditions: every event. Equality is by content and order, so that equal filters are asked for once.</remarks>
public sealed record EventFilter(IReadOnlyList<FieldCondition> Conditions)
{
    public static EventFilter Everything { get; } = new([]);

    public bool Equals(EventFilter? other) => other is not null && Conditions.SequenceEqual(other.Conditions);

    public override int GetHashCode() => Conditions.Count;

    public EventFilter And(EventFilter other) => new([.. Conditions, .. other.Conditions.Where(c => !Conditions.Contains(c))]);
}

/// <summary>A field holds one of the values (case-sensitive, as keyword fields compare), or, with no values, exists at all.</summary>
/// <remarks>A field with several values matches when one of them does. <see cref="Negated"/> turns the whole condition round.</remarks>
public sealed record FieldCondition(string Field, IReadOnlyList<string> AnyOf, bool Negated = false)
{
    public bool Equals(FieldCondition? other) =>
        other is not null && Field == other.Field && Negated == other.Negated && AnyOf.SequenceEqual(other.AnyOf);

    public override int GetHashCode() => HashCode.Combine(Field.Length, AnyOf.Count, Negated);
}
