using BehaviorElasticSidecar.Features.Files;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>Baselines of a run on files that do not fit into memory: one temporary file, written behind, gone when the run ends.</summary>
internal sealed class SpillBaselineStore : IBaselineStore, IAsyncDisposable
{
    private readonly Dictionary<(string Query, string Entity), (long Offset, int Length)> _index = [];
    private readonly string _folder;
    private FileStream? _file;
    private long _end;

    /// <param name="folder">Where the file is made when it is first needed.</param>
    public SpillBaselineStore(string folder) => _folder = folder;

    /// <summary>Bytes written to disk so far; 0 means that everything fitted.</summary>
    public long SpilledBytes { get; private set; }

    /// <summary>Entities of a feature query that are on disk.</summary>
    public IEnumerable<string> Entities(string queryId) => _index.Keys.Where(k => k.Query == queryId).Select(k => k.Entity);

    /// <remarks>Not awaited: a read from the page cache takes a microsecond, and the way to another thread and back several.</remarks>
    public Task<IReadOnlyList<StoredBaseline?>> LoadAsync(string queryId, IReadOnlyList<string> entities, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var found = new StoredBaseline?[entities.Count];
        for (var i = 0; i < entities.Count; i++)
        {
            if (!_index.TryGetValue((queryId, entities[i]), out var place))
                continue;
            var bytes = new byte[place.Length];
            for (var read = 0; read < bytes.Length;)
            {
                var more = RandomAccess.Read(_file!.SafeFileHandle, bytes.AsSpan(read), place.Offset + read);
                read += more > 0 ? more : throw new EndOfStreamException("The temporary file of baselines ends before one of them: was it cut from outside?");
            }

            found[i] = new StoredBaseline(bytes, StoredPlace.None);
        }

        return Task.FromResult<IReadOnlyList<StoredBaseline?>>(found);
    }

    public Task<IReadOnlyList<StoredPlace>> SaveAsync(IReadOnlyList<BaselineToStore> baselines, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _file ??= SpillFolder.Open(_folder, 0);
        foreach (var baseline in baselines)
        {
            var key = (baseline.QueryId, baseline.Entity);
            var offset = _index.TryGetValue(key, out var old) && old.Length >= baseline.State.Length ? old.Offset : _end;
            RandomAccess.Write(_file.SafeFileHandle, baseline.State, offset);
            _end = Math.Max(_end, offset + baseline.State.Length);
            _index[key] = (offset, baseline.State.Length);
            SpilledBytes += baseline.State.Length;
        }

        return Task.FromResult<IReadOnlyList<StoredPlace>>([.. baselines.Select(_ => StoredPlace.None)]);
    }

    public ValueTask DisposeAsync() => _file?.DisposeAsync() ?? ValueTask.CompletedTask;
}
