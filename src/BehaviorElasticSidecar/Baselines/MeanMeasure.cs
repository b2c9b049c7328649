using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Baselines;

/// <summary><c>mean</c>: a number per event that has it, e.g. bytes a query. Log-normal with Student-t prediction, whatever the hour.</summary>
/// <remarks>Events are few or many in a bucket, which the spread of the entity's means holds together: one distribution for both.</remarks>
internal sealed class MeanMeasure() : AmountMeasure(new SumLaw(SumScale.Amounts), SumColumn)
{
    private const int SumColumn = 1, CountColumn = 2;

    public override MeasureGrammar Grammar { get; } = new("mean", true, true, [Direction.High, Direction.Low, Direction.Both],
        "Mean of a number over the events of a bucket, e.g. bytes a query.");

    /// <summary>That nothing happens, or at another hour, says nothing of a mean.</summary>
    protected override bool CountsActivity => false;

    public override FeatureRequest Request(Detector detector)
    {
        var having = detector.Events.And(new EventFilter([new FieldCondition(detector.Of!, [])]));
        return new FeatureRequest(detector.By,
            [
                new FeatureColumn(detector.Events, Metric.Count, null),
                new FeatureColumn(having, Metric.Sum, detector.Of),
                new FeatureColumn(having, Metric.Count, null),
            ], []);
    }

    protected override double Together(in Sighting sighting)
    {
        double sum = 0, count = 0;
        for (var row = 0; row < sighting.Rows.Length; row++)
            if (sighting.Number(row, SumColumn) is > 0 and var part && sighting.Number(row, CountColumn) is > 0 and var events)
                (sum, count) = (sum + Math.Min(part, Largest), count + events);
        return sum / count;
    }
}
