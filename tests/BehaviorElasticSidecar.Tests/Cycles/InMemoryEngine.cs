using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BehaviorElasticSidecar.Tests.Cycles;

/// <summary>What happens to one call of the program to the engine.</summary>
internal enum Fault
{
    NotSent,

    /// <summary>The engine did it, the answer never came.</summary>
    AnswerLost,

    /// <summary>Of a bulk only the first half of the items was done, and the answer never came; other calls: as <see cref="AnswerLost"/>.</summary>
    HalfApplied,
}

/// <summary>The process dies: nothing in the program may catch this.</summary>
internal sealed class KilledException : Exception
{
    public KilledException()
        : base("killed by the test")
    {
    }
}

/// <summary>An engine in memory with the calls that a run makes. It can be told to kill the program at its n-th call.</summary>
internal sealed class InMemoryEngine : HttpMessageHandler
{
    private readonly SortedDictionary<string, SortedDictionary<string, Stored>> _indices = new(StringComparer.Ordinal);
    private (int Call, Fault Fault)? _kill;
    private bool _dead;
    private long _sequence;

    public int Calls { get; private set; }

    /// <summary>The program dies at call number <paramref name="call"/> from now; null: it lives. Also brings it back to life.</summary>
    public void KillAt(int? call, Fault fault = Fault.NotSent)
    {
        (Calls, _dead) = (0, false);
        _kill = call is { } at ? (at, fault) : null;
    }

    public void Load(string index, string id, string json) => Of(index)[id] = new Stored(JsonNode.Parse(json)!, ++_sequence, 1);

    /// <summary>Takes an index away, as a snapshot in progress or a mistake would; gives it back with <see cref="Return"/>.</summary>
    public void Hide(string index)
    {
        _hidden[index] = _indices[index];
        _indices.Remove(index);
    }

    public void Return(string index) => _indices[index] = _hidden[index];

    private readonly Dictionary<string, SortedDictionary<string, Stored>> _hidden = new(StringComparer.Ordinal);

    /// <summary>Every document of the indices that match, by index and id.</summary>
    public IEnumerable<(string Index, string Id, JsonNode Document)> Documents(string pattern) =>
        from index in _indices
        where Matches(pattern, index.Key)
        from document in index.Value
        select (index.Key, document.Key, document.Value.Source);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_dead)
            throw new KilledException();
        Calls++;
        var body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
        if (_kill is not { } kill || kill.Call != Calls)
            return Answer(request, body, int.MaxValue);
        _dead = true;
        if (kill.Fault != Fault.NotSent)
            _ = Answer(request, body, kill.Fault == Fault.HalfApplied ? body.Count(c => c == '\n') / 4 : int.MaxValue);
        throw new KilledException();
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, string body, int bulkItems)
    {
        var (status, json) = Route(request.Method.Method, request.RequestUri!, body, bulkItems);
        return new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent(json.ToJsonString(), Encoding.UTF8, "application/json"),
            RequestMessage = request,
        };
    }

    private (int Status, JsonNode Json) Route(string method, Uri uri, string body, int bulkItems)
    {
        var parts = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        var last = parts.Length == 0 ? string.Empty : parts[^1];
        return (method, last) switch
        {
            ("GET", "") => (200, new JsonObject
            {
                ["name"] = "n", ["cluster_name"] = "memory", ["cluster_uuid"] = "m",
                ["version"] = new JsonObject { ["number"] = "2.19.5", ["distribution"] = "opensearch" },
            }),
            ("POST", "_bulk") => (200, Bulk(body, bulkItems)),
            ("POST", "_mget") => (200, Many(parts[0], JsonNode.Parse(body)!)),
            ("POST", "_search") => (200, Search(parts.Length > 1 ? parts[0] : null, JsonNode.Parse(body)!.AsObject())),
            ("POST", "point_in_time") => (200, new JsonObject { ["pit_id"] = parts[0], ["_shards"] = Shards() }),
            ("DELETE", "point_in_time") => (200, new JsonObject { ["pits"] = new JsonArray() }),
            ("POST", "_refresh") => (200, new JsonObject { ["_shards"] = Shards() }),
            _ when parts.Length == 3 && parts[1] is "_doc" or "_create" => Single(method, parts, uri.Query, body),
            _ => throw new NotSupportedException($"{method} {uri.AbsolutePath}"),
        };
    }

    private (int Status, JsonNode Json) Single(string method, string[] parts, string query, string body)
    {
        var (index, id) = (parts[0], parts[2]);
        _indices.TryGetValue(index, out var documents);
        var held = documents?.GetValueOrDefault(id);
        if (method == "GET")
            return held is null
                ? (404, new JsonObject { ["_index"] = index, ["_id"] = id, ["found"] = false })
                : (200, Found(id, held));
        var expected = Regex.Match(query, "if_seq_no=(\\d+)").Groups[1].Value;
        var creates = parts[1] == "_create" || query.Contains("op_type=create", StringComparison.Ordinal);
        if ((creates && held is not null) || (expected.Length > 0 && held?.Sequence.ToString(CultureInfo.InvariantCulture) != expected))
            return (409, new JsonObject { ["status"] = 409, ["error"] = new JsonObject { ["type"] = "version_conflict_engine_exception", ["reason"] = "conflict" } });
        var stored = Of(index)[id] = new Stored(JsonNode.Parse(body)!, ++_sequence, (held?.Version ?? 0) + 1);
        return (held is null ? 201 : 200, new JsonObject
        {
            ["_id"] = id, ["_seq_no"] = stored.Sequence, ["_primary_term"] = 1, ["_version"] = stored.Version, ["result"] = "created", ["_shards"] = Shards(),
        });
    }

    private JsonObject Bulk(string body, int items)
    {
        var lines = body.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var results = new JsonArray();
        for (var i = 0; i < lines.Length && results.Count < items; i++)
        {
            var (action, target) = JsonNode.Parse(lines[i])!.AsObject().Single();
            var (index, id) = ((string)target!["_index"]!, (string)target["_id"]!);
            var document = action == "delete" ? null : JsonNode.Parse(lines[++i]);
            var status = Write(action, Of(index), id, document, (long?)target["version"], (long?)target["if_seq_no"]);
            var result = new JsonObject { ["_index"] = index, ["_id"] = id, ["status"] = status };
            if (status < 300 && action != "delete")
                (result["_seq_no"], result["_primary_term"]) = (_sequence, 1);
            if (status == 409)
                result["error"] = new JsonObject { ["type"] = "version_conflict_engine_exception", ["reason"] = "conflict" };
            results.Add(new JsonObject { [action] = result });
        }

        var failed = results.Any(r => (int)r!.AsObject().Single().Value!["status"]! >= 300);
        return new JsonObject { ["took"] = 1, ["errors"] = failed, ["items"] = results };
    }

    private int Write(string action, SortedDictionary<string, Stored> documents, string id, JsonNode? document, long? version, long? sequence)
    {
        documents.TryGetValue(id, out var held);
        if (action == "delete")
            return documents.Remove(id) ? 200 : 404;
        if ((action == "create" && held is not null) || (version is { } asked && held is not null && asked < held.Version) || (sequence is not null && sequence != held?.Sequence))
            return 409;
        documents[id] = new Stored(document!, ++_sequence, version ?? (held?.Version ?? 0) + 1);
        return held is null ? 201 : 200;
    }

    private JsonObject Many(string index, JsonNode body)
    {
        var ids = body["ids"] is JsonArray list ? list.Select(i => (string)i!) : body["docs"]!.AsArray().Select(d => (string)d!["_id"]!);
        _indices.TryGetValue(index, out var documents);
        return new JsonObject
        {
            ["docs"] = new JsonArray([.. ids.Select(id => documents?.GetValueOrDefault(id) is { } held
                ? (JsonNode)Found(id, held) : new JsonObject { ["_index"] = index, ["_id"] = id, ["found"] = false })]),
        };
    }

    private JsonObject Search(string? pattern, JsonObject body)
    {
        var matched = Documents(pattern ?? (string)body["pit"]!["id"]!).Where(d => QueryDsl.Matches(body["query"], d.Document)).ToList();
        var isThere = _indices.Keys.Any(i => Matches(pattern ?? (string)body["pit"]!["id"]!, i));
        var answer = new JsonObject { ["took"] = 1, ["timed_out"] = false, ["_shards"] = Shards(isThere ? 1 : 0) };
        answer["hits"] = new JsonObject { ["total"] = new JsonObject { ["value"] = matched.Count, ["relation"] = "eq" }, ["hits"] = Hits(matched, body) };
        if ((body["aggs"] ?? body["aggregations"]) is JsonObject aggregations)
            answer["aggregations"] = Aggregations.Evaluate(aggregations, [.. matched.Select(m => m.Document)]);
        return answer;
    }

    /// <summary>By time, then by position; a search key is those two.</summary>
    private static JsonArray Hits(List<(string Index, string Id, JsonNode Document)> matched, JsonObject body)
    {
        var size = (int?)body["size"] ?? 10;
        var after = body["search_after"]?.AsArray().Select(v => v!.GetValue<double>()).ToArray();
        var hits = matched.Select((m, i) => (m.Index, m.Id, m.Document, Time: QueryDsl.Values(m.Document, "@timestamp") is [var t, ..] ? QueryDsl.Number(t) : 0, Place: (double)i))
            .OrderBy(h => h.Time).ThenBy(h => h.Place)
            .Where(h => after is null || h.Time > after[0] || (h.Time == after[0] && h.Place > after[^1])).Take(size);
        return [.. hits.Select(h => (JsonNode)new JsonObject
        {
            ["_index"] = h.Index, ["_id"] = h.Id, ["_source"] = h.Document.DeepClone(), ["sort"] = new JsonArray(h.Time, h.Place),
        })];
    }

    private static JsonObject Found(string id, Stored held) => new()
    {
        ["_id"] = id, ["found"] = true, ["_version"] = held.Version, ["_seq_no"] = held.Sequence, ["_primary_term"] = 1, ["_source"] = held.Source.DeepClone(),
    };

    private static JsonObject Shards(int total = 1) => new() { ["total"] = total, ["successful"] = total, ["skipped"] = 0, ["failed"] = 0 };

    private SortedDictionary<string, Stored> Of(string index) =>
        _indices.TryGetValue(index, out var documents) ? documents : _indices[index] = new SortedDictionary<string, Stored>(StringComparer.Ordinal);

    private static bool Matches(string patterns, string index) => patterns.Split(',').Any(p =>
        Regex.IsMatch(index, "^" + Regex.Escape(p).Replace("\\*", ".*", StringComparison.Ordinal) + "$"));

    private sealed record Stored(JsonNode Source, long Sequence, long Version);
}
