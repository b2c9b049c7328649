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

    /// <summary>The key of an account of any kind, machines and built-in ones too, and what its name tells of it; null for nothing-values and addresses.</summary>
    public static NamedAccount? Account(string raw)
    {
        if (NameNormaliser.User(raw) is { } person)
            return new NamedAccount(person, IsServiceName(person) ? ActorKind.ServiceAccount : IsAgent(raw) ? ActorKind.Application : ActorKind.User);
        return NameNormaliser.Account(raw) is { } other ? new NamedAccount(other, other.EndsWith('$') ? ActorKind.Machine : ActorKind.BuiltIn) : null;
    }

    /// <summary>An entry of a directory's branch for client programs.</summary>
    private static bool IsAgent(string raw) => raw.Contains(",ou=agent,", StringComparison.OrdinalIgnoreCase);

    /// <summary>By the ways in which platforms and sites name accounts of programs.</summary>
    private static bool IsServiceName(string key) =>
        key.EndsWith(".gserviceaccount.com", StringComparison.Ordinal)
        || key.StartsWith("svc_", StringComparison.Ordinal) || key.StartsWith("svc-", StringComparison.Ordinal) || key.StartsWith("svc.", StringComparison.Ordinal)
        || key.Contains("awsservicerole", StringComparison.Ordinal) || key.Contains("noreply", StringComparison.Ordinal) || key.Contains("no-reply", StringComparison.Ordinal)
        || key.EndsWith("_svc", StringComparison.Ordinal) || key.EndsWith("-svc", StringComparison.Ordinal);
}

/// <param name="Key">Normalised name or id.</param>
public sealed record NamedAccount(string Key, ActorKind Kind);
