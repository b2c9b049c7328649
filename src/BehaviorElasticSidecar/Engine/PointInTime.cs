using System.Globalization;
using System.Text.Json;

namespace BehaviorElasticSidecar.Engine;

/// <summary>A fixed view of some indices, in the dialect of the stack.</summary>
internal sealed class PointInTime(EngineTransport transport, EngineStack stack, TimeSpan keepAlive)
{
    // Closing also happens after a cancellation, so it has a time of its own.
    private static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(10);

    /// <summary>The newest id; an answer may bring another.</summary>
    public string? Id { get; private set; }

    public string KeepAlive { get; } = ((long)keepAlive.TotalSeconds).ToString(CultureInfo.InvariantCulture) + "s";

    /// <summary>Whether a view is open now: false where this engine has none, or the user may not open one.</summary>
    public async Task<bool> OpenAsync(IReadOnlyList<string> indices, CancellationToken cancellationToken)
    {
        // OpenSearch would open it without the shards that are down.
        var path = stack is EngineStack.OpenSearch
            ? $"/{EnginePath.Names(indices)}/_search/point_in_time?keep_alive={KeepAlive}&allow_partial_pit_creation=false"
            : $"/{EnginePath.Names(indices)}/_pit?keep_alive={KeepAlive}";
        var call = new EngineCall(HttpMethod.Post, path) { Repeatable = true, Search = true, Verify = Verify };
        try
        {
            using var answer = await transport.SendAsync(call, cancellationToken).ConfigureAwait(false);
            Id = answer.Root.Text(IdProperty);
            return true;
        }
        catch (EngineException trouble) when (trouble.Status is 400 or 403 or 404 or 405 or 501)
        {
            transport.Logger.NoPointInTime(trouble.Message);
            return false;
        }
    }

    public void Renew(JsonElement answer)
    {
        if (answer.Text("pit_id") is { Length: > 0 } id)
            Id = id;
    }

    public async Task CloseAsync()
    {
        if (Id is not { } id)
            return;
        Id = null;
        var isOpenSearch = stack is EngineStack.OpenSearch;
        var call = new EngineCall(HttpMethod.Delete, isOpenSearch ? "/_search/point_in_time" : "/_pit")
        {
            Accepted = [404],
            Body = JsonBytes.Write(json =>
            {
                json.WriteStartObject();
                if (isOpenSearch)
                {
                    json.WriteStartArray("pit_id");
                    json.WriteStringValue(id);
                    json.WriteEndArray();
                }
                else
                {
                    json.WriteString("id", id);
                }

                json.WriteEndObject();
            }),
        };
        using var stop = new CancellationTokenSource(CloseTime, transport.Time);
        try
        {
            (await transport.SendAsync(call, stop.Token).ConfigureAwait(false)).Dispose();
        }
        catch (EngineException trouble)
        {
            transport.Logger.PointInTimeLeft(trouble.Message);
        }
        catch (OperationCanceledException trouble)
        {
            transport.Logger.PointInTimeLeft(trouble.Message);
        }
    }

    private string IdProperty => stack is EngineStack.OpenSearch ? "pit_id" : "id";

    private AnswerFault? Verify(JsonElement answer)
    {
        if (answer.Text(IdProperty).Length == 0)
            return new AnswerFault(EngineErrorKind.Protocol, "without the id of a point in time");
        return answer.Has("_shards") ? SearchVerdict.OfShards(answer.Part("_shards"), mayBeNone: false) : null;
    }
}
