using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Entities.Addresses;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Anomalies;

/// <summary>An observation too improbable under its baseline, calibrated and explained.</summary>
public sealed record Anomaly
{
    /// <summary>Hash of detector, entity, partner, bucket (where it came late, both) and value: the document's id, the same whenever it is found.</summary>
    public required string Id { get; init; }

    public required Detector Detector { get; init; }

    public required string SourceId { get; init; }

    /// <summary>As the source names it.</summary>
    public required EntityKey Entity { get; init; }

    /// <summary>Under which risk is kept: the same, unless that is another spelling of somebody.</summary>
    public EntityKey Canonical { get => _canonical ?? Entity; init => _canonical = value; }

    /// <summary>Who was probably behind the address that this is about; empty for everything else.</summary>
    internal IReadOnlyList<Attribution> Behind { get; init; } = [];

    /// <summary>When it happened.</summary>
    public required TimeBucket Bucket { get; init; }

    /// <summary>The later bucket in which it was found and counts, where the event came after its own had been read; null for all others.</summary>
    public TimeBucket? LateIn { get; init; }

    public BucketReading Reading => new(Bucket, LateIn);

    /// <summary>0..100; 50 is one in 1,000 entity-days, 75 one in 10,000.</summary>
    public required double Score { get; init; }

    /// <summary>One in how many entity-days, not clamped to the score's range; at least 1.</summary>
    public required double Rarity { get; init; }

    /// <summary>-log10 of the predictive probability, before calibration.</summary>
    public required double Surprise { get; init; }

    public required Explanation Explanation { get; init; }

    public required string Sentence { get; init; }

    public required Evidence Evidence { get; init; }

    /// <summary>What the site's lists said of the entity then; null where none names it.</summary>
    public EntityContext? Context { get; init; }

    private readonly EntityKey? _canonical;
}

/// <summary>Where an analyst sees the events behind an anomaly: index patterns, a query for Discover, and its time range.</summary>
/// <param name="Kql">Kibana and OpenSearch Dashboards query text.</param>
/// <param name="QueryJson">The same as query DSL.</param>
public sealed record Evidence(IReadOnlyList<string> Indices, string Kql, string QueryJson, TimeBucket Range);
