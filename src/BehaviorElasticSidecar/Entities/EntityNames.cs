using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Entities;

/// <summary>From a raw name to the id of an <see cref="EntityKey"/>, by kind.</summary>
public static class EntityNames
{
    /// <summary>Null: the name does not stand for an entity of this kind (machine and built-in accounts are never scored as people).</summary>
    public static string? Normalise(EntityKind kind, string raw) => kind switch
    {
        EntityKind.User => NameNormaliser.User(raw),
        EntityKind.Host => NameNormaliser.Host(raw),
        EntityKind.Address => NameNormaliser.Address(raw),
        _ => NameNormaliser.Name(raw),
    };
}
