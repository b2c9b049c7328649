using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Context;

/// <summary>What a list may tell of an entity: the keys of <c>map</c>.</summary>
internal static class ContextAttributes
{
    public const string Name = "name", FullName = "full_name", Role = "role", Department = "department", Title = "title", Manager = "manager",
        Privileged = "privileged", TimeZone = "time_zone", Start = "start", End = "end", Owner = "owner", Type = "type", Criticality = "criticality", Email = "email", Aliases = "aliases";

    private static readonly IReadOnlyList<string> People =
        [Name, FullName, Role, Department, Title, Manager, Privileged, TimeZone, Start, End, Owner, Type, Criticality, Email, Aliases];

    private static readonly IReadOnlyList<string> Hosts = [Name, Role, Department, Privileged, TimeZone, Owner, Type, Criticality];

    public static IReadOnlyList<string> Of(EntityKind kind) => kind == EntityKind.Host ? Hosts : People;
}
