using BehaviorElasticSidecar.Entities.Accounts;
using BehaviorElasticSidecar.Entities.Addresses;
using BehaviorElasticSidecar.Entities.Aliases;

namespace BehaviorElasticSidecar.Entities;

/// <summary>All that is known of who an entity is, as of a midnight UTC.</summary>
internal sealed record EntityRecord(EntityKey Entity, DateTimeOffset At)
{
    public required AccountKind Kind { get; init; }

    /// <summary>What told the kind: <c>name</c>, <c>behaviour</c>, or <c>default</c>.</summary>
    public required string KindBasis { get; init; }

    /// <summary>Its spellings, its own among them, in their order.</summary>
    public required IReadOnlyList<AliasKey> Aliases { get; init; }

    /// <summary>Why they are one.</summary>
    public IReadOnlyList<AliasLink> Links { get; init; } = [];

    /// <summary>Keys that it and others claim.</summary>
    public IReadOnlyList<AliasConflict> Conflicts { get; init; } = [];

    /// <summary>Where it was lately, the newest first.</summary>
    public IReadOnlyList<(string Address, AddressClaim Claim)> Claims { get; init; } = [];

    public AccountBehaviour Behaviour { get; init; }

    /// <summary>UTC days of the first and the last event that tells of it; null where only a directory or settings do.</summary>
    public int? FirstDay { get; init; }

    public int? LastDay { get; init; }
}
