using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>How often what was learnt goes to the cluster, and what it may cost.</summary>
public sealed class StateOptions
{
    /// <summary>Time between checkpoints; stretches to stay within the write budget. A crash costs at most this much to do again. Default 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "06:00:00")]
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Bytes a day that the cluster may write for baselines, merges included; null: as design section 10 bounds it.</summary>
    [Range(typeof(long), "1048576", "10995116277760")]
    public long? WriteBudgetBytes { get; init; }

    /// <summary>Bytes of baselines held in memory; the least recently active are read again when they are needed. Default 512 MB.</summary>
    [Range(typeof(long), "16777216", "1099511627776")]
    public long MemoryBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>What of it open buckets may hold where they are counted here and not by a cluster; the rest is for baselines.</summary>
    internal long OpenBucketBytes => MemoryBytes / 4;
}

[OptionsValidator]
internal sealed partial class StateOptionsValidator : IValidateOptions<StateOptions>;
