namespace BehaviorElasticSidecar.Quality;

/// <summary>Something that an event can have or lack: an entity of a kind, a place, or one field that a detector needs.</summary>
/// <param name="Name">A kind of entity (<c>user</c>), <c>geo</c>, or the ECS name of the field.</param>
/// <param name="AnyOf">ECS names; one of them is enough.</param>
internal sealed record QualityPart(string Name, IReadOnlyList<string> AnyOf)
{
    /// <summary>Whether it is named as the field that a detector asks for; that can stand in another field.</summary>
    public bool IsField => AnyOf[0] == Name;
}
