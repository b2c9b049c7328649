using System.Globalization;
using System.Text.Json;

namespace BehaviorElasticSidecar.Engine;

public sealed partial class EngineClient
{
    // 2,000 baselines of 2 KiB (design section 5) are an answer of 4 MB.
    private const int DocumentsAtOnce = 2000;

    /// <summary>Writes or deletes many documents; results in the order of the operations. Refused items (429, 503) are sent again alone.</summary>
    /// <remarks>
    /// 409 is a result: the id exists (create) or has a newer version. After a lost answer all is sent again, so a 409 of <c>create</c> can be from its own first try:
    /// harmless where ids follow from content. An id should occur once in a call: what is sent again comes later than what followed it. Read every result.
    /// </remarks>
    public async Task<IReadOnlyList<BulkItemResult>> BulkAsync(IReadOnlyList<BulkOperation> operations, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operations);
        return await new BulkSender(_transport, operations).SendAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The document as written last, searchable or not; null if it, or the index, does not exist.</summary>
    public async Task<StoredDocument?> GetAsync(string index, string id, CancellationToken cancellationToken)
    {
        var call = new EngineCall(HttpMethod.Get, $"/{EnginePath.Id(index)}/_doc/{EnginePath.Id(id)}")
        {
            Repeatable = true,
            Accepted = [404],
            Verify = answer => IsDocument(answer) ? null : new AnswerFault(EngineErrorKind.Protocol, "without a document"),
        };
        using var answer = await _transport.SendAsync(call, cancellationToken).ConfigureAwait(false);
        return answer.Found ? ReadDocument(answer.Root) : null;
    }

    /// <summary>The documents in the order of <paramref name="ids"/>, as written last; null where one, or the index, does not exist.</summary>
    public async Task<IReadOnlyList<StoredDocument?>> GetManyAsync(string index, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var found = new List<StoredDocument?>(ids.Count);
        foreach (var some in ids.Chunk(DocumentsAtOnce))
        {
            var call = new EngineCall(HttpMethod.Post, $"/{EnginePath.Id(index)}/_mget")
            {
                Body = JsonBytes.Write(json => WriteIds(json, some)),
                Repeatable = true,
                Accepted = [404],
                Verify = answer => VerifyDocuments(answer, some.Length),
            };
            using var answer = await _transport.SendAsync(call, cancellationToken).ConfigureAwait(false);
            if (answer.Found)
                found.AddRange(answer.Root.GetProperty("docs").EnumerateArray().Select(d => d.IsTrue("found") ? ReadDocument(d) : null));
            else
                found.AddRange(some.Select(_ => (StoredDocument?)null));
        }

        return found;
    }

    /// <summary>Writes one document under a condition; null on a conflict (409), else the document with its new sequence number and term.</summary>
    /// <remarks>
    /// An answer that was lost is asked for again, and a condition holds only once: so null can also mean that the own first try was carried out. On null, read
    /// the document and compare before giving up. If every try was lost, <see cref="EngineException.MaybeApplied"/> says so.
    /// </remarks>
    public async Task<StoredDocument?> PutAsync(
        string index, string id, ReadOnlyMemory<byte> document, WriteCondition condition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(condition);
        if (condition.IfSequenceNumber is null != condition.IfPrimaryTerm is null)
            throw new ArgumentException("a sequence number needs its primary term, and the other way round", nameof(condition));
        var path = $"/{EnginePath.Id(index)}/{(condition.Create ? "_create" : "_doc")}/{EnginePath.Id(id)}";
        if (condition.IfSequenceNumber is { } number)
            path += string.Create(CultureInfo.InvariantCulture, $"?if_seq_no={number}&if_primary_term={condition.IfPrimaryTerm}");
        var call = new EngineCall(HttpMethod.Put, path)
        {
            Body = document,
            Repeatable = true,
            Accepted = [409],
            Verify = answer => HasNumbers(answer) ? null : new AnswerFault(EngineErrorKind.Protocol, "without the sequence number of the write"),
        };
        using var answer = await _transport.SendAsync(call, cancellationToken).ConfigureAwait(false);
        if (!answer.Found)
            return null;
        using var written = JsonDocument.Parse(document);
        return Stored(id, written.RootElement.Clone(), answer.Root);
    }

    private static void WriteIds(Utf8JsonWriter json, string[] ids)
    {
        json.WriteStartObject();
        json.WriteStartArray("ids");
        foreach (var id in ids)
            json.WriteStringValue(id);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static AnswerFault? VerifyDocuments(JsonElement answer, int count)
    {
        if (answer.Part("docs") is not { ValueKind: JsonValueKind.Array } docs || docs.GetArrayLength() != count)
            return new AnswerFault(EngineErrorKind.Protocol, "without one entry for each id");
        foreach (var doc in docs.EnumerateArray())
        {
            if (doc.Has("error"))
            {
                var read = EngineError.Read(doc.Part("error"));
                if (!read.Has("index_not_found_exception"))
                    return new AnswerFault(EngineErrorKind.PartialAnswer, "a document could not be read: " + read.Reason);
            }
            else if (doc.IsTrue("found") && !IsDocument(doc))
            {
                return new AnswerFault(EngineErrorKind.Protocol, "with a document that has no source or sequence number");
            }
        }

        return null;
    }

    private static bool IsDocument(JsonElement doc) =>
        HasNumbers(doc) && doc.Has("_source") && doc.Text("_id").Length > 0;

    private static bool HasNumbers(JsonElement doc) =>
        doc.Long("_seq_no") is not null && doc.Long("_primary_term") is not null && doc.Long("_version") is not null;

    private static StoredDocument ReadDocument(JsonElement doc) =>
        Stored(doc.GetProperty("_id").GetString()!, doc.GetProperty("_source").Clone(), doc);

    private static StoredDocument Stored(string id, JsonElement document, JsonElement numbers) => new(
        id, document, numbers.GetProperty("_seq_no").GetInt64(), numbers.GetProperty("_primary_term").GetInt64(), numbers.GetProperty("_version").GetInt64());
}
