namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>What happened to the rows read so far, for health. Safe to read while reads go on.</summary>
public sealed class ReadTally
{
    private long _rows, _notEntities, _nothingGroups, _merged, _recounted, _fetched;

    /// <summary>Rows that the cluster sent, or that were counted from its events.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>Of these dropped, as their name is no entity of the query's kind: machine accounts among users, loopback addresses.</summary>
    public long NotEntities => Interlocked.Read(ref _notEntities);

    /// <summary>Of these dropped, as their value or partner says nothing.</summary>
    public long NothingGroups => Interlocked.Read(ref _nothingGroups);

    /// <summary>Rows that went into another, as their names fold together.</summary>
    public long Merged => Interlocked.Read(ref _merged);

    /// <summary>Distinct counts asked for again, value by value, as two counts cannot be added.</summary>
    public long Recounted => Interlocked.Read(ref _recounted);

    /// <summary>Events that were fetched to count rows from, as most of them have a row of their own.</summary>
    public long Fetched => Interlocked.Read(ref _fetched);

    internal void CountFetched() => Interlocked.Increment(ref _fetched);

    internal void CountRow() => Interlocked.Increment(ref _rows);

    internal void CountNotEntity() => Interlocked.Increment(ref _notEntities);

    internal void CountNothingGroup() => Interlocked.Increment(ref _nothingGroups);

    internal void CountMerged(int rows) => Interlocked.Add(ref _merged, rows);

    internal void CountRecounted(int counts) => Interlocked.Add(ref _recounted, counts);
}
