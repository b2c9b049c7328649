namespace BehaviorElasticSidecar.Features;

/// <summary>What is read of events that came after their bucket had been read (design section 8).</summary>
/// <remarks>
/// A late event is read with the bucket in whose time it came: ingested from the horizon of the bucket before (its end + delay) on, and before that bucket's own. An event is
/// late if and only if that is a later bucket than the one in which it happened, so it is read once, in time or late.
/// </remarks>
internal static class LateReading
{
    /// <summary>How far behind the start of the bucket that reads it an event's own bucket may start.</summary>
    public static readonly TimeSpan Reach = TimeSpan.FromHours(48);

    /// <summary>The query with the detectors that take late events, and their columns alone. Null where none does, or where nothing tells when an event came.</summary>
    public static FeatureQuery? Of(FeatureQuery query)
    {
        var taking = query.Detectors.Where(d => d.Request.ReadsLate).ToList();
        if (taking.Count == 0 || query.Source.IngestedField.Length == 0)
            return null;
        var columns = taking.SelectMany(d => d.Columns).Distinct().Order().ToList();
        if (columns.Exists(c => query.Columns[c].Metric == Metric.Distinct))
            throw new ArgumentException($"{query.Id}: distinct values are not counted of late events", nameof(query));
        return query with
        {
            Columns = [.. columns.Select(c => query.Columns[c])],
            Detectors = [.. taking.Select(d => d with { Columns = [.. d.Columns.Select(c => columns.IndexOf(c))] })],
        };
    }

    /// <summary>Start of the first bucket that is reached from a bucket that starts at <paramref name="readFrom"/>.</summary>
    public static DateTimeOffset Earliest(DateTimeOffset readFrom, TimeSpan bucket) => readFrom - bucket * (Reach.Ticks / bucket.Ticks);
}
