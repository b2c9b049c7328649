namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>Which observation of a span: its bucket's place, entity and group (empty for none).</summary>
internal readonly record struct RowId(int Bucket, string Entity, string Group);

/// <summary>Joins rows whose names fold together: counts and sums add, least is least, largest is largest; distinct counts are counted anew.</summary>
internal static class RowMerge
{
    /// <summary>Neighbours that are one observation. The list is only valid until the next one is asked for.</summary>
    public static IEnumerable<IReadOnlyList<SpoolRow>> Together(IEnumerable<SpoolRow> ordered)
    {
        var together = new List<SpoolRow>();
        foreach (var row in ordered)
        {
            if (together.Count > 0 && together[0].CompareKey(row) != 0)
            {
                yield return together;
                together.Clear();
            }

            together.Add(row);
        }

        if (together.Count > 0)
            yield return together;
    }

    /// <summary>How many rows there would be without folding: parts of one row, spilled apart, count once.</summary>
    public static int Rows(IReadOnlyList<SpoolRow> together)
    {
        var rows = 1;
        for (var at = 1; at < together.Count; at++)
            rows += together[at].Step != together[at - 1].Step || together[at].Text != together[at - 1].Text ? 1 : 0;
        return rows;
    }

    /// <summary>Whether two or more of the rows counted different values in the column, so that their union is unknown.</summary>
    public static bool NeedsRecount(IReadOnlyList<SpoolRow> together, int column) => together.Count(r => r.Numbers[column] > 0) > 1;

    /// <summary>The observation of the rows; <paramref name="recounts"/> has one entry per column, used where a distinct count could not be merged.</summary>
    public static Observation Merge(IReadOnlyList<SpoolRow> together, IReadOnlyList<FeatureColumn> columns, double[]? recounts)
    {
        var first = together[0];
        var numbers = first.Numbers;
        if (together.Count > 1)
        {
            numbers = [.. first.Numbers];
            for (var column = 0; column < numbers.Length; column++)
            {
                for (var at = 1; at < together.Count; at++)
                    numbers[column] = Merge(columns[column].Metric, numbers[column], together[at].Numbers[column]);
                if (recounts is not null && !double.IsNaN(recounts[column]))
                    numbers[column] = recounts[column];
            }
        }

        return new Observation(first.Entity, first.Group.Length == 0 ? null : first.Group, numbers);
    }

    /// <summary>Least and largest of nothing are NaN and give way; without a recount at most one distinct count is not 0, or all are of one constant.</summary>
    public static double Merge(Metric metric, double left, double right) => metric switch
    {
        Metric.Count or Metric.Sum => left + right,
        Metric.Min => double.IsNaN(left) ? right : right < left ? right : left,
        Metric.Max => double.IsNaN(left) ? right : right > left ? right : left,
        _ => Math.Max(left, right),
    };
}
