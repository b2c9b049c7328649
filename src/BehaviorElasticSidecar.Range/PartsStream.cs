namespace BehaviorElasticSidecar.Range;

/// <summary>One stream into several files: the next begins once the last holds enough. Cuts between writes, and each write holds whole lines.</summary>
internal sealed class PartsStream(IReadOnlyList<string> paths, long bytesEach) : Stream
{
    private readonly List<string> _written = [];
    private FileStream? _part;

    public IReadOnlyList<string> Written => _written;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        await Part().WriteAsync(buffer, cancellationToken).ConfigureAwait(false);

    public override void Write(byte[] buffer, int offset, int count) => Part().Write(buffer, offset, count);

    public override void Flush() => _part?.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _part?.Dispose();
        base.Dispose(disposing);
    }

    private FileStream Part()
    {
        if (_part is not null && (_part.Position < bytesEach || _written.Count == paths.Count))
            return _part;
        _part?.Dispose();
        _part = File.Create(paths[_written.Count]);
        _written.Add(paths[_written.Count]);
        return _part;
    }
}
