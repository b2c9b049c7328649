namespace BehaviorElasticSidecar.Sources;

/// <summary>One step of an actor order: events that pass <see cref="When"/> are named by the field, if it has a value and no step before it applied.</summary>
/// <param name="Field">ECS name, mapped like any other.</param>
/// <param name="When">Over stored values: what the source derives does not count here.</param>
public sealed record EntityStep(string Field, EventFilter When)
{
    public EntityStep(string field)
        : this(field, EventFilter.Everything)
    {
    }

    public static implicit operator EntityStep(string field) => new(field);

    public override string ToString() => Field;
}
