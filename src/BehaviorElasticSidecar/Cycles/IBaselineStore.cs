namespace BehaviorElasticSidecar.Cycles;

/// <summary>Where baselines are when they are not in memory.</summary>
internal interface IBaselineStore
{
    /// <summary>One entry per entity, in order; null state where nothing is stored.</summary>
    Task<IReadOnlyList<StoredBaseline?>> LoadAsync(string queryId, IReadOnlyList<string> entities, CancellationToken cancellationToken);

    /// <summary>Stores for the next checkpoint. Read back by this process at once, by others only once that checkpoint is committed.</summary>
    Task<IReadOnlyList<StoredPlace>> SaveAsync(IReadOnlyList<BaselineToStore> baselines, CancellationToken cancellationToken);
}

internal sealed record StoredBaseline(byte[] State, StoredPlace Place);

internal sealed record BaselineToStore(string QueryId, string Entity, byte[] State, StoredPlace Place);
