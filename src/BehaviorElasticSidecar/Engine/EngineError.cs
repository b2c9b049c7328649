using System.Text.Json;

namespace BehaviorElasticSidecar.Engine;

/// <summary>An error as both engines write it: every exception type named in it, and the reason nearest to the root.</summary>
internal sealed record EngineError(IReadOnlyList<string> Types, string Reason)
{
    private const int MaxDepth = 6;
    private const int MaxTypes = 64;

    public string Type => Types.Count > 0 ? Types[0] : "";

    public bool Has(string type) => Types.Contains(type, StringComparer.Ordinal);

    /// <summary>Reads the value of <c>error</c>: an object, or a sentence where no handler was found.</summary>
    public static EngineError Read(JsonElement error)
    {
        if (error.ValueKind is JsonValueKind.String)
            return new EngineError([], error.GetString()!);
        var types = new List<string>();
        Collect(error, types, 0);
        var cause = error.Part("root_cause").Items().Append(error).First();
        var (type, reason) = (cause.Text("type"), cause.Text("reason"));
        return new EngineError(types, string.Join(": ", new[] { type, reason }.Where(t => t.Length > 0)));
    }

    /// <summary>What the status and the types mean together; types first, as engines differ in the status they give them.</summary>
    /// <remarks>Too many buckets is 503 on OpenSearch 2.19 and 400 on Elasticsearch 9.2; a breaker and a full queue are both 429.</remarks>
    public EngineErrorKind Kind(int status)
    {
        if (Has("circuit_breaking_exception") || Has("too_many_buckets_exception"))
            return EngineErrorKind.Breaker;
        if (Has("cluster_block_exception") && status is 403 or 429)
            return EngineErrorKind.ReadOnly;
        if (Has("search_timeout_exception"))
            return EngineErrorKind.TimedOut;
        return status switch
        {
            401 => EngineErrorKind.Unauthorized,
            403 => EngineErrorKind.Forbidden,
            404 => EngineErrorKind.NotFound,
            409 => EngineErrorKind.Conflict,
            429 or 503 => EngineErrorKind.Rejected,
            502 => EngineErrorKind.Connection,
            408 or 504 => EngineErrorKind.TimedOut,
            >= 400 and < 500 => EngineErrorKind.BadRequest,
            >= 500 => EngineErrorKind.ServerFault,
            _ => EngineErrorKind.Protocol,
        };
    }

    private static void Collect(JsonElement part, List<string> types, int depth)
    {
        if (depth > MaxDepth || types.Count >= MaxTypes)
            return;
        if (part.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in part.EnumerateArray())
                Collect(item, types, depth + 1);
        }
        else if (part.ValueKind is JsonValueKind.Object)
        {
            if (part.Text("type") is { Length: > 0 } type)
                types.Add(type);
            foreach (var name in (ReadOnlySpan<string>)["root_cause", "caused_by", "failed_shards", "reason", "suppressed"])
                Collect(part.Part(name), types, depth + 1);
        }
    }
}
