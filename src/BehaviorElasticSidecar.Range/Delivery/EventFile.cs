using System.Buffers;
using System.Text;
using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Events;

namespace BehaviorElasticSidecar.Range.Delivery;

/// <summary>The file of one dataset: lines gather in a buffer and go to the disk a megabyte at a time. The file appears with its first line.</summary>
internal sealed class EventFile(string path, int minimumBytes) : IAsyncDisposable
{
    private const int FlushBytes = 1 << 20;
    private readonly EventWriter _writer = new(minimumBytes);
    private readonly ArrayBufferWriter<byte> _lines = new(FlushBytes + (64 << 10));
    private FileStream? _file;

    public long Events { get; private set; }

    /// <summary>Whole lines, second copies and broken ones among them.</summary>
    public long Lines { get; private set; }

    public long Bytes { get; private set; }

    public bool IsFull => _lines.WrittenCount >= FlushBytes;

    public void Write(in Parcel parcel)
    {
        _writer.Write(parcel.Act);
        var line = _writer.Lines.Span;
        for (var copies = parcel.Twice ? 2 : 1; copies > 0; copies--)
            Add(line);
        if (parcel.Broken)
            Add(BrokenLine.Of(line, parcel.Act));
        Events++;
        _writer.Clear();
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        _file ??= new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        await _file.WriteAsync(_lines.WrittenMemory, cancellationToken).ConfigureAwait(false);
        _lines.ResetWrittenCount();
    }

    public async ValueTask DisposeAsync()
    {
        _writer.Dispose();
        if (_file is not null)
            await _file.DisposeAsync().ConfigureAwait(false);
    }

    private void Add(ReadOnlySpan<byte> line)
    {
        _lines.Write(line);
        Lines++;
        Bytes += line.Length;
    }
}

/// <summary>An act on its way into the file of its dataset.</summary>
/// <param name="Twice">The collector sends the same event again.</param>
/// <param name="Broken">A line that nobody can read follows it.</param>
internal readonly record struct Parcel(Act Act, int Dataset, bool Twice, bool Broken);

/// <summary>What goes wrong on the way of a line: cut off, another program's output between, a wrong type. It comes beside the event, so no event is lost by it.</summary>
internal static class BrokenLine
{
    /// <summary><c>{"@timestamp":"2026-03-02T14:05:09.120Z"</c>.</summary>
    private const int TimeFieldBytes = 40;

    public static byte[] Of(ReadOnlySpan<byte> line, in Act act) => (act.Salt >> 20 & 3) switch
    {
        0 => [.. line[..(line.Length / 2)], (byte)'\n'],
        1 => "\tat java.base/java.lang.Thread.run(Thread.java:1583)\n"u8.ToArray(),
        2 => [.. line[..TimeFieldBytes], .. Encoding.ASCII.GetBytes(""","event":"unparsed","user":17,"source":{"ip":["none"]}}"""), (byte)'\n'],
        _ => [.. """{"@timestamp":"yesterday","""u8, .. line[(TimeFieldBytes + 1)..]],
    };
}
