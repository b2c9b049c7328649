using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Anomalies.Days;

/// <summary>How rare a day of somebody was, all detectors together: what a day's people and hosts are put in order by, and notices are chosen by.</summary>
/// <param name="LocalDay"><see cref="DateOnly.DayNumber"/>.</param>
/// <param name="Rarity">One in how many entity-days; 1 to 10 x those seen.</param>
/// <param name="Sum">Of families and the rarest coupling, before calibration; orders those of equal rarity.</param>
internal sealed record DayRarity(EntityKey Entity, int LocalDay, double Rarity, double Sum)
{
    /// <summary>Families that added to the sum, the strongest first.</summary>
    public required IReadOnlyList<FamilyRarity> Families { get; init; }

    /// <summary>Couplings of the day, the rarest first.</summary>
    public required IReadOnlyList<CouplingRarity> Couplings { get; init; }

    /// <summary>Others whose findings count with it, machines and addresses, the rarest first.</summary>
    public required IReadOnlyList<EntityKey> Machines { get; init; }

    /// <summary>When the day began and ended where the entity lives.</summary>
    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }
}

/// <summary>The rarest of a family on a day.</summary>
/// <param name="Added">To the sum.</param>
internal sealed record FamilyRarity(string Family, DayEvidence Rarest, double Added);

/// <summary>Two groups of detectors that spoke on one day, or more than usual over some.</summary>
/// <param name="IsSlow">Over some days (CUSUM).</param>
/// <param name="Rarity">log10 of one in how many entity-days of this coupling.</param>
/// <param name="One">Detector of the first group.</param>
internal sealed record CouplingRarity(string Id, string Title, bool IsSlow, double Rarity, string One, string Other);
