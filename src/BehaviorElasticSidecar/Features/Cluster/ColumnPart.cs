using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>What one event adds to a column.</summary>
/// <param name="Filter">Name of the filter that the event must pass; null where every event of the request does.</param>
internal sealed record ColumnPart(Metric Metric, string? Filter)
{
    /// <summary>The field whose values are taken; null for counts and constants.</summary>
    public FieldUse? Use { get; init; }

    public double Constant { get; init; }

    /// <summary>No event passes.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>Whether different values are collected: two counts of them cannot be added.</summary>
    public bool CollectsValues => Metric == Metric.Distinct && Use is not null;

    /// <summary>The number of a row that consists of this event; 0 where values are collected.</summary>
    /// <param name="values">Of <see cref="Use"/>, with repetitions; null without a field.</param>
    public double Of(bool passes, IReadOnlyList<double>? values)
    {
        if (!passes || IsEmpty || CollectsValues)
            return Metric is Metric.Min or Metric.Max ? double.NaN : 0;
        if (values is null)
            return Metric is Metric.Count or Metric.Distinct ? 1 : Constant;
        return Metric switch
        {
            Metric.Sum => values.Sum(),
            Metric.Min => values.Count == 0 ? double.NaN : values.Min(),
            _ => values.Count == 0 ? double.NaN : values.Max(),
        };
    }
}
