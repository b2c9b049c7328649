namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Rows of events beyond the horizon of their bucket, kept aside until it is known whether their day has a horizon at all.</summary>
internal sealed class LateEvents
{
    private const long DayMilliseconds = 86_400_000;

    private readonly Dictionary<(int Source, long Day), Aside> _days = [];

    public IEnumerable<OpenBucket> Buckets => _days.Values.SelectMany(d => d.Buckets.Values);

    /// <summary>The bucket, as far as one day goes: longer buckets may hold days with and days without a horizon.</summary>
    public OpenBucket Bucket(QueryPlan query, long from, long time)
    {
        var buckets = Day(query.Source, time).Buckets;
        if (!buckets.TryGetValue((query.Index, from), out var bucket))
            buckets.Add((query.Index, from), bucket = new OpenBucket(query, from));
        return bucket;
    }

    public void Count(in EventRecord record, EventBlock block, DropLedger drops)
    {
        var day = Day(record.Source, record.Time);
        day.Events++;
        day.Example ??= drops.Example(block, record);
    }

    /// <summary>What was kept of the day, in the order of queries and buckets.</summary>
    public (IReadOnlyList<OpenBucket> Buckets, long Events, string Example) Take(int source, long day) =>
        _days.Remove((source, day), out var aside)
            ? ([.. aside.Buckets.OrderBy(b => b.Key).Select(b => b.Value)], aside.Events, aside.Example ?? "")
            : ([], 0, "");

    private Aside Day(int source, long time)
    {
        var key = (source, time - time % DayMilliseconds);
        if (!_days.TryGetValue(key, out var aside))
            _days.Add(key, aside = new Aside());
        return aside;
    }

    private sealed class Aside
    {
        public Dictionary<(int Query, long From), OpenBucket> Buckets { get; } = [];

        public long Events { get; set; }

        public string? Example { get; set; }
    }
}
