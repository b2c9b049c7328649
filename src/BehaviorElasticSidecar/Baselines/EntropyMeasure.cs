using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary><c>entropy</c>: bits per character of the different values of a field, e.g. of the names asked below one domain.</summary>
/// <remarks>
/// Shannon entropy of all characters of the different values together, so that repetition adds nothing and many short values tell as much as a long one; its logarithm is judged as that of means is,
/// whatever the hour. Events are fetched for candidates only: at least <see cref="LeastValues"/> different values in the bucket. Fewer characters cannot show many bits: log2 of their number is the most.
/// </remarks>
internal sealed class EntropyMeasure() : AmountMeasure(new SumLaw(SumScale.Bits), ValuesColumn)
{
    private const int ValuesColumn = 1;

    /// <summary>Different values below which chance says more than the writer; above the second nothing more is learnt of the letters.</summary>
    private const double LeastValues = 3, MostValues = 20_000;

    public override MeasureGrammar Grammar { get; } = new("entropy", true, true, [Direction.High, Direction.Low, Direction.Both],
        "Bits per character of the different values of a field, e.g. of the names asked below a domain (by).");

    protected override bool CountsActivity => false;

    protected override string UnitOf(Detector detector) => "bits";

    public override FeatureRequest Request(Detector detector) => new(detector.By,
        [new FeatureColumn(detector.Events, Metric.Count, null), new FeatureColumn(detector.Events, Metric.Distinct, detector.Of)],
        PartnerEvents.Fields(detector, detector.Of!));

    public override bool NeedsEvents(in Sighting sighting, Baseline baseline) => IsCandidate(sighting);

    private static bool IsCandidate(in Sighting sighting)
    {
        var values = 0.0;
        for (var row = 0; row < sighting.Rows.Length; row++)
            values += sighting.Number(row, ValuesColumn);
        return values is >= LeastValues and <= MostValues;
    }

    /// <summary>0 where it is no candidate: events may have come for others.</summary>
    protected override double Together(in Sighting sighting)
    {
        if (!IsCandidate(sighting))
            return 0;
        var values = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in sighting.Events ?? [])
            if (one.Values[0] is { Length: > 0 } value && PartnerEvents.IsOwn(sighting, one))
                values.Add(value);
        return ShannonEntropy.Bits(values);
    }
}
