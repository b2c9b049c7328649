using System.Runtime.InteropServices;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>A temporary file that is only appended to, and read anywhere.</summary>
internal sealed class SpillFile(FileStream file, SpillFolder folder) : IDisposable
{
    public long Length { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(file.SafeFileHandle, bytes, Length);
        Length += bytes.Length;
    }

    public int Read(Span<byte> into, long at) => RandomAccess.Read(file.SafeFileHandle, into, at);

    public void Dispose()
    {
        file.Dispose();
        folder.Closed(this);
    }
}

/// <summary>Appends numbers and texts to a file. Texts as they are in memory: also those that no encoding takes come back the same.</summary>
internal sealed class SpillWriter(SpillFile file)
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _used;

    public long Position => file.Length + _used;

    public void Write(double value)
    {
        MemoryMarshal.Write(Room(sizeof(double)), in value);
        _used += sizeof(double);
    }

    public void Write(long value)
    {
        MemoryMarshal.Write(Room(sizeof(long)), in value);
        _used += sizeof(long);
    }

    public void Write(int value)
    {
        MemoryMarshal.Write(Room(sizeof(int)), in value);
        _used += sizeof(int);
    }

    public void Write(string? text)
    {
        Write(text?.Length ?? -1);
        var bytes = MemoryMarshal.AsBytes(text.AsSpan());
        if (bytes.Length > _buffer.Length)
        {
            Flush();
            file.Append(bytes);
            return;
        }

        bytes.CopyTo(Room(bytes.Length));
        _used += bytes.Length;
    }

    public void Flush()
    {
        file.Append(_buffer.AsSpan(0, _used));
        _used = 0;
    }

    private Span<byte> Room(int bytes)
    {
        if (_used + bytes > _buffer.Length)
            Flush();
        return _buffer.AsSpan(_used);
    }
}

/// <summary>Reads back a stretch of a file.</summary>
internal sealed class SpillReader(SpillFile file, long from, long to, int bufferBytes = 1 << 16)
{
    private readonly byte[] _buffer = new byte[bufferBytes];
    private long _next = from;
    private int _at, _filled;

    public bool IsAtEnd => _next - _filled + _at >= to;

    public double ReadDouble() => MemoryMarshal.Read<double>(Take(sizeof(double)));

    public long ReadInt64() => MemoryMarshal.Read<long>(Take(sizeof(long)));

    public int ReadInt32() => MemoryMarshal.Read<int>(Take(sizeof(int)));

    public string? ReadText()
    {
        var length = ReadInt32();
        return length < 0 ? null : length == 0 ? "" : string.Create(length, this, static (chars, reader) => reader.ReadInto(MemoryMarshal.AsBytes(chars)));
    }

    private void ReadInto(Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var part = Math.Min(bytes.Length, _buffer.Length);
            Take(part).CopyTo(bytes);
            bytes = bytes[part..];
        }
    }

    private ReadOnlySpan<byte> Take(int bytes)
    {
        if (_filled - _at < bytes)
            Fill(bytes);
        _at += bytes;
        return _buffer.AsSpan(_at - bytes, bytes);
    }

    private void Fill(int bytes)
    {
        _buffer.AsSpan(_at, _filled - _at).CopyTo(_buffer);
        (_filled, _at) = (_filled - _at, 0);
        while (_filled < bytes)
        {
            var read = file.Read(_buffer.AsSpan(_filled, (int)Math.Min(_buffer.Length - _filled, to - _next)), _next);
            if (read == 0)
                throw new EndOfStreamException("A temporary file ends before its last row: was it cut from outside?");
            _filled += read;
            _next += read;
        }
    }
}
