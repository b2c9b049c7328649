namespace BehaviorElasticSidecar.Cycles;

/// <summary>How far back, how often, and between which times the worker runs.</summary>
internal sealed record ClusterRunSettings
{
    public TimeSpan History { get; init; } = TimeSpan.FromDays(60);

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    /// <summary>How much of the data's time may be replayed after a crash. Default 1 hour.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Bytes that the cluster may write for baselines a day of live running, merges included; null: by the number of entities.</summary>
    public long? WriteBudgetBytes { get; init; }

    /// <summary>What an engine writes to disk for a byte that it is sent, merges included: 42 MB became 134 MB (design section 8).</summary>
    private const double Amplification = 3.2;

    private static readonly TimeSpan LongestInterval = TimeSpan.FromHours(6);

    /// <summary>The interval to the next checkpoint, so that checkpoints like the last one stay within the budget; at most six hours.</summary>
    /// <param name="sent">Bytes that the last checkpoint sent.</param>
    /// <param name="covered">Time of the data that it covered; one of back-fill says nothing about live running.</param>
    /// <param name="budget">Bytes a day where the setting gives none.</param>
    public TimeSpan Stretched(long sent, TimeSpan covered, long budget)
    {
        if (covered > LongestInterval)
            return CheckpointInterval;
        var needed = TimeSpan.FromDays(1) * (sent * Amplification / (WriteBudgetBytes ?? budget));
        return needed > LongestInterval ? LongestInterval : needed > CheckpointInterval ? needed : CheckpointInterval;
    }

    /// <summary>Back-fill commits rarely: every ten days of history while it is more than a day behind.</summary>
    public TimeSpan CheckpointEvery(TimeSpan behind) => behind > TimeSpan.FromDays(1) ? TimeSpan.FromDays(10) : CheckpointInterval;
}
