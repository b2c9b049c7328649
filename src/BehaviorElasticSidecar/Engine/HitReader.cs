using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace BehaviorElasticSidecar.Engine;

/// <summary>Reads hits by <c>search_after</c>, under a point in time where there is one.</summary>
/// <remarks>
/// Elasticsearch breaks ties by <c>_shard_doc</c>, which is unique within its point in time. OpenSearch 2 has none, and sorting by <c>_id</c> would load
/// every id of every segment into memory; so there, and without a point in time, ties go by <c>_seq_no</c>, unique within a shard. What still ties with
/// the end of a page is held back and read again with the next page, so that none is lost or given twice.
/// </remarks>
internal sealed class HitReader(EngineTransport transport, HitSearch search, EngineStack stack, SearchPace pace)
{
    // index.max_result_window of both engines.
    private const int LargestPage = 10_000;

    private readonly PointInTime _view = new(transport, stack, search.KeepAlive);
    private bool _hasView;
    private int _grownTo;

    public async IAsyncEnumerable<JsonElement> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        search.Progress.PageSize = Math.Min(search.PageSize, LargestPage);
        _hasView = await _view.OpenAsync(search.Indices, cancellationToken).ConfigureAwait(false);
        try
        {
            ReadOnlyMemory<byte> after = default;
            while (true)
            {
                using var page = await FetchAsync(after, cancellationToken).ConfigureAwait(false);
                var hits = page.RootElement.GetProperty("hits").GetProperty("hits");
                var isLast = hits.GetArrayLength() < search.Progress.PageSize;
                var take = isLast ? hits.GetArrayLength() : Complete(hits);
                if (take == 0 && !isLast)
                {
                    GrowOver(hits);
                    continue;
                }

                // Not by index: each look-up would walk the page from its beginning.
                foreach (var hit in hits.EnumerateArray().Take(take))
                    yield return hit;
                search.Progress.Rows += take;
                if (isLast)
                    yield break;
                after = Key(hits[take - 1]).ToArray();
            }
        }
        finally
        {
            await _view.CloseAsync().ConfigureAwait(false);
        }
    }

    private bool TiesAreUnique => _hasView && stack is EngineStack.Elasticsearch;

    private async Task<JsonDocument> FetchAsync(ReadOnlyMemory<byte> after, CancellationToken cancellationToken)
    {
        var call = new EngineCall(HttpMethod.Post, _hasView ? EngineClient.SearchAllPath : EngineClient.SearchPath(search.Indices))
        {
            Repeatable = true,
            Shrinkable = true,
            Search = true,
            Verify = Verify,
        };
        var page = await PageReader.ReadAsync(transport, call, size => Body(after, size), search.Progress, cancellationToken).ConfigureAwait(false);
        _view.Renew(page.RootElement);
        var hits = page.RootElement.GetProperty("hits").GetProperty("hits").GetArrayLength();
        await pace.AfterPageAsync(search.Kind, hits, search.Progress.LastTook, cancellationToken).ConfigureAwait(false);
        return page;
    }

    /// <summary>How many hits stand before those that tie with the last one.</summary>
    private int Complete(JsonElement hits)
    {
        var take = hits.GetArrayLength();
        if (TiesAreUnique)
            return take;
        var last = Key(hits[take - 1]);
        while (take > 0 && Key(hits[take - 1]).SequenceEqual(last))
            take--;
        return take;
    }

    /// <summary>A whole page of ties: as many shards as the page has hits. A larger page holds them, unless a breaker made it small again.</summary>
    private void GrowOver(JsonElement hits)
    {
        if (search.Progress.PageSize >= LargestPage || search.Progress.PageSize < _grownTo)
            throw transport.Faults.Unsound(
                new EngineCall(HttpMethod.Post, EngineClient.SearchPath(search.Indices)), transport.Options.Nodes[0], 200,
                new AnswerFault(EngineErrorKind.Protocol, $"{hits.GetArrayLength()} hits have the same sort key; sort by more fields"));
        search.Progress.PageSize = _grownTo = Math.Min(LargestPage, search.Progress.PageSize * 2);
    }

    private static ReadOnlySpan<byte> Key(JsonElement hit) => JsonMarshal.GetRawUtf8Value(hit.GetProperty("sort"));

    private ReadOnlyMemory<byte> Body(ReadOnlyMemory<byte> after, int size) => JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("size", size);
        json.WriteBoolean("track_total_hits", false);
        JsonBytes.Raw(json, "query", search.Query);
        WriteSort(json);
        JsonBytes.Raw(json, "search_after", after);
        if (_view.Id is { } id)
        {
            json.WriteStartObject("pit");
            json.WriteString("id", id);
            json.WriteString("keep_alive", _view.KeepAlive);
            json.WriteEndObject();
        }

        if (!search.Fetch.IsEmpty)
        {
            using var fetch = JsonDocument.Parse(search.Fetch);
            foreach (var member in fetch.RootElement.EnumerateObject())
                member.WriteTo(json);
        }

        json.WriteEndObject();
    });

    private void WriteSort(Utf8JsonWriter json)
    {
        json.WriteStartArray("sort");
        using (var sort = JsonDocument.Parse(search.Sort))
        {
            foreach (var key in sort.RootElement.EnumerateArray())
                key.WriteTo(json);
        }

        json.WriteStringValue(TiesAreUnique ? "_shard_doc" : "_seq_no");
        json.WriteEndArray();
    }

    private static AnswerFault? Verify(JsonElement answer) =>
        SearchVerdict.Of(answer) ?? (answer.Part("hits").Part("hits") is { ValueKind: JsonValueKind.Array } hits && hits.Items().All(h => h.Has("sort"))
            ? null : new AnswerFault(EngineErrorKind.Protocol, "without sorted hits"));
}
