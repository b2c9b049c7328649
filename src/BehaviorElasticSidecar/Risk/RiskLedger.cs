using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Risk;

/// <summary>The evidence of the last days against one canonical entity. Immutable; the same whatever the order in which it was added.</summary>
/// <remarks>
/// Bounded: of each family the strongest, of all families the strongest, are kept. As all odds halve alike, which of two is stronger never
/// changes, so what was dropped would never have come back. 25 KB stored at most for sentences of 100 characters.
/// </remarks>
internal sealed class RiskLedger
{
    private const byte Version = 2;
    private readonly RiskParameters _parameters;
    private readonly List<RiskEvidence> _evidence;

    private RiskLedger(EntityKey entity, RiskParameters parameters, List<RiskEvidence> evidence)
    {
        Entity = entity;
        _parameters = parameters;
        _evidence = evidence;
    }

    public EntityKey Entity { get; }

    /// <summary>By anomaly id, ordinally.</summary>
    public IReadOnlyList<RiskEvidence> Evidence => _evidence;

    public static RiskLedger Empty(EntityKey entity, RiskParameters parameters) => new(entity, parameters, []);

    public RiskLedger Add(RiskEvidence evidence) => Add([evidence]);

    /// <summary>With more evidence; an anomaly that is there already is replaced, so a replay adds nothing twice. O(n log n), so add a bucket's at once.</summary>
    public RiskLedger Add(IReadOnlyCollection<RiskEvidence> evidence)
    {
        var all = _evidence.ToDictionary(e => e.AnomalyId, StringComparer.Ordinal);
        foreach (var e in evidence)
        {
            if (!double.IsFinite(e.Log10Rarity) || e.Log10Rarity < 0 || !(e.Odds >= 1) || double.IsInfinity(e.Odds) || !(e.Confidence is >= 0 and <= 1))
                throw new ArgumentException($"Evidence {e.AnomalyId} has no finite rarity, odds of 1 or more and confidence of 0 to 1.", nameof(evidence));
            all[e.AnomalyId] = e;
        }

        var kept = all.Values.GroupBy(e => e.Family, StringComparer.Ordinal).SelectMany(family => Strongest(family, _parameters.MostOfFamily));
        return new RiskLedger(Entity, _parameters, Ordered(Strongest(kept, _parameters.MostEvidence)));
    }

    /// <summary>Without what no longer counts at <paramref name="at"/> or later.</summary>
    public RiskLedger Settled(DateTimeOffset at) =>
        new(Entity, _parameters, Ordered(_evidence.Where(e => at < e.CountsFrom || RiskModel.StrengthAt(e, at, _parameters) > 0)));

    /// <summary>The score at a bucket's end. Evidence that counts only later is left out.</summary>
    /// <param name="context">What the site's lists say of the entity; null where none names it.</param>
    public RiskScore At(DateTimeOffset bucketEnd, EntityContext? context = null) => RiskModel.Score(Entity, _evidence, bucketEnd, _parameters, context);

    /// <summary>Nothing in it counts at <paramref name="at"/> or will later.</summary>
    public bool IsSpent(DateTimeOffset at) => Settled(at)._evidence.Count == 0;

    public byte[] ToBytes() => StateFormat.Write(to =>
    {
        to.Write(Version);
        Entity.Write(to);
        to.Write7BitEncodedInt(_evidence.Count);
        foreach (var e in _evidence)
        {
            to.Write(e.AnomalyId);
            to.Write(e.DetectorId);
            to.Write(e.Family);
            to.Write(e.Description);
            to.Write(e.BucketStart.UtcTicks);
            to.Write(e.CountsFrom.UtcTicks);
            to.Write(e.Log10Rarity);
            to.Write(e.Odds);
            to.Write(e.Confidence);
        }
    });

    /// <summary>Throws <see cref="InvalidDataException"/> on anything that no version up to this one wrote.</summary>
    public static RiskLedger FromBytes(byte[] bytes, RiskParameters parameters) => StoredBytes.Read(bytes, Version, "risk", from =>
    {
        var hasConfidence = bytes[0] > 1;
        var entity = EntityKey.Read(from);
        var evidence = new List<RiskEvidence>();
        for (var left = from.Read7BitEncodedInt(); left > 0; left--)
        {
            evidence.Add(new RiskEvidence(
                from.ReadString(), from.ReadString(), from.ReadString(), from.ReadString(),
                Instant(from), Instant(from), from.ReadDouble(), from.ReadDouble(), hasConfidence ? from.ReadDouble() : 1));
        }

        return new RiskLedger(entity, parameters, evidence);
    });

    private static DateTimeOffset Instant(BinaryReader from) => new(from.ReadInt64(), TimeSpan.Zero);

    private IEnumerable<RiskEvidence> Strongest(IEnumerable<RiskEvidence> evidence, int most) => evidence
        .OrderByDescending(Lasting).ThenBy(e => e.AnomalyId, StringComparer.Ordinal).Take(most);

    /// <summary>Strength with the halvings counted from one instant for all: the order in which evidence outlasts other evidence.</summary>
    private double Lasting(RiskEvidence evidence) =>
        RiskModel.Strength(evidence, _parameters) + (evidence.CountsFrom - DateTimeOffset.UnixEpoch) / _parameters.HalfLife * Math.Log10(2);

    private static List<RiskEvidence> Ordered(IEnumerable<RiskEvidence> evidence) => [.. evidence.OrderBy(e => e.AnomalyId, StringComparer.Ordinal)];
}
