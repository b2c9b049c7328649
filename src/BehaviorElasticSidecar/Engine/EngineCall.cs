using System.Text.Json;

namespace BehaviorElasticSidecar.Engine;

/// <summary>One request, and how it may be treated.</summary>
internal sealed record EngineCall(HttpMethod Method, string Path)
{
    public const string Json = "application/json";
    public const string Lines = "application/x-ndjson";

    public ReadOnlyMemory<byte> Body { get; init; }

    public string MediaType { get; init; } = Json;

    /// <summary>Twice is as good as once, so it may be sent again when an answer was lost.</summary>
    public bool Repeatable { get; init; }

    /// <summary>The asker makes it smaller on a breaker or time-out: sending the same again would only load the cluster.</summary>
    public bool Shrinkable { get; init; }

    /// <summary>A search: when it takes too long, the same again takes as long.</summary>
    public bool Search { get; init; }

    /// <summary>Statuses beyond 2xx that are results to the asker.</summary>
    public IReadOnlyList<int> Accepted { get; init; } = [];

    /// <summary>What is wrong with a 2xx answer; null: nothing.</summary>
    public Func<JsonElement, AnswerFault?>? Verify { get; init; }
}

/// <summary>Why an answer of status 2xx is no success.</summary>
internal readonly record struct AnswerFault(EngineErrorKind Kind, string What);

/// <summary>An answer that the asker takes as a result. <see cref="Body"/> is null for HEAD only.</summary>
internal sealed record EngineAnswer(int Status, JsonDocument? Body) : IDisposable
{
    public bool Found => Status is >= 200 and < 300;

    public JsonElement Root => Body!.RootElement;

    public void Dispose() => Body?.Dispose();
}
