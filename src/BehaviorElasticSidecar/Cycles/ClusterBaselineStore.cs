using System.Text.Json;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>Baselines in <c>behavior-baselines</c>: two slots each, written in turn, so that what is committed is never overwritten.</summary>
/// <remarks>
/// A slot's external version is its writer's term, then the checkpoint number: an older worker's write gets 409.
/// A slot counts when its term committed its number, or when this process wrote it for the checkpoint that comes next.
/// </remarks>
internal sealed class ClusterBaselineStore(EngineClient client, string index) : IBaselineStore
{
    private readonly Dictionary<string, Checkpoint> _checkpoints = new(StringComparer.Ordinal);

    /// <summary>Bytes of JSON sent so far, for the write budget.</summary>
    public long SentBytes { get; private set; }

    /// <summary>Baselines sent so far.</summary>
    public long Sent { get; private set; }

    /// <summary>What is committed now; to be told after every commit and before the first load.</summary>
    public void Follow(Checkpoint checkpoint) => _checkpoints[checkpoint.Document.Name] = checkpoint;

    public async Task<IReadOnlyList<StoredBaseline?>> LoadAsync(string queryId, IReadOnlyList<string> entities, CancellationToken cancellationToken)
    {
        var checkpoint = _checkpoints[queryId];
        var found = new StoredBaseline?[entities.Count];
        if (checkpoint.Document.Number == 0 && !_wrote.Contains(queryId))
            return found;
        for (var first = 0; first < entities.Count; first += BaselineCache.BlockSize)
        {
            var block = entities.Skip(first).Take(BaselineCache.BlockSize).ToList();
            var stored = await client.GetManyAsync(
                index, [.. block.SelectMany(e => new[] { IdOf(queryId, e, 0), IdOf(queryId, e, 1) })], cancellationToken);
            for (var i = 0; i < block.Count; i++)
                found[first + i] = Newest(checkpoint, stored[2 * i], stored[2 * i + 1]);
        }

        return found;
    }

    private readonly HashSet<string> _wrote = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<StoredPlace>> SaveAsync(IReadOnlyList<BaselineToStore> baselines, CancellationToken cancellationToken)
    {
        var places = new List<StoredPlace>(baselines.Count);
        var operations = new List<BulkOperation>(baselines.Count);
        foreach (var baseline in baselines)
        {
            var checkpoint = _checkpoints[baseline.QueryId].Document;
            var (term, number) = (checkpoint.Term, checkpoint.Number + 1);
            _wrote.Add(baseline.QueryId);
            places.Add(baseline.Place.For(number));
            var document = new BaselineDocument(baseline.QueryId, baseline.Entity, term, number, baseline.State);
            var json = JsonSerializer.SerializeToUtf8Bytes(document, StateJson.Default.BaselineDocument);
            SentBytes += json.Length;
            operations.Add(new BulkOperation("index", index, IdOf(baseline.QueryId, baseline.Entity, places[^1].Slot), json, VersionOf(term, number)));
        }

        Sent += operations.Count;
        var results = await client.BulkAsync(operations, cancellationToken);
        for (var i = 0; i < results.Count; i++)
        {
            if (results[i].Status == 409)
                throw new TermLostException(baselines[i].QueryId, _checkpoints[baselines[i].QueryId].Document.Term, null);
            if (results[i].Status >= 300)
                throw new IOException($"A baseline of {baselines[i].QueryId} could not be stored: {results[i].Status} {results[i].ErrorType} {results[i].Reason}");
        }

        return places;
    }

    private StoredBaseline? Newest(Checkpoint checkpoint, StoredDocument? first, StoredDocument? second)
    {
        StoredBaseline? newest = null;
        foreach (var (stored, slot) in new[] { (first, 0), (second, 1) })
        {
            if (stored?.Document.Deserialize(StateJson.Default.BaselineDocument) is not { } document || !Counts(checkpoint, document))
                continue;
            if (newest is null || document.Checkpoint > newest.Place.Number)
                newest = new StoredBaseline(document.State, new StoredPlace(slot, document.Checkpoint));
        }

        return newest;
    }

    private bool Counts(Checkpoint checkpoint, BaselineDocument document) =>
        checkpoint.IsCommitted(document.Term, document.Checkpoint)
        || (document.Term == checkpoint.Document.Term && document.Checkpoint == checkpoint.Document.Number + 1 && _wrote.Contains(document.FeatureQuery));

    private static long VersionOf(long term, long number) => (term << 32) | number;

    internal static string IdOf(string queryId, string entity, int slot) =>
        $"{StableHash.Of(queryId):x16}{StableHash.Of(entity):x16}{StableHash.Of(entity, 1):x16}-{slot}";
}
