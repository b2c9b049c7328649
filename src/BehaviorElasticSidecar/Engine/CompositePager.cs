using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace BehaviorElasticSidecar.Engine;

/// <summary>Reads a composite aggregation page by page; the next page is on its way while the consumer handles this one.</summary>
internal sealed class CompositePager(EngineTransport transport, CompositeSearch search, SearchPace pace)
{
    private readonly EngineCall _call = new(HttpMethod.Post, EngineClient.SearchPath(search.Indices))
    {
        Repeatable = true,
        Shrinkable = true,
        Search = true,
        Verify = Verify,
    };

    public async IAsyncEnumerable<JsonElement> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        search.Progress.PageSize = search.PageSize;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var next = (Task<Page>?)FetchAsync(search.After, stop.Token);
        try
        {
            while (next is not null)
            {
                using var page = await next.ConfigureAwait(false);
                next = page.After.IsEmpty ? null : FetchAsync(page.After, stop.Token);
                search.Progress.Rows += page.Rows.GetArrayLength();
                foreach (var row in page.Rows.EnumerateArray())
                    yield return row;
            }
        }
        finally
        {
            if (next is not null)
                await LeaveAsync(next, stop).ConfigureAwait(false);
        }
    }

    private async Task<Page> FetchAsync(ReadOnlyMemory<byte> after, CancellationToken cancellationToken)
    {
        var progress = search.Progress;
        var document = await PageReader.ReadAsync(transport, _call, size => Body(after, size), progress, cancellationToken).ConfigureAwait(false);
        var rows = document.RootElement.GetProperty("aggregations").GetProperty("rows");
        var buckets = rows.GetProperty("buckets");
        await pace.AfterPageAsync(search.Kind, buckets.GetArrayLength(), progress.LastTook, cancellationToken).ConfigureAwait(false);
        // A page that is not full is the last: asking once more would scan the whole bucket for nothing.
        var isLast = buckets.GetArrayLength() < progress.PageSize || !rows.TryGetProperty("after_key", out _);
        return new Page(document, buckets, isLast ? default : JsonMarshal.GetRawUtf8Value(rows.GetProperty("after_key")).ToArray());
    }

    /// <summary>The consumer left early: ends the page on its way (the engine cancels a search whose connection closes).</summary>
    private static async Task LeaveAsync(Task<Page> next, CancellationTokenSource stop)
    {
        await stop.CancelAsync().ConfigureAwait(false);
        try
        {
            (await next.ConfigureAwait(false)).Dispose();
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for this page any more.
        }
        catch (EngineException)
        {
            // The same; and a fault of the page that was waited for is already on its way to the consumer.
        }
    }

    private ReadOnlyMemory<byte> Body(ReadOnlyMemory<byte> after, int size) => JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("size", 0);
        json.WriteBoolean("track_total_hits", false);
        JsonBytes.Raw(json, "query", search.Query);
        json.WriteStartObject("aggs");
        json.WriteStartObject("rows");
        json.WriteStartObject("composite");
        json.WriteNumber("size", size);
        JsonBytes.Raw(json, "sources", search.Sources);
        JsonBytes.Raw(json, "after", after);
        json.WriteEndObject();
        JsonBytes.Raw(json, "aggs", search.Aggregations);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static AnswerFault? Verify(JsonElement answer) =>
        SearchVerdict.Of(answer) ?? (answer.Part("aggregations").Part("rows").Part("buckets").ValueKind is JsonValueKind.Array
            ? null : new AnswerFault(EngineErrorKind.Protocol, "without the buckets of the aggregation"));

    private sealed record Page(JsonDocument Document, JsonElement Rows, ReadOnlyMemory<byte> After) : IDisposable
    {
        public void Dispose() => Document.Dispose();
    }
}
