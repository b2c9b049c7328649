namespace BehaviorElasticSidecar.Sources;

/// <summary>One rule of what an ECS classification field holds at a source, whatever is stored: events that pass <see cref="When"/> and no rule before have these values.</summary>
/// <param name="When">Over stored values, never over other derived ones.</param>
public sealed record DerivedValue(EventFilter When, IReadOnlyList<string> Values)
{
    /// <summary>Fields that a source may derive: those that detectors choose events by.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["event.action", "event.category", "event.kind", "event.outcome", "event.type"];

    public bool Equals(DerivedValue? other) => other is not null && When.Equals(other.When) && Values.SequenceEqual(other.Values, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(When, Values.Count);
}
