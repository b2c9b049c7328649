using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.EngineTests.Features;

/// <summary>Compares answers row by row: everything exactly but sums of fractions.</summary>
internal static class Rows
{
    // Design section 4: sums of floats within 1e-9; whole numbers below 2^53 are exact in any order.
    private const double RelativeTolerance = 1e-9;

    /// <summary>The first difference in words, or null.</summary>
    public static string? Difference(IReadOnlyList<ObservationBatch> actual, IReadOnlyList<ObservationBatch> expected)
    {
        if (!actual.Select(b => b.Reading).SequenceEqual(expected.Select(b => b.Reading)))
            return $"{Ids(actual)} {Starts(actual, expected)} too many, {Ids(expected)} {Starts(expected, actual)} missing";
        for (var at = 0; at < expected.Count; at++)
        {
            var (a, e) = (actual[at].Rows, expected[at].Rows);
            for (var row = 0; row < Math.Max(a.Count, e.Count); row++)
            {
                var (left, right) = (row < a.Count ? Text(a[row]) : "nothing", row < e.Count ? Text(e[row]) : "nothing");
                if (row >= a.Count || row >= e.Count || !Equal(a[row], e[row], expected[at].Query))
                    return $"{expected[at].Query.Id} {expected[at].Bucket.From:O} row {row}: {left}, expected {right}";
            }
        }

        return null;
    }

    private static string Ids(IReadOnlyList<ObservationBatch> batches) => string.Join(' ', batches.Select(b => b.Query.Id).Distinct());

    private static string Starts(IReadOnlyList<ObservationBatch> of, IReadOnlyList<ObservationBatch> without) =>
        string.Join(' ', of.Select(b => b.Bucket.From).Except(without.Select(b => b.Bucket.From)).Select(b => b.ToString("dd'T'HH", null)));

    private static bool Equal(Observation left, Observation right, FeatureQuery query) =>
        left.Entity == right.Entity && left.Group == right.Group && left.Numbers.Length == right.Numbers.Length
        && Enumerable.Range(0, left.Numbers.Length).All(c => Equal(left.Numbers[c], right.Numbers[c], query.Columns[c]));

    private static bool Equal(double left, double right, FeatureColumn column) =>
        left.Equals(right)
        || (column is { Metric: Metric.Sum, Field: "event.risk_score" } && Math.Abs(left - right) <= RelativeTolerance * Math.Abs(right));

    private static string Text(Observation row) => $"({row.Entity} | {row.Group} | {string.Join(", ", row.Numbers)})";
}
