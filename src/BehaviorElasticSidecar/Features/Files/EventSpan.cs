using System.IO.Compression;
using System.Text.Json;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Between which times the events of some files lie, from a look at both ends of each file, before the run reads them.</summary>
/// <remarks>Lines that cannot be read are passed over here; the run itself counts them.</remarks>
public static class EventSpan
{
    /// <summary>How much of either end is looked at: hundreds of events, so that a few out of order do not matter.</summary>
    private const int EndBytes = 256 << 10;

    /// <summary>First and last event that the options let through; null where there is none.</summary>
    /// <param name="timeFields">Stored names of the time of an event, best first.</param>
    public static async Task<TimeBucket?> ReadAsync(FileReadOptions options, IReadOnlyList<string> timeFields, CancellationToken cancellationToken)
    {
        DateTimeOffset? first = null, last = null;
        foreach (var file in EventFiles.Expand(options.Paths))
        {
            await foreach (var end in EndsAsync(file, cancellationToken).ConfigureAwait(false))
            {
                foreach (var time in Times(end, timeFields).Where(t => IsWanted(t, options)))
                {
                    first = first is null || time < first ? time : first;
                    last = last is null || time > last ? time : last;
                }
            }
        }

        return first is null || last is null ? null : new TimeBucket(first.Value, last.Value);
    }

    private static bool IsWanted(DateTimeOffset time, FileReadOptions options) =>
        time.Year >= 1990 && time <= options.Now.AddDays(1) && !(time < options.From) && !(time >= options.To);

    /// <summary>The beginning and the end of the text: whole lines but for the first of the end and the last of the beginning.</summary>
    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> EndsAsync(
        EventFile file, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file.Path);
        var head = new byte[EndBytes];
        var magic = await stream.ReadAtLeastAsync(head.AsMemory(0, 2), 2, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        stream.Position = 0;
        if (magic == 2 && head[0] == 0x1f && head[1] == 0x8b)
        {
            await foreach (var end in ZippedEndsAsync(stream, cancellationToken).ConfigureAwait(false))
                yield return end;
            yield break;
        }

        var read = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        yield return head.AsMemory(0, read);
        if (stream.Length <= EndBytes)
            yield break;
        stream.Position = Math.Max(EndBytes, stream.Length - EndBytes);
        var tail = new byte[EndBytes];
        read = await stream.ReadAtLeastAsync(tail, tail.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        yield return tail.AsMemory(0, read);
    }

    /// <summary>The end of compressed text is reached through all of it; two halves of a ring hold the last of it.</summary>
    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> ZippedEndsAsync(
        Stream zipped, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var text = new GZipStream(zipped, CompressionMode.Decompress);
        var (before, current) = (Array.Empty<byte>(), Array.Empty<byte>());
        while (true)
        {
            var next = new byte[EndBytes];
            var read = await ReadZippedAsync(text, next, cancellationToken).ConfigureAwait(false);
            if (current.Length == 0)
                yield return next.AsMemory(0, read);
            (before, current) = (current, next[..read]);
            if (read < EndBytes)
                break;
        }

        yield return before.Concat(current).ToArray();
    }

    private static async Task<int> ReadZippedAsync(GZipStream text, byte[] into, CancellationToken cancellationToken)
    {
        try
        {
            return await text.ReadAtLeastAsync(into, into.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            // Cut short or damaged: the run says so; here what came before is enough.
            return 0;
        }
    }

    private static IEnumerable<DateTimeOffset> Times(ReadOnlyMemory<byte> text, IReadOnlyList<string> timeFields)
    {
        while (text.Length > 0)
        {
            var end = text.Span.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (TimeOf(line, timeFields) is { } time)
                yield return time;
        }
    }

    private static DateTimeOffset? TimeOf(ReadOnlyMemory<byte> line, IReadOnlyList<string> timeFields)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("_source", out var source))
                root = source;
            foreach (var field in timeFields)
                if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty(field, out var value) && Instant(value) is { } time)
                    return time;
        }
        catch (JsonException)
        {
            // Half a line at the edge of the look, or a broken one.
        }

        return null;
    }

    private static DateTimeOffset? Instant(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when value.TryGetDateTimeOffset(out var time) => time.ToUniversalTime(),
        JsonValueKind.Number when value.TryGetInt64(out var milliseconds) && milliseconds is > 0 and < 253_402_300_800_000 =>
            DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
        _ => null,
    };
}
