using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Evaluation;

/// <summary>The truth about one attack: who, from when to when, and what it is called. Finding one of its entities in its time is finding it.</summary>
/// <param name="Scenario">Name; labels of one name are one row of the table.</param>
/// <param name="Entities">Normalised as the program normalises names.</param>
public sealed record Label(string Scenario, IReadOnlyList<EntityKey> Entities, DateTimeOffset Start, DateTimeOffset End)
{
    public string? Difficulty { get; init; }

    /// <summary>Whether its <paramref name="day"/> (local) and <paramref name="entity"/> belong to the attack.</summary>
    public bool Holds(EntityKey entity, int day, SiteClock clock) =>
        clock.At(Start).Day <= day && day <= clock.At(End).Day && Entities.Contains(entity);
}

/// <summary>One entity's local day, the unit that is ranked and counted.</summary>
/// <param name="Day">As <see cref="DateOnly.DayNumber"/>.</param>
public readonly record struct EntityDayKey(EntityKey Entity, int Day);
