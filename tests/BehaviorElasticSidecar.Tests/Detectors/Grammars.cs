using BehaviorElasticSidecar.Detectors;

namespace BehaviorElasticSidecar.Tests.Detectors;

/// <summary>A fixed set of measures, so that tests of the grammar do not move when a measure's help text does.</summary>
internal static class Grammars
{
    private static readonly Direction[] Amounts = [Direction.High, Direction.Low, Direction.Both];

    public static IReadOnlyList<MeasureGrammar> Fixed { get; } =
    [
        new("count", false, true, Amounts, "Events."),
        new("distinct", true, true, Amounts, "Different values of a field."),
        new("fact", null, false, [Direction.High], "Events that matter in combinations."),
        new("rare", true, false, [Direction.High], "Values that are new."),
        new("sum", true, true, Amounts, "Sum of a field."),
        new("time", false, false, [Direction.High], "Hours of the week."),
        new("travel", null, false, [Direction.High], "Distance between sign-ins."),
    ];
}
