using System.IO.Compression;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>A compressed file followed by a small gzip member of known text. <see cref="GZipStream"/> takes a file that ends early for one that ends;
/// but only after a file that is whole does it also unpack what follows.</summary>
internal sealed class GzipTail(Stream file) : Stream
{
    private static readonly byte[] Text = [.. "\nthe file before this is whole\n"u8];
    private static readonly byte[] Packed = Pack();

    private int _given;

    /// <summary>The file is used up: what is unpacked from here on must be the known text.</summary>
    public bool IsReached { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether the first <paramref name="read"/> bytes of <paramref name="start"/>, and all that follows, are the known text.</summary>
    public static bool Follows(ReadOnlySpan<byte> start, int read, Stream unpacked)
    {
        Span<byte> text = stackalloc byte[Text.Length + 1];
        if (read > Text.Length)
            return false;
        start[..read].CopyTo(text);
        var length = read + unpacked.ReadAtLeast(text[read..], text.Length - read, throwOnEndOfStream: false);
        return text[..length].SequenceEqual(Text);
    }

    public override int Read(Span<byte> buffer)
    {
        var read = IsReached ? 0 : file.Read(buffer);
        if (read > 0)
            return read;
        IsReached = true;
        var rest = Packed.AsSpan(_given);
        var length = Math.Min(rest.Length, buffer.Length);
        rest[..length].CopyTo(buffer);
        _given += length;
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static byte[] Pack()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
            gzip.Write(Text);
        return packed.ToArray();
    }
}
