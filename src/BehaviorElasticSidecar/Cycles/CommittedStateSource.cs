using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>What workers have committed in a cluster, read beside them: takes no term and writes nothing, so no worker is disturbed.</summary>
/// <remarks>
/// A worker that commits twice between two reads leaves none of the slots that the older checkpoint names. Never a wrong one: a slot is only overwritten when it is not
/// the committed one any more. So what is missing is looked for again under the checkpoint as it is then.
/// </remarks>
internal sealed class CommittedStateSource(EngineClient client, IndexNames names, PipelineParts parts)
{
    /// <summary>A worker commits once a minute at most; nobody loses this race so often.</summary>
    private const int Tries = 5;

    private readonly CheckpointStore _checkpoints = new(client, names.State);
    private readonly PopulationStore _populations = new(client, names.State);
    private readonly Dictionary<string, Checkpoint> _committed = new(StringComparer.Ordinal);

    /// <summary>Per feature query that has committed anything: everything before it is learnt.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> ReadTo =>
        _committed.ToDictionary(c => c.Key, c => c.Value.Document.Position!.Value, StringComparer.Ordinal);

    /// <summary>The population of the last midnight that was passed; null where no worker has committed anything. Reads the checkpoints.</summary>
    public async Task<PopulationState?> ReadPopulationAsync(CancellationToken cancellationToken)
    {
        var begun = await _checkpoints.ReadAsync(ClusterSession.PopulationName, cancellationToken);
        for (var left = Tries; left > 0; left--)
        {
            _committed.Clear();
            foreach (var query in parts.Queries)
                if (await ReadAsync(query, cancellationToken) is { } committed)
                    _committed.Add(query.Id, committed);
            if (_committed.Count == 0)
                return null;
            var days = ReadTo.Values.Select(p => TimeBucket.UtcDay(p).From).ToList();
            for (var midnight = days.Max(); midnight >= days.Min(); midnight = midnight.AddDays(-1))
                if (await _populations.ReadAsync(midnight, cancellationToken) is { } state)
                    return PopulationState.Read(state, parts.Population);
            // On the very first day no midnight was passed; on any other a worker has moved on since the checkpoints were read.
            if (days.Max() <= begun?.Document.HistoryStart)
                return PopulationState.Empty(days.Max(), parts.Population);
        }

        throw new InvalidDataException($"The population state behind {ReadTo.Values.Max():yyyy-MM-dd} is missing in {names.State} although later positions are committed: is somebody deleting there?");
    }

    /// <summary>The committed baselines under the names, for every feature query of the kind that has any.</summary>
    public async Task<IReadOnlyList<(FeatureQuery Query, EntityBaselines Baselines)>> ReadBaselinesAsync(
        EntityKind kind, IReadOnlyList<string> entities, CancellationToken cancellationToken)
    {
        var found = new List<(FeatureQuery, EntityBaselines)>();
        foreach (var query in parts.Queries.Where(q => q.Kind == kind && q.Detectors.Count > 0 && _committed.ContainsKey(q.Id)))
            found.AddRange((await ReadBaselinesAsync(query, entities, cancellationToken)).Select(b => (query, b)));
        return found;
    }

    private async Task<IReadOnlyList<EntityBaselines>> ReadBaselinesAsync(FeatureQuery query, IReadOnlyList<string> entities, CancellationToken cancellationToken)
    {
        for (var left = Tries; ; left--)
        {
            var store = new ClusterBaselineStore(client, names.Baselines);
            store.Follow(_committed[query.Id]);
            var stored = await store.LoadAsync(query.Id, entities, cancellationToken);
            if (left == 1 || stored.All(s => s is not null) || await ReadAsync(query, cancellationToken) is not { } now || now.Document.Number == _committed[query.Id].Document.Number)
                return [.. stored.OfType<StoredBaseline>().Select(s => EntityBaselines.Read(s.State, query, parts.Measures))];
            _committed[query.Id] = now;
        }
    }

    /// <summary>Without the open day that it carries: of no use here, and large.</summary>
    private async Task<Checkpoint?> ReadAsync(FeatureQuery query, CancellationToken cancellationToken) =>
        await _checkpoints.ReadAsync(query.Id, cancellationToken) is { Document: { Position: not null, Number: > 0 } } committed
            ? committed with { Document = committed.Document with { State = null } }
            : null;
}
