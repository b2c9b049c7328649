using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Detectors;

namespace BehaviorElasticSidecar.Tests.Detectors;

/// <summary>A fixed set of measures, so that tests of the grammar do not move when a measure's help text does.</summary>
internal static class Grammars
{
    /// <summary>The measures of this build; the fixed ones where it has none.</summary>
    public static IReadOnlyList<MeasureGrammar> Shipped => MeasureCatalogue.Shipped.Grammars is { Count: > 0 } shipped ? shipped : Fixed;

    private static readonly Direction[] Amounts = [Direction.High, Direction.Low, Direction.Both];

    public static IReadOnlyList<MeasureGrammar> Fixed { get; } =
    [
        new("count", false, true, Amounts, "How many events in a bucket, judged by the entity's own level and rhythm."),
        new("distinct", true, true, Amounts, "How many different values of a field in a bucket, e.g. hosts that a user reached."),
        new("fact", null, false, [Direction.High], "Something that matters in combinations happened; with of, which."),
        new("rare", true, false, [Direction.High], "A value of a field that is new for the entity, e.g. its first sign-in from a country."),
        new("sum", true, true, Amounts, "Sum of a number in a bucket, e.g. bytes sent."),
        new("time", false, false, [Direction.High], "Activity at an hour of the week that is unusual for the entity."),
        new("travel", false, false, [Direction.High],
            "Consecutive sign-ins from places too far apart for the time between them (source.ip with source.geo)."),
    ];
}
