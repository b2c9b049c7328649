using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Baselines;

/// <summary><c>distinct</c>: how many different values of a field (fan-out). Judged as a count; the engine's estimate error is far inside its spread.</summary>
internal sealed class DistinctMeasure() : AmountMeasure(new CountLaw(), 1)
{
    public override MeasureGrammar Grammar { get; } = new("distinct", true, true, [Direction.High, Direction.Low, Direction.Both],
        "How many different values of a field in a bucket, e.g. hosts that a user reached.");

    public override FeatureRequest Request(Detector detector) => new(detector.By,
        [new FeatureColumn(detector.Events, Metric.Count, null), new FeatureColumn(detector.Events, Metric.Distinct, detector.Of)], []);

    protected override string UnitOf(Detector detector) => "values";
}
