namespace BehaviorElasticSidecar.Features.Files;

/// <summary>What open buckets may hold in memory, and where the rest goes.</summary>
internal sealed class BucketSpill(long budgetBytes, SpillFolder folder)
{
    public SpillFolder Folder => folder;

    public bool HasRoomFor(IEnumerable<OpenBucket> buckets) => buckets.Sum(b => b.HeldBytes) <= budgetBytes;

    /// <summary>Moves the largest to disk until half the budget is free, so that the next block has not to do it again.</summary>
    public void Hold(IEnumerable<OpenBucket> buckets)
    {
        var bySize = buckets.OrderByDescending(b => b.HeldBytes).ToList();
        var held = bySize.Sum(b => b.HeldBytes);
        if (held <= budgetBytes)
            return;
        foreach (var bucket in bySize.TakeWhile(_ => held > budgetBytes / 2))
        {
            held -= bucket.HeldBytes;
            bucket.Spill(folder);
            held += bucket.HeldBytes;
        }
    }
}
