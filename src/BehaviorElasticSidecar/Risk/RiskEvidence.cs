using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Detectors;

namespace BehaviorElasticSidecar.Risk;

/// <summary>What risk remembers of an anomaly.</summary>
/// <param name="BucketStart">The anomaly's own time, by whose month its index is named.</param>
/// <param name="CountsFrom">End of the bucket that found it, which for late events is not its own; decay runs from here.</param>
/// <param name="Log10Rarity">log10 of one in how many entity-days, 0 or more.</param>
/// <param name="Odds">How much likelier it is under attack, 1 or more: prior knowledge, facts only.</param>
/// <param name="Confidence">0..1: how sure it is that it is about this entity; below 1 for who was behind an address.</param>
public sealed record RiskEvidence(
    string AnomalyId,
    string DetectorId,
    string Family,
    string Description,
    DateTimeOffset BucketStart,
    DateTimeOffset CountsFrom,
    double Log10Rarity,
    double Odds,
    double Confidence = 1)
{
    /// <summary>0..100, as on the anomaly.</summary>
    public double AnomalyScore => Math.Clamp(25 * (Log10Rarity - 1), 0, 100);

    /// <summary>Null for a detector in shadow: it is shown, and adds no risk.</summary>
    /// <param name="countsFrom">End of the bucket whose reading found it.</param>
    public static RiskEvidence? Of(Anomaly anomaly, DateTimeOffset countsFrom) => anomaly.Detector.Mode != DetectorMode.On
        ? null
        : new RiskEvidence(
            anomaly.Id, anomaly.Detector.Id, anomaly.Detector.Family, anomaly.Sentence, anomaly.Bucket.From, countsFrom,
            Math.Log10(Math.Max(1, anomaly.Rarity)), Math.Max(1, anomaly.Detector.Odds));
}
