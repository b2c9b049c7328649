using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Looks at every event that a source takes, in the pass that makes the rows: for what is said of the data as a whole.</summary>
internal interface IEventWatch
{
    /// <summary>What it looks at in the events of a source; asked once.</summary>
    IReadOnlyList<WatchedField> Fields(Source source);

    /// <summary>A tally for one block; several blocks are tallied at once.</summary>
    IBlockWatch NewBlock();

    /// <summary>Takes over a block's tally and empties it: in the order of the blocks, by one thread. No event before <paramref name="bound"/> can come any more.</summary>
    void Take(IBlockWatch block, long bound);
}

/// <summary>What a watch knows of one block.</summary>
internal interface IBlockWatch
{
    /// <param name="slots">One for each of the source's watched fields, in their order.</param>
    void Add(SourcePlan source, long time, SlotValues[] values, ReadOnlySpan<int> slots);
}

/// <param name="Field">ECS name; the source's map and constants apply.</param>
internal sealed record WatchedField(string Field, WatchedAs As);

internal enum WatchedAs
{
    /// <summary>Whether it is there, and its texts if they are few.</summary>
    Text,
    Time,

    /// <summary>Only a hash of its text: for values that hardly ever occur twice.</summary>
    Hash,
}
