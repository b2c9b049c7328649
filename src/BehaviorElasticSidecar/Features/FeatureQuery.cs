using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Features;

/// <summary>What a number of an observation is.</summary>
public enum Metric
{
    /// <summary>Events that pass the column's filter.</summary>
    Count,

    /// <summary>Different values of the field among them.</summary>
    Distinct,
    Sum,
    Min,
    Max,
}

/// <summary>One number of an observation: a metric over the events that pass a filter. <see cref="Field"/> is an ECS name, null for counts.</summary>
/// <remarks>No event passes: Count, Distinct and Sum are 0, Min and Max are NaN. Times are milliseconds since the Unix epoch.</remarks>
public sealed record FeatureColumn(EventFilter Filter, Metric Metric, string? Field);

/// <summary>What one detector asks of the events: how rows are grouped beside the entity, and which numbers it needs.</summary>
/// <param name="GroupField">ECS field of the value or partner; null for one row per entity and bucket.</param>
/// <param name="Columns">The first is always the count of the detector's own events: a row where it is 0 is not the detector's.</param>
/// <param name="EventFields">ECS fields of the ordered events that the measure may fetch for candidates; empty for most.</param>
public sealed record FeatureRequest(string? GroupField, IReadOnlyList<FeatureColumn> Columns, IReadOnlyList<string> EventFields)
{
    /// <summary>ECS field that names the entity in place of the source's actor order: of a logon, the machine that it comes from. Null for nearly all.</summary>
    public string? EntityField { get; init; }

    /// <summary>Whether events that came after their bucket was read are worth looking at by themselves: values are, amounts of a part of a bucket are not.</summary>
    public bool ReadsLate { get; init; }

    /// <summary>The steps by which events of a source are told whose they are.</summary>
    public IReadOnlyList<EntityStep> ActorsAt(Source source, EntityKind kind) => EntityField is { } field ? [new EntityStep(field)] : ActorOrders.Of(source, kind.Name());
}

/// <summary>A detector in a feature query, and which of the query's columns are its own, in the order of its <see cref="FeatureRequest.Columns"/>.</summary>
public sealed record DetectorBinding(Detector Detector, FeatureRequest Request, IReadOnlyList<int> Columns);

/// <summary>What one group of detectors asks of a span of time. Detectors that share source, entity kind, bucket span and group field share one.</summary>
/// <remarks>
/// An event counts when it passes the source's filter and at least one column's; it gives one row for each value of the entity field and,
/// if there is a group field, each of its values (nothing-values never make a row). Rows without any counted event do not exist.
/// </remarks>
public sealed record FeatureQuery
{
    /// <summary>Stable and readable, e.g. <c>logs/user/1h/source.ip</c>; key of baselines and checkpoints.</summary>
    public required string Id { get; init; }

    public required Source Source { get; init; }

    public required EntityKind Kind { get; init; }

    /// <summary>The actor order: an event belongs to the first of these steps that it passes and whose field is present (has values, and no nothing-value among them).</summary>
    public required IReadOnlyList<EntityStep> EntitySteps { get; init; }

    /// <summary>ECS names of the actor order, each once.</summary>
    public IEnumerable<string> EntityFields => EntitySteps.Select(s => s.Field).Distinct(StringComparer.Ordinal);

    public required TimeSpan Bucket { get; init; }

    public required string? GroupField { get; init; }

    public required IReadOnlyList<FeatureColumn> Columns { get; init; }

    public required IReadOnlyList<DetectorBinding> Detectors { get; init; }

    /// <summary>Nothing is lost with an event that names no entity: the query only gathers what stands together.</summary>
    public bool MayLackEntities { get; init; }
}
