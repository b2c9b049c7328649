using BehaviorElasticSidecar.Features.Files;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>Baselines of a run on files that do not fit into memory: one temporary file, written behind, gone when the run ends.</summary>
internal sealed class SpillBaselineStore : IBaselineStore, IAsyncDisposable
{
    private readonly Dictionary<(string Query, string Entity), (long Offset, int Length)> _index = [];
    private readonly string _folder;
    private FileStream? _file;

    /// <param name="folder">Where the file is made when it is first needed.</param>
    public SpillBaselineStore(string folder) => _folder = folder;

    /// <summary>Bytes written to disk so far; 0 means that everything fitted.</summary>
    public long SpilledBytes { get; private set; }

    /// <summary>Entities of a feature query that are on disk.</summary>
    public IEnumerable<string> Entities(string queryId) => _index.Keys.Where(k => k.Query == queryId).Select(k => k.Entity);

    public async Task<IReadOnlyList<StoredBaseline?>> LoadAsync(string queryId, IReadOnlyList<string> entities, CancellationToken cancellationToken)
    {
        var found = new StoredBaseline?[entities.Count];
        if (_file is null)
            return found;
        for (var i = 0; i < entities.Count; i++)
        {
            if (!_index.TryGetValue((queryId, entities[i]), out var place))
                continue;
            var bytes = new byte[place.Length];
            _file.Position = place.Offset;
            await _file.ReadExactlyAsync(bytes, cancellationToken);
            found[i] = new StoredBaseline(bytes, StoredPlace.None);
        }

        return found;
    }

    public async Task<IReadOnlyList<StoredPlace>> SaveAsync(
        string queryId, IReadOnlyList<BaselineToStore> baselines, CancellationToken cancellationToken)
    {
        _file ??= SpillFolder.Open(_folder, 1 << 16);
        foreach (var baseline in baselines)
        {
            var key = (queryId, baseline.Entity);
            var offset = _index.TryGetValue(key, out var old) && old.Length >= baseline.State.Length ? old.Offset : _file.Length;
            _file.Position = offset;
            await _file.WriteAsync(baseline.State, cancellationToken);
            _index[key] = (offset, baseline.State.Length);
            SpilledBytes += baseline.State.Length;
        }

        return [.. baselines.Select(_ => StoredPlace.None)];
    }

    public ValueTask DisposeAsync() => _file?.DisposeAsync() ?? ValueTask.CompletedTask;
}
