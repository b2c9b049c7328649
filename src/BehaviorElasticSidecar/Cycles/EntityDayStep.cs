using BehaviorElasticSidecar.Anomalies.Days;
using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Cycles.Identity;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>From the local days that feature queries have finished to the days of people and hosts.</summary>
internal static class EntityDayStep
{
    /// <summary>Days that a detector has been calibrated on before it counts.</summary>
    private const int CalibratedDays = 3;

    /// <param name="state">That the days were scored against.</param>
    /// <param name="ended">Per feature query, the entity-days that have ended.</param>
    /// <param name="identity">After the day: who was behind an address is known by then.</param>
    /// <param name="lastOver">The last local day that is over everywhere; with earlier ones it is closed.</param>
    public static EntityDays Advance(
        PopulationState state, IEnumerable<(FeatureQuery Query, IReadOnlyList<EntityDay> Days)> ended, IdentityState identity, SiteClock clock, DayInputs inputs, int lastOver)
    {
        var days = ended.SelectMany(e => Of(state, e.Query, e.Days, identity));
        return state.Days.Advance(days, lastOver, Holders(identity, clock, inputs.Context), calibration => new DayModel(calibration, inputs.Detectors, inputs.Couplings));
    }

    private static DayHolders Holders(IdentityState identity, SiteClock clock, ContextBook context) =>
        new(clock, identity.Canonical, new MachineOwners(identity, context).Of, identity.Behind);

    private static IEnumerable<(int, EntityKey, IEnumerable<(string, double)>)> Of(PopulationState state, FeatureQuery query, IReadOnlyList<EntityDay> days, IdentityState identity)
    {
        var today = SiteClock.UtcDayOf(state.Midnight);
        var counted = query.Detectors.Select(d => (d.Detector, Known: state.Of(query, d.Detector)))
            .Select(d => d.Detector.Mode == DetectorMode.On && d.Known.FirstDay is { } first && today >= first + PopulationState.CalibrationStart + CalibratedDays ? d.Known : null).ToList();
        foreach (var day in days)
            yield return (day.LocalDay, identity.Canonical(new EntityKey(query.Kind, day.Entity)), Rarities(query, day, counted));
    }

    private static IEnumerable<(string, double)> Rarities(FeatureQuery query, EntityDay day, List<DetectorPopulation?> counted)
    {
        for (var i = 0; i < counted.Count; i++)
            if (day.Maxima[i] > 0 && counted[i] is { } known && Math.Log10(known.Rarity(day.Maxima[i])) is var rarity and >= OpenDays.Least)
                yield return (query.Detectors[i].Detector.Id, rarity);
    }
}

/// <summary>What is handed to the days of entities beside what was learnt.</summary>
/// <param name="Detectors">By id.</param>
internal sealed record DayInputs(IReadOnlyDictionary<string, Detector> Detectors, IReadOnlyList<Coupling> Couplings, ContextBook Context)
{
    public static DayInputs Of(IEnumerable<FeatureQuery> queries, IReadOnlyList<Coupling> couplings, ContextBook context) => new(
        queries.SelectMany(q => q.Detectors).Select(d => d.Detector).DistinctBy(d => d.Id, StringComparer.Ordinal).ToDictionary(d => d.Id, StringComparer.Ordinal), couplings, context);
}
