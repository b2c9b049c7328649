using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Baselines;

/// <summary><c>max</c>: the largest single number of a bucket, e.g. one transfer. Log-normal with Student-t prediction above a hurdle, as sums.</summary>
internal sealed class MaxMeasure() : AmountMeasure(new SumLaw(SumScale.Amounts), NumberColumn)
{
    private const int NumberColumn = 1;

    public override MeasureGrammar Grammar { get; } = new("max", true, true, [Direction.High, Direction.Low, Direction.Both],
        "The largest single number of a bucket, e.g. the largest transfer.");

    public override FeatureRequest Request(Detector detector) => new(detector.By,
        [new FeatureColumn(detector.Events, Metric.Count, null), new FeatureColumn(detector.Events, Metric.Max, detector.Of)], []);

    protected override double Together(in Sighting sighting)
    {
        var largest = 0.0;
        for (var row = 0; row < sighting.Rows.Length; row++)
            if (sighting.Number(row, NumberColumn) is var number && number > largest)
                largest = number;
        return largest;
    }
}
