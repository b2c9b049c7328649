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

    /// <summary>How else events may name a person: mail addresses, SIDs, ids, other logins.</summary>
    public SpellingList Spellings { get; init; } = SpellingList.None;

    /// <summary>The list that names the entity first, for people.</summary>
    public string? Origin { get; init; }

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
        Spellings = Spellings.Plus(other.Spellings),
        Origin = Origin ?? other.Origin,
    };

    /// <summary>All of it on one line, the same for equal contexts and for no others: for hashes.</summary>
    internal string Line => string.Join('\u001f', Entity, FullName, Role, Department, Title, Manager, Privileged, TimeZone,
        Start?.DayNumber, End?.DayNumber, Owner, Type, Criticality, Spellings);
}

/// <summary>Further spellings of one person, in the order of the lists, each once. Equal by content.</summary>
public sealed class SpellingList(IEnumerable<string> spellings) : IEquatable<SpellingList>
{
    /// <summary>A person has some dozens in the worst directory.</summary>
    internal const int Most = 64;

    /// <summary>Between several in one cell of a CSV.</summary>
    internal static readonly char[] Separators = [';', '|', '\n'];

    public static SpellingList None { get; } = new([]);

    public IReadOnlyList<string> All { get; } = [.. spellings.Distinct(StringComparer.Ordinal).Take(Most)];

    internal SpellingList Plus(SpellingList other) => other.All.Count == 0 ? this : new(All.Concat(other.All));

    public bool Equals(SpellingList? other) => other is not null && All.SequenceEqual(other.All, StringComparer.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as SpellingList);

    public override int GetHashCode() => All.Count;

    public override string ToString() => string.Join('\u001e', All);
}
