using BehaviorElasticSidecar.Cycles.Identity;
using BehaviorElasticSidecar.Entities.Aliases;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>A new or changed detector learns its history alone, up to where its feature query stands, and joins (design section 8).</summary>
/// <remarks>Nothing of the others is touched until it has finished; a crash before the commit that follows begins it again.</remarks>
internal sealed class DetectorJoin(PipelineParts parts, ClusterRunLinks links, IReadOnlyDictionary<string, IReadOnlyList<string>> joining)
{
    private readonly PipelineParts _alone = parts with
    {
        Queries = Queries(parts.Queries, (query, id) => IsJoining(joining, query, id)), IdentityInputs = AliasInputs.None,
    };

    /// <summary>The plan without the detectors that are to join.</summary>
    public PipelineParts Others => parts with
    {
        Queries = [.. Queries(parts.Queries, (query, id) => !IsJoining(joining, query, id)).Concat(parts.Queries.Where(q => q.IsIdentity())).OrderBy(q => q.Id, StringComparer.Ordinal)],
    };

    /// <param name="main">Restored; its population state is that of the day in which all positions lie.</param>
    /// <param name="positions">Where each feature query stands.</param>
    public async Task RunAsync(
        Pipeline main, DateTimeOffset historyStart, IReadOnlyDictionary<string, DateTimeOffset> positions, CancellationToken cancellationToken)
    {
        foreach (var (query, detectors) in joining)
            links.Logger.Joining(string.Join(", ", detectors), query, historyStart);
        var reader = new BucketReader(links.Source, new WholeSpans(), historyStart);
        await using var store = new SpillBaselineStore(Path.GetTempPath());
        var pipeline = new Pipeline(_alone, store, links.Writer) { Population = PopulationState.Empty(historyStart, _alone.Population).Knowing(main.Population!.Identity) };
        for (var day = TimeBucket.UtcDay(historyStart); day.From < main.Population.Midnight; day = TimeBucket.UtcDay(day.To))
        {
            foreach (var query in _alone.Queries)
                await ReadAsync(pipeline, reader, query, day, cancellationToken);
            pipeline.PassMidnight([]);
        }

        foreach (var query in _alone.Queries.Where(q => positions[q.Id] > main.Population.Midnight))
            await ReadAsync(pipeline, reader, query, new TimeBucket(main.Population.Midnight, positions[query.Id]), cancellationToken);
        main.Population = main.Population.Join(pipeline.Population!);
        foreach (var query in _alone.Queries)
            await MergeAsync(pipeline.Of(query.Id), main.Of(query.Id), store, cancellationToken);
    }

    private async Task ReadAsync(Pipeline pipeline, BucketReader reader, FeatureQuery query, TimeBucket span, CancellationToken cancellationToken)
    {
        await foreach (var batch in reader.ReadAsync(query, span, links.Time.GetUtcNow(), cancellationToken))
            await pipeline.TakeAsync(batch, links.Source, observe: null, cancellationToken);
    }

    private static async Task MergeAsync(QueryCycle alone, QueryCycle main, SpillBaselineStore store, CancellationToken cancellationToken)
    {
        var places = alone.Query.Detectors.Select(d => main.Query.Detectors.ToList().FindIndex(m => m.Detector.Id == d.Detector.Id)).ToList();
        main.Ledger.Adopt(alone.Ledger, places);
        var entities = alone.Cache.Held.Union(store.Entities(alone.Query.Id), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        foreach (var block in entities.Chunk(BaselineCache.BlockSize))
        {
            var (learnt, kept) = (await alone.Cache.TakeAsync(block, cancellationToken), await main.Cache.TakeAsync(block, cancellationToken));
            for (var i = 0; i < block.Length; i++)
                kept[i].Adopt(learnt[i], places);
            await alone.Cache.TrimAsync(learnt, cancellationToken);
            await main.Cache.TrimAsync(kept, cancellationToken);
        }
    }

    private static bool IsJoining(IReadOnlyDictionary<string, IReadOnlyList<string>> joining, string query, string detector) =>
        joining.TryGetValue(query, out var detectors) && detectors.Contains(detector, StringComparer.Ordinal);

    private static IReadOnlyList<FeatureQuery> Queries(IReadOnlyList<FeatureQuery> all, Func<string, string, bool> wanted) => FeaturePlanner.Plan(
    [
        .. from query in all
           from binding in query.Detectors
           where wanted(query.Id, binding.Detector.Id)
           select (binding.Detector, query.Source, binding.Request),
    ]);
}
