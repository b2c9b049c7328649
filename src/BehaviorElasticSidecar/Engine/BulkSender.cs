using System.Buffers;
using System.Text.Json;

namespace BehaviorElasticSidecar.Engine;

/// <summary>Writes many documents by <c>_bulk</c>: requests of bounded size, and again only what was refused.</summary>
internal sealed class BulkSender(EngineTransport transport, IReadOnlyList<BulkOperation> operations)
{
    // Without it the answer repeats index, id, version and shards of every item.
    private const string Path = "/_bulk?filter_path=errors,items.*.status,items.*.error.type,items.*.error.reason,items.*.error.caused_by.type";
    private const string PathWithNumbers = Path + ",items.*._seq_no,items.*._primary_term";

    private readonly BulkItemResult?[] _results = new BulkItemResult?[operations.Count];
    private readonly bool _asksNumbers = operations.Any(o => o.Condition is not null);

    public async Task<IReadOnlyList<BulkItemResult>> SendAsync(CancellationToken cancellationToken)
    {
        List<int> pending = [.. Enumerable.Range(0, operations.Count)];
        for (var attempt = 0; pending.Count > 0; attempt++)
        {
            if (attempt > 0)
            {
                var delay = RetryPolicy.Backoff(attempt - 1, transport.Jitter());
                transport.Logger.BulkRejected(pending.Count, operations.Count, delay);
                await Task.Delay(delay, transport.Time, cancellationToken).ConfigureAwait(false);
            }

            var refused = await SendAllAsync(pending, cancellationToken).ConfigureAwait(false);
            if (attempt + 1 >= transport.Options.MaxTries)
                break;
            pending = refused;
        }

        return _results!;
    }

    /// <summary>Sends the operations in requests of at most <see cref="EngineOptions.BulkBytes"/>; one larger document goes alone. Gives those that were refused.</summary>
    private async Task<List<int>> SendAllAsync(List<int> pending, CancellationToken cancellationToken)
    {
        var (refused, chunk) = (new List<int>(), new List<int>());
        var (body, header) = (new ArrayBufferWriter<byte>(64 * 1024), new ArrayBufferWriter<byte>(256));
        foreach (var index in pending)
        {
            var document = OneLine(operations[index].Document);
            header.ResetWrittenCount();
            WriteHeader(operations[index], header);
            if (chunk.Count > 0 && body.WrittenCount + header.WrittenCount + document.Length + 2 > transport.Options.BulkBytes)
            {
                refused.AddRange(await SendChunkAsync(chunk, body.WrittenMemory, cancellationToken).ConfigureAwait(false));
                chunk.Clear();
                body.ResetWrittenCount();
            }

            chunk.Add(index);
            AppendLine(body, header.WrittenSpan);
            if (!document.IsEmpty)
                AppendLine(body, document.Span);
        }

        if (chunk.Count > 0)
            refused.AddRange(await SendChunkAsync(chunk, body.WrittenMemory, cancellationToken).ConfigureAwait(false));
        return refused;
    }

    private async Task<List<int>> SendChunkAsync(List<int> chunk, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var call = new EngineCall(HttpMethod.Post, _asksNumbers ? PathWithNumbers : Path)
        {
            Body = body,
            MediaType = EngineCall.Lines,
            Repeatable = true,
            Shrinkable = chunk.Count > 1,
            Verify = answer => Verify(answer, chunk.Count, _asksNumbers),
        };
        try
        {
            using var answer = await transport.SendAsync(call, cancellationToken).ConfigureAwait(false);
            return Read(answer.Root.GetProperty("items"), chunk);
        }
        catch (EngineException trouble) when (chunk.Count > 1 && (trouble.Kind is EngineErrorKind.Breaker || trouble.Status is 413))
        {
            transport.Logger.BulkHalved(chunk.Count, trouble.Message);
            var half = chunk.Count / 2;
            var refused = await SendAllAsync([.. chunk.Take(half)], cancellationToken).ConfigureAwait(false);
            refused.AddRange(await SendAllAsync([.. chunk.Skip(half)], cancellationToken).ConfigureAwait(false));
            return refused;
        }
    }

    private List<int> Read(JsonElement items, List<int> chunk)
    {
        var refused = new List<int>();
        for (var i = 0; i < chunk.Count; i++)
        {
            var outcome = items[i].EnumerateObject().First(m => m.Value.Has("status")).Value;
            var status = (int)outcome.Long("status")!;
            var error = outcome.Has("error") ? EngineError.Read(outcome.Part("error")) : null;
            _results[chunk[i]] = new BulkItemResult(operations[chunk[i]].Id, status, error?.Type, error is null ? null : transport.Text.Clean(error.Reason))
            {
                Written = _asksNumbers && error is null ? new WriteCondition(IfSequenceNumber: outcome.Long("_seq_no"), IfPrimaryTerm: outcome.Long("_primary_term")) : null,
            };
            // A read-only block is 429 too, and does not go away by waiting.
            if (status is 429 or 503 && error?.Has("cluster_block_exception") is not true)
                refused.Add(chunk[i]);
        }

        return refused;
    }

    private static AnswerFault? Verify(JsonElement answer, int count, bool asksNumbers)
    {
        if (answer.Part("items") is not { ValueKind: JsonValueKind.Array } items || items.GetArrayLength() != count)
            return new AnswerFault(EngineErrorKind.Protocol, "without one item for each operation");
        if (!items.EnumerateArray().All(i => i.Members().Any(m => m.Value.Long("status") is not null)))
            return new AnswerFault(EngineErrorKind.Protocol, "with items that have no status");
        return !asksNumbers || items.EnumerateArray().All(i => i.Members().Any(m => m.Value.Has("error") || (m.Value.Long("_seq_no") is not null && m.Value.Long("_primary_term") is not null)))
            ? null
            : new AnswerFault(EngineErrorKind.Protocol, "with items that have no sequence number");
    }

    private static void WriteHeader(BulkOperation operation, ArrayBufferWriter<byte> header)
    {
        if (operation.Action is not ("index" or "create" or "delete"))
            throw new ArgumentException($"'{operation.Action}' is no bulk action; allowed are index, create, delete", nameof(operation));
        using var json = new Utf8JsonWriter(header);
        json.WriteStartObject();
        json.WriteStartObject(operation.Action);
        json.WriteString("_index", operation.Index);
        json.WriteString("_id", operation.Id);
        if (operation.Version is { } version)
        {
            json.WriteNumber("version", version);
            json.WriteString("version_type", "external_gte");
        }

        if (operation.Condition is { } condition)
        {
            json.WriteNumber("if_seq_no", condition.IfSequenceNumber ?? throw new ArgumentException("a condition in a bulk needs the sequence number", nameof(operation)));
            json.WriteNumber("if_primary_term", condition.IfPrimaryTerm ?? throw new ArgumentException("a sequence number needs its primary term", nameof(operation)));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A line break inside a document would end it in the middle.</summary>
    private static ReadOnlyMemory<byte> OneLine(ReadOnlyMemory<byte> document)
    {
        if (document.Span.IndexOfAny((byte)'\n', (byte)'\r') < 0)
            return document;
        using var parsed = JsonDocument.Parse(document);
        return JsonBytes.Write(parsed.RootElement.WriteTo);
    }

    private static void AppendLine(ArrayBufferWriter<byte> body, ReadOnlySpan<byte> line)
    {
        body.Write(line);
        body.Write("\n"u8);
    }
}
