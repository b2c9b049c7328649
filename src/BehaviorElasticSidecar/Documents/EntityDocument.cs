using System.Text.Json.Serialization;

namespace BehaviorElasticSidecar.Documents;

/// <summary>Who an entity is, as written to <c>behavior-entities</c> and <c>entities.ndjson</c>: one for each canonical entity.</summary>
public sealed record EntityDocument
{
    /// <summary>The midnight UTC as of which it holds.</summary>
    [JsonPropertyName("@timestamp")]
    public required DateTimeOffset Timestamp { get; init; }

    public EcsVersion Ecs { get; init; } = new();

    public required EventFields Event { get; init; }

    public required string Message { get; init; }

    public UserNameFields? User { get; init; }

    public HostNameFields? Host { get; init; }

    public RelatedFields? Related { get; init; }

    public required EntityBehavior Behavior { get; init; }
}

public sealed record UserNameFields(string Name);

public sealed record HostNameFields(string Name);

public sealed record EntityBehavior
{
    public required EntityFields Entity { get; init; }

    public required AccountFields Account { get; init; }

    /// <summary>Every spelling; at most 200, the rest is in the count.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    public required int AliasCount { get; init; }

    /// <summary>Why they are one; at most 100.</summary>
    public IReadOnlyList<AliasLinkFields>? Links { get; init; }

    /// <summary>Keys that it and others claim, which were not merged; at most 20.</summary>
    public IReadOnlyList<AliasConflictFields>? Conflicts { get; init; }

    public required int ConflictCount { get; init; }

    /// <summary>Where it was lately, the newest first.</summary>
    public IReadOnlyList<AddressFieldsOfEntity>? Addresses { get; init; }

    public DateTimeOffset? FirstSeen { get; init; }

    public DateTimeOffset? LastSeen { get; init; }
}

/// <param name="Kind">person, service, machine, robot, shared or built_in.</param>
/// <param name="Basis">name, behaviour, or default.</param>
public sealed record AccountFields(string Kind, string Basis, int? ActiveDays, double? HoursADay, int? InteractiveDays);

/// <param name="Strength">strong or weak.</param>
/// <param name="Origin">Source and field, row of a directory, or settings.</param>
public sealed record AliasLinkFields(string One, string Other, string Strength, string Origin, DateTimeOffset? First, DateTimeOffset? Last, int? Days, long? Events);

public sealed record AliasConflictFields(string Key, IReadOnlyList<string> Claimants, string Why);

public sealed record AddressFieldsOfEntity(string Ip, DateTimeOffset From, DateTimeOffset To, long Events);
