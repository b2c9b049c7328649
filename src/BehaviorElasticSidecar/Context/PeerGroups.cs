using System.Collections.Frozen;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Context;

/// <summary>Entities of one kind that are alike by the rules.</summary>
/// <param name="Key">The same for the same kind, attributes and values, whoever is in it.</param>
/// <param name="Name">Reads after a number: <c>people in Accounting with the title Accountant</c>.</param>
public sealed record PeerGroup(ulong Key, string Name, int Size);

/// <summary>Whose peers are who, by context. Immutable.</summary>
public sealed class PeerGroups
{
    private static readonly IReadOnlyList<PeerGroup> Nobody = [];

    private readonly FrozenDictionary<EntityKey, IReadOnlyList<PeerGroup>> _groups;
    private readonly ContextBook _book;

    private PeerGroups(ContextBook book, IReadOnlyDictionary<EntityKey, IReadOnlyList<PeerGroup>> groups) => (_book, _groups) = (book, groups.ToFrozenDictionary());

    public static PeerGroups None { get; } = new(ContextBook.Empty, new Dictionary<EntityKey, IReadOnlyList<PeerGroup>>());

    public bool IsEmpty => _groups.Count == 0;

    /// <summary>Finest first; empty where nobody is like the entity.</summary>
    public IReadOnlyList<PeerGroup> Of(EntityKey entity) =>
        _groups.Count == 0 || _book.Of(entity) is not { } listed ? Nobody : _groups.GetValueOrDefault(listed.Entity, Nobody);

    public static PeerGroups Of(ContextBook book, PeerRules rules)
    {
        var found = new Dictionary<EntityKey, IReadOnlyList<PeerGroup>>();
        foreach (var set in rules.Keys)
        {
            var members = book.All.Select(e => (e.Entity, Name: NameOf(e, set))).Where(e => e.Name is not null).GroupBy(e => (e.Entity.Kind, e.Name));
            foreach (var group in members.Where(g => g.Count() >= rules.Least))
            {
                var peers = new PeerGroup(StableHash.Of($"{group.Key.Kind.Name()}\n{group.Key.Name}"), group.Key.Name!, group.Count());
                foreach (var (entity, _) in group)
                    found[entity] = [.. found.GetValueOrDefault(entity, Nobody), peers];
            }
        }

        return found.Count == 0 ? None : new PeerGroups(book, found);
    }

    /// <summary>Null where the lists leave one of the attributes open.</summary>
    private static string? NameOf(EntityContext entity, IReadOnlyList<string> attributes)
    {
        var name = entity.Entity.Kind == EntityKind.Host ? "hosts" : "people";
        foreach (var attribute in attributes)
        {
            var words = attribute switch
            {
                ContextAttributes.Department when entity.Department is { } department => $"in {department}",
                ContextAttributes.Title when entity.Title is { } title => $"with the title {title}",
                ContextAttributes.Role when entity.Role is { } role => $"with the role {role}",
                ContextAttributes.Manager when entity.Manager is { } manager => $"under {manager}",
                ContextAttributes.Owner when entity.Owner is { } owner => $"of {owner}",
                // Of people a type tells persons from accounts, which is no trade that they share.
                ContextAttributes.Type when entity.Type is { } type && entity.Entity.Kind == EntityKind.Host => $"of type {type}",
                _ => null,
            };
            if (words is null)
                return null;
            name += " " + words;
        }

        return name;
    }
}
