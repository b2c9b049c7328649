using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Context;

/// <summary>How bad it is if the entity falls to an attacker; the order is that of the weights.</summary>
public enum Criticality
{
    Low,
    Medium,
    High,
    Extreme,
}

/// <summary>What the site's own lists say of one person or host. Null: they do not say. Texts are cleaned and at most 256 characters long.</summary>
public sealed record EntityContext(EntityKey Entity)
{
    public string? FullName { get; init; }

    public string? Role { get; init; }

    public string? Department { get; init; }

    public string? Title { get; init; }

    /// <summary>As the list writes it.</summary>
    public string? Manager { get; init; }

    public bool? Privileged { get; init; }

    /// <summary>A name of the tz database.</summary>
    public string? TimeZone { get; init; }

    /// <summary>First day of employment.</summary>
    public DateOnly? Start { get; init; }

    /// <summary>Last day of employment.</summary>
    public DateOnly? End { get; init; }

    /// <summary>As the list writes it.</summary>
    public string? Owner { get; init; }

    public string? Type { get; init; }

    public Criticality? Criticality { get; init; }

    /// <summary>This, and what it leaves open from <paramref name="other"/>.</summary>
    public EntityContext FilledFrom(EntityContext other) => this with
    {
        FullName = FullName ?? other.FullName,
        Role = Role ?? other.Role,
        Department = Department ?? other.Department,
        Title = Title ?? other.Title,
        Manager = Manager ?? other.Manager,
        Privileged = Privileged ?? other.Privileged,
        TimeZone = TimeZone ?? other.TimeZone,
        Start = Start ?? other.Start,
        End = End ?? other.End,
        Owner = Owner ?? other.Owner,
        Type = Type ?? other.Type,
        Criticality = Criticality ?? other.Criticality,
    };

    /// <summary>All of it on one line, the same for equal contexts and for no others: for hashes.</summary>
    internal string Line => string.Join('\u001f', Entity, FullName, Role, Department, Title, Manager, Privileged, TimeZone,
        Start?.DayNumber, End?.DayNumber, Owner, Type, Criticality);
}
