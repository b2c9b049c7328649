using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Baselines;

/// <summary><c>sum</c>: how much of a number, e.g. bytes. Log-normal with Student-t prediction above a hurdle.</summary>
internal sealed class SumMeasure() : AmountMeasure(new SumLaw(SumScale.Amounts), 1)
{
    public override MeasureGrammar Grammar { get; } = new("sum", true, true, [Direction.High, Direction.Low, Direction.Both],
        "Sum of a number in a bucket, e.g. bytes sent.");

    public override FeatureRequest Request(Detector detector) => new(detector.By,
        [new FeatureColumn(detector.Events, Metric.Count, null), new FeatureColumn(detector.Events, Metric.Sum, detector.Of)], []);
}
