namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Reads all files in step: always a block of the one that is furthest behind, so that few buckets are open at once.</summary>
/// <remarks>
/// Files are opened when it is their turn. Which block comes next follows from the beginning of each file and the last line of each block: a guess
/// that costs nothing when wrong, as closing a bucket waits for <see cref="FileFrontier"/>s, never for this.
/// </remarks>
internal sealed class BlockSchedule : IDisposable
{
    /// <summary>Plain events come in blocks of this size; smaller when many files are open.</summary>
    private const int BlockBytes = 768 << 10, MinBlockBytes = 64 << 10, BytesUnderWay = 32 << 20;

    private readonly IReadOnlyList<EventFile> _files;
    private readonly BlockParser _parser;
    private readonly PriorityQueue<int, (long Reached, int File)> _next = new();
    private readonly Dictionary<int, LineBlockReader> _open = [];
    private readonly long[] _reached;

    public BlockSchedule(IReadOnlyList<EventFile> files, BlockParser parser)
    {
        _files = files;
        _parser = parser;
        _reached = new long[files.Count];
    }

    /// <summary>Looks at the beginning of every file: its earliest time, <see cref="long.MinValue"/> where it shows none.</summary>
    public IReadOnlyList<long> Start(EventBlock scratch, CancellationToken cancellationToken)
    {
        for (var file = 0; file < _files.Count; file++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _reached[file] = Earliest(file, scratch);
            _next.Enqueue(file, (_reached[file], file));
        }

        return [.. _reached];
    }

    /// <summary>False: all files are read.</summary>
    public bool Read(EventBlock block)
    {
        if (!_next.TryDequeue(out var file, out _))
            return false;
        if (!_open.TryGetValue(file, out var reader))
            _open.Add(file, reader = new LineBlockReader(_files[file].Path));
        block.Clear();
        block.File = file;
        reader.Fill(block, Math.Clamp(BytesUnderWay / _open.Count, MinBlockBytes, BlockBytes));
        if (block.IsLast)
        {
            reader.Dispose();
            _open.Remove(file);
            return true;
        }

        if (_open.Count > 1 || _next.Count > 0)
            _reached[file] = Math.Max(_reached[file], LastTime(block));
        _next.Enqueue(file, (_reached[file], file));
        return true;
    }

    public void Dispose()
    {
        foreach (var reader in _open.Values)
            reader.Dispose();
        _open.Clear();
    }

    /// <summary>As many events as make the frontier's first sample, so that none before its first step can be older.</summary>
    private long Earliest(int file, EventBlock scratch)
    {
        var (earliest, missing) = (long.MaxValue, FileFrontier.Sample);
        using var reader = new LineBlockReader(_files[file].Path);
        while (missing > 0 && !scratch.IsLast)
        {
            scratch.Clear();
            reader.Fill(scratch, MinBlockBytes);
            var (time, count) = _parser.Times(scratch.Buffer.AsSpan(0, scratch.Length), missing);
            earliest = Math.Min(earliest, time);
            missing -= count;
        }

        scratch.Clear();
        return earliest == long.MaxValue ? long.MinValue : earliest;
    }

    private long LastTime(EventBlock block)
    {
        var text = block.Buffer.AsSpan(0, block.Length).TrimEnd((byte)'\n');
        var (time, count) = _parser.Times(text[(text.LastIndexOf((byte)'\n') + 1)..], 1);
        return count == 0 ? long.MinValue : time;
    }
}
