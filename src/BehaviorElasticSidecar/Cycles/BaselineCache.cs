using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>The baselines of one feature query, in memory within the budget of all; the least recently active are stored and left.</summary>
internal sealed class BaselineCache(FeatureQuery query, MeasureCatalogue measures, IBaselineStore store, BaselineBudget budget)
{
    private readonly Dictionary<string, EntityBaselines> _held = new(StringComparer.Ordinal);

    /// <summary>Baselines held, as last told to the budget.</summary>
    private long _counted;

    /// <summary>Entities in memory now.</summary>
    public IReadOnlyCollection<string> Held => _held.Keys;

    /// <summary>The baselines of <paramref name="entities"/>, new ones for those never seen. Bounded by the caller: a block of entities.</summary>
    public async Task<IReadOnlyList<EntityBaselines>> TakeAsync(IReadOnlyList<string> entities, CancellationToken cancellationToken)
    {
        var missing = entities.Where(e => !_held.ContainsKey(e)).ToList();
        if (missing.Count > 0)
        {
            var stored = await store.LoadAsync(query.Id, missing, cancellationToken);
            for (var i = 0; i < missing.Count; i++)
            {
                var baselines = stored[i] is { } found
                    ? EntityBaselines.Read(found.State, query, measures)
                    : new EntityBaselines(missing[i], query.Detectors.Count);
                baselines.Place = stored[i]?.Place ?? StoredPlace.None;
                _held.Add(missing[i], baselines);
                Count(baselines);
            }
        }

        return [.. entities.Select(e => _held[e])];
    }

    /// <summary>Stores what has changed in all of them; afterwards a commit makes it the state that everyone reads.</summary>
    /// <remarks>Full blocks over all feature queries, one being serialised while the one before is on its way: each call waits for the engine's disk once.</remarks>
    public static async Task StoreChangedAsync(IEnumerable<BaselineCache> caches, IBaselineStore store, CancellationToken cancellationToken)
    {
        var sending = Task.CompletedTask;
        var changed = caches.SelectMany(c => c._held.Values.Where(b => b.IsChanged).OrderBy(b => b.Entity, StringComparer.Ordinal).Select(c.Leaving));
        foreach (var block in changed.Chunk(BlockSize))
        {
            await sending;
            sending = StoreAsync(block, store, cancellationToken);
        }

        await sending;
    }

    /// <summary>Lets baselines go until the budget holds: those that the bucket has behind it, the least recently active first. Changed ones are stored first.</summary>
    /// <param name="scored">The block of the bucket's entities, which come in order, that was scored last.</param>
    public async Task TrimAsync(IReadOnlyList<EntityBaselines> scored, CancellationToken cancellationToken)
    {
        foreach (var baselines in scored)
            Count(baselines);
        if (!budget.IsExceeded || _counted <= budget.Share)
            return;
        var (last, left, target) = (scored[^1].Entity, _counted, budget.Share * 3 / 4);
        var leaving = new List<EntityBaselines>();
        foreach (var held in _held.Values.OrderBy(b => string.CompareOrdinal(b.Entity, last) > 0).ThenBy(b => b.LastUsed).ThenBy(b => b.Entity, StringComparer.Ordinal))
        {
            if (left <= target)
                break;
            left -= held.Counted;
            leaving.Add(held);
        }

        foreach (var block in leaving.Where(b => b.IsChanged).Select(Leaving).Chunk(BlockSize))
            await StoreAsync(block, store, cancellationToken);
        foreach (var gone in leaving)
        {
            _held.Remove(gone.Entity);
            Tell(-gone.Counted);
        }
    }

    private void Count(EntityBaselines baselines)
    {
        Tell(baselines.Count - baselines.Counted);
        baselines.Counted = baselines.Count;
    }

    private void Tell(int more)
    {
        _counted += more;
        budget.Add(more);
    }

    /// <summary>How many baselines go to the store in one call: 1,024 of 2 KiB are 2 MB.</summary>
    internal const int BlockSize = 1024;

    private (EntityBaselines Baselines, BaselineToStore ToStore) Leaving(EntityBaselines baselines) =>
        (baselines, new BaselineToStore(query.Id, baselines.Entity, baselines.Write(query, measures), baselines.Place));

    private static async Task StoreAsync(
        (EntityBaselines Baselines, BaselineToStore ToStore)[] block, IBaselineStore store, CancellationToken cancellationToken)
    {
        var places = await store.SaveAsync([.. block.Select(b => b.ToStore)], cancellationToken);
        for (var i = 0; i < block.Length; i++)
        {
            block[i].Baselines.Place = places[i];
            block[i].Baselines.IsChanged = false;
        }
    }
}

/// <summary>How many baselines all feature queries together hold. A query beyond its equal share lets go only when all are beyond the budget: most hold little, and a few much.</summary>
/// <remarks>Not thread-safe: feature queries take their buckets one after the other, and threads score only what was loaded for them.</remarks>
/// <param name="queries">How many share it.</param>
internal sealed class BaselineBudget(long bytes, int queries)
{
    /// <summary>Mean size of a live baseline with its share of the tables around it, measured over the shipped measures on the sample (1.1 to 1.5 KB).</summary>
    private const int BytesPerBaseline = 1500;

    private long _held;

    /// <summary>Baselines that a query may hold whatever the others do.</summary>
    public long Share { get; } = bytes / BytesPerBaseline / Math.Max(1, queries);

    public bool IsExceeded => _held * BytesPerBaseline > bytes;

    public void Add(int baselines) => _held += baselines;
}
