namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Temporary files of one run: what open buckets hold beyond their budget.</summary>
/// <remarks>
/// A file has no name any more once it is open (Windows: goes with its handle), so nothing is left behind even by a process that is killed; only the
/// owner may read it, as names of people are nobody else's business. Files may be made and closed by any thread.
/// </remarks>
internal sealed class SpillFolder(string path) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<SpillFile> _open = [];

    public int OpenFiles
    {
        get
        {
            lock (_lock)
                return _open.Count;
        }
    }

    /// <summary>Files made so far: 0 means that everything fitted.</summary>
    public int Made { get; private set; }

    public SpillFile Create()
    {
        var file = new SpillFile(Open(path, 0), this);
        lock (_lock)
        {
            Made++;
            _open.Add(file);
        }

        return file;
    }

    /// <summary>A temporary file in the folder.</summary>
    public static FileStream Open(string folder, int bufferBytes)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = bufferBytes };
        if (OperatingSystem.IsWindows())
            options.Options = FileOptions.DeleteOnClose;
        else
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(Path.Combine(folder, $"behavior-sidecar-{Environment.ProcessId}-{Path.GetRandomFileName()}.spill"), options);
        if (!OperatingSystem.IsWindows())
            File.Delete(file.Name);
        return file;
    }

    public void Closed(SpillFile file)
    {
        lock (_lock)
            _open.Remove(file);
    }

    public void Dispose()
    {
        List<SpillFile> open;
        lock (_lock)
            open = [.. _open];
        open.ForEach(f => f.Dispose());
    }
}
