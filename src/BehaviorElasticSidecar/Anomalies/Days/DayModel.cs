using BehaviorElasticSidecar.Detectors;

namespace BehaviorElasticSidecar.Anomalies.Days;

/// <summary>From what detectors have against somebody on a day to how rare that day is. Pure: everything it knows is handed in.</summary>
/// <remarks>
/// Of a family the rarest finding counts. What families have above one in 100 is added in log10, each capped, the k-th largest with weight 1/k^1.5, and so is the rarest of the
/// couplings, calibrated as one; the sum is calibrated on entity-days (docs/decisions/a-day-is-what-stands-out-of-it.md has what was measured).
/// </remarks>
internal sealed class DayModel(DayCalibration known, IReadOnlyDictionary<string, Detector> detectors, IReadOnlyList<Coupling> couplings)
{
    /// <summary>log10 of the rarity from which anything adds: everybody has something of one in 100 on most days.</summary>
    public const double Ordinary = 2;

    /// <summary>The most that one family adds.</summary>
    public const double Cap = 5;

    private const double WeightPower = 1.5;

    /// <summary>A CUSUM that is as rare has spoken, and begins again: one in 1,000 entity-days.</summary>
    private const double Spoken = 3;

    /// <param name="Parts">For the calibration.</param>
    /// <param name="Slow">CUSUM of each coupling after the day, 0 where it has spoken.</param>
    public sealed record Judged(
        HolderDay Day, double Log10Rarity, IReadOnlyList<FamilyRarity> Families, IReadOnlyList<CouplingRarity> Couplings, DayParts Parts, IReadOnlyDictionary<string, double> Slow);

    /// <param name="sums">CUSUM of couplings before the day.</param>
    public Judged Judge(HolderDay day, CouplingSums sums)
    {
        var families = Families(day);
        var (values, slow, kept, rare) = (Numbers(), Numbers(), Numbers(), new List<CouplingRarity>());
        foreach (var coupling in couplings)
        {
            var found = CouplingDay.Of(coupling, day.Evidence, detectors);
            var after = sums.After(coupling.Id, day.Holder, day.Day, found.Value, known.UsualOfCoupling(coupling.Id));
            var slowly = known.OfSlow(coupling.Id, after);
            kept[coupling.Id] = slowly >= Spoken ? 0 : after;
            if (after > 0)
                slow[coupling.Id] = after;
            if (found.Value <= 0)
                continue;
            values[coupling.Id] = found.Value;
            rare.Add(new CouplingRarity(coupling.Id, coupling.Title, IsSlow: false, known.OfCoupling(coupling.Id, found.Value), found.One, found.Other));
            if (after > 0)
                rare.Add(new CouplingRarity(coupling.Id, coupling.Title, IsSlow: true, slowly, found.One, found.Other));
        }

        var rarest = rare.Where(c => !c.IsSlow).Select(c => c.Rarity).DefaultIfEmpty(0).Max();
        var sum = families.Sum(f => f.Added) + Math.Clamp(known.OfCouplings(rarest) - Ordinary, 0, Cap);
        return new Judged(
            day, known.OfSum(sum), families, [.. rare.OrderByDescending(c => c.Rarity).ThenBy(c => c.Id, StringComparer.Ordinal).ThenBy(c => c.IsSlow)],
            new DayParts(sum, values, slow, rarest), kept);
    }

    private static Dictionary<string, double> Numbers() => new(StringComparer.Ordinal);

    /// <summary>Those that add something, the strongest first.</summary>
    private List<FamilyRarity> Families(HolderDay day) =>
    [
        .. day.Evidence.Where(e => e.Log10Rarity > Ordinary)
            .GroupBy(e => detectors[e.DetectorId].Family, StringComparer.Ordinal)
            .Select(f => (Family: f.Key, Rarest: f.OrderByDescending(e => e.Log10Rarity).ThenBy(e => e.DetectorId, StringComparer.Ordinal).First()))
            .OrderByDescending(f => f.Rarest.Log10Rarity).ThenBy(f => f.Family, StringComparer.Ordinal)
            .Select((f, k) => new FamilyRarity(f.Family, f.Rarest, Math.Min(Cap, f.Rarest.Log10Rarity - Ordinary) / Math.Pow(k + 1, WeightPower))),
    ];
}
