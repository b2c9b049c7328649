using System.IO.Compression;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Cuts one file, gzip or plain by its first bytes, into blocks of whole lines.</summary>
internal sealed class LineBlockReader : IDisposable
{
    /// <summary>So that a long line is not fetched in crumbs.</summary>
    private const int MinRead = 64 << 10;

    private readonly FileStream _file;
    private readonly GzipTail? _tail;
    private readonly Stream _text;
    private byte[] _carry = [];
    private int _carried;
    private long _line = 1, _reported;
    private bool _skipsLine, _isDamaged, _isBegun;

    public LineBlockReader(string path)
    {
        _file = new FileStream(path, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 0, Share = FileShare.ReadWrite });
        Span<byte> magic = stackalloc byte[2];
        var isGzip = _file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
        _file.Position = 0;
        _tail = isGzip ? new GzipTail(new BufferedStream(_file, 1 << 16)) : null;
        _text = isGzip ? new GZipStream(_tail!, CompressionMode.Decompress) : _file;
    }

    /// <summary>Fills the block with whole lines, about <paramref name="wanted"/> bytes of them, and says there whether they are the last.</summary>
    public void Fill(EventBlock block, int wanted)
    {
        block.FirstLine = _line;
        var buffer = block.Buffer;
        _carry.AsSpan(0, _carried).CopyTo(buffer);
        var (length, whole) = (_carried, 0);
        while (whole == 0 && !block.IsLast)
        {
            var free = buffer.AsSpan(length);
            var fresh = free[..Math.Min(free.Length, Math.Max(wanted - length, MinRead))];
            var read = Read(fresh, block);
            block.IsLast = read == 0;
            length += _skipsLine ? KeepNextLine(fresh, read) : read;
            if (block.IsLast && !_isDamaged)
                whole = length;
            else if (block.IsLast || length >= wanted)
                whole = buffer.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
            if (whole == 0 && length == buffer.Length)
                length = DropLine(block);
        }

        Carry(buffer.AsSpan(whole, length - whole));
        block.Length = whole;
        _line += buffer.AsSpan(0, whole).Count((byte)'\n');
        block.BytesRead = _file.Position - _reported;
        _reported = _file.Position;
    }

    public void Dispose()
    {
        _text.Dispose();
        _file.Dispose();
    }

    /// <summary>0: the file has ended, or is damaged from here on.</summary>
    private int Read(Span<byte> into, EventBlock block)
    {
        try
        {
            var read = _text.Read(into);
            if (_tail is not { IsReached: true })
                return _isBegun ? read : SkipMark(into, read);
            _isDamaged = !GzipTail.Follows(into, read, _text);
        }
        catch (InvalidDataException)
        {
            _isDamaged = true;
        }

        if (_isDamaged)
            block.Drops.Add(DropReason.TruncatedGzip, 0, 0, 0);
        return 0;
    }

    /// <summary>The byte order mark that editors of one system write.</summary>
    private int SkipMark(Span<byte> text, int read)
    {
        _isBegun = true;
        if (!text[..read].StartsWith("\uFEFF"u8))
            return read;
        text[3..read].CopyTo(text);
        return read - 3;
    }

    /// <summary>The buffer holds one line without end: it is counted, and left out to its end.</summary>
    private int DropLine(EventBlock block)
    {
        block.Drops.Add(DropReason.LineTooLong, -1, 0, 0);
        block.FirstLine = ++_line;
        _skipsLine = true;
        return 0;
    }

    private int KeepNextLine(Span<byte> fresh, int read)
    {
        var end = fresh[..read].IndexOf((byte)'\n');
        if (end < 0)
            return 0;
        _skipsLine = false;
        fresh[(end + 1)..read].CopyTo(fresh);
        return read - end - 1;
    }

    private void Carry(ReadOnlySpan<byte> rest)
    {
        if (_carry.Length < rest.Length)
            _carry = new byte[Math.Max(rest.Length, _carry.Length * 2)];
        rest.CopyTo(_carry);
        _carried = rest.Length;
    }
}
