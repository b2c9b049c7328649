using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Anomalies.Days;

/// <summary>What one detector has against somebody on a local day: its rarest moment.</summary>
/// <param name="Entity">Whom it was found at: the holder under its canonical name, a machine of the holder, or an address behind which the machine stood.</param>
/// <param name="Log10Rarity">log10 of one in how many of the detector's entity-days, 0 or more; times how sure the attribution is.</param>
internal readonly record struct DayEvidence(string DetectorId, EntityKey Entity, double Log10Rarity);

/// <summary>The local day of somebody to call: a person with their machines, a service account, a server.</summary>
internal sealed class HolderDay(EntityKey holder, int day)
{
    private readonly SortedDictionary<string, DayEvidence> _evidence = new(StringComparer.Ordinal);

    public EntityKey Holder => holder;

    /// <summary><see cref="DateOnly.DayNumber"/>, in the zone of whoever was seen.</summary>
    public int Day => day;

    /// <summary>The strongest of each detector, ordered by detector.</summary>
    public IReadOnlyCollection<DayEvidence> Evidence => _evidence.Values;

    public void Raise(DayEvidence evidence)
    {
        if (!_evidence.TryGetValue(evidence.DetectorId, out var known) || evidence.Log10Rarity > known.Log10Rarity
            || (evidence.Log10Rarity == known.Log10Rarity && evidence.Entity.CompareTo(known.Entity) < 0))
            _evidence[evidence.DetectorId] = evidence;
    }
}
