namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Rows of late events, cut to what their detectors ask for.</summary>
internal static class LateBatch
{
    /// <param name="rows">With all columns of the query, as they are kept until it is known whether their day has a horizon.</param>
    public static ObservationBatch Of(QueryPlan plan, long from, long lateIn, IReadOnlyList<Observation> rows)
    {
        var late = plan.Late!;
        int[] columns = [.. plan.Query.Detectors.Where(d => d.Request.ReadsLate).SelectMany(d => d.Columns).Distinct().Order()];
        int[] counts = [.. late.Detectors.Select(d => d.Columns[0]).Distinct()];
        var kept = new List<Observation>(rows.Count);
        foreach (var row in rows)
        {
            var numbers = Array.ConvertAll(columns, c => row.Numbers[c]);
            if (Array.Exists(counts, c => numbers[c] > 0))
                kept.Add(row with { Numbers = numbers });
        }

        return new ObservationBatch(late, plan.Bucket(from), kept) { LateIn = plan.Bucket(lateIn) };
    }
}
