namespace BehaviorElasticSidecar.Engine;

/// <summary>One field of a pattern, from <c>_field_caps</c>: every type it has across the indices, sorted.</summary>
/// <param name="Searchable">In every index that has it.</param>
/// <param name="Aggregatable">In every index that has it.</param>
public sealed record FieldCapability(string Name, IReadOnlyList<string> Types, bool Searchable, bool Aggregatable);
