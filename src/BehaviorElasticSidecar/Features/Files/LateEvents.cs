namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Rows of events beyond the horizon of their bucket: kept aside until it is known whether their day has a horizon at all, then until the bucket with which they are read closes.</summary>
internal sealed class LateEvents
{
    private const long DayMilliseconds = 86_400_000;

    private readonly Dictionary<(int Source, long Day), Aside> _days = [];
    private readonly Dictionary<(int Query, long From, long LateIn), OpenBucket> _reads = [];

    public IEnumerable<OpenBucket> Buckets => _days.Values.SelectMany(d => d.Buckets.Values).Concat(_reads.Values);

    /// <summary>What is read with later buckets.</summary>
    public IEnumerable<OpenBucket> Reads => _reads.Values;

    /// <summary>The bucket, as far as one day goes: longer buckets may hold days with and days without a horizon.</summary>
    public OpenBucket Bucket(QueryPlan query, long from, long lateIn, long time) => Of(Day(query.Source, time).Buckets, query, from, lateIn);

    /// <summary>The bucket of a day that has a horizon, as far as it is read with a later one; null where that is not done.</summary>
    public OpenBucket? Read(QueryPlan query, long from, long lateIn) => lateIn == QueryPlan.NeverRead ? null : Of(_reads, query, from, lateIn);

    /// <summary>It is closed.</summary>
    public void Remove(OpenBucket read) => _reads.Remove((read.Plan.Index, read.From, read.LateIn));

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

    private static OpenBucket Of(Dictionary<(int Query, long From, long LateIn), OpenBucket> buckets, QueryPlan query, long from, long lateIn)
    {
        if (!buckets.TryGetValue((query.Index, from, lateIn), out var bucket))
            buckets.Add((query.Index, from, lateIn), bucket = new OpenBucket(query, from, lateIn));
        return bucket;
    }

    private Aside Day(int source, long time)
    {
        var key = (source, time - time % DayMilliseconds);
        if (!_days.TryGetValue(key, out var aside))
            _days.Add(key, aside = new Aside());
        return aside;
    }

    private sealed class Aside
    {
        public Dictionary<(int Query, long From, long LateIn), OpenBucket> Buckets { get; } = [];

        public long Events { get; set; }

        public string? Example { get; set; }
    }
}
