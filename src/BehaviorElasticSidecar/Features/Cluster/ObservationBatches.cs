namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>Ordered rows of a span, merged and cut into its buckets.</summary>
internal static class ObservationBatches
{
    public static IEnumerable<ObservationBatch> Of(
        FeatureQuery query, TimeBucket span, IEnumerable<SpoolRow> ordered, IReadOnlyDictionary<RowId, double[]> recounts, ReadTally tally)
    {
        var (place, from) = (0, span.From);
        var rows = new List<Observation>();
        foreach (var together in RowMerge.Together(ordered))
        {
            for (; place < together[0].Bucket; place++, from += query.Bucket)
            {
                yield return new ObservationBatch(query, new TimeBucket(from, from + query.Bucket), rows);
                rows = [];
            }

            tally.CountMerged(RowMerge.Rows(together) - 1);
            var id = new RowId(together[0].Bucket, together[0].Entity, together[0].Group);
            rows.Add(RowMerge.Merge(together, query.Columns, recounts.GetValueOrDefault(id)));
        }

        for (; from < span.To; from += query.Bucket)
        {
            yield return new ObservationBatch(query, new TimeBucket(from, from + query.Bucket), rows);
            rows = [];
        }
    }
}
