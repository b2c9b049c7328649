using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Baselines;

/// <summary><c>count</c>: how many events. Over-dispersed counts above a hurdle (Mullahy 1986; Lawless 1987).</summary>
internal sealed class CountMeasure() : AmountMeasure(new CountLaw(), 0)
{
    public override MeasureGrammar Grammar { get; } = new("count", false, true, [Direction.High, Direction.Low, Direction.Both],
        "How many events in a bucket, judged by the entity's own level and rhythm.");

    public override FeatureRequest Request(Detector detector) =>
        new(detector.By, [new FeatureColumn(detector.Events, Metric.Count, null)], []);
}
