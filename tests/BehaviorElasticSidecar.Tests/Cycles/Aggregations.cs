using System.Globalization;
using System.Text.Json.Nodes;

namespace BehaviorElasticSidecar.Tests.Cycles;

/// <summary>The aggregations that the program sends, evaluated over documents in memory.</summary>
internal static class Aggregations
{
    public static JsonObject Evaluate(JsonObject aggregations, IReadOnlyList<JsonNode> documents)
    {
        var answer = new JsonObject();
        foreach (var (name, body) in aggregations)
            answer[name] = One(body!.AsObject(), documents);
        return answer;
    }

    private static JsonObject One(JsonObject body, IReadOnlyList<JsonNode> documents)
    {
        var below = (body["aggs"] ?? body["aggregations"])?.AsObject();
        var (kind, settings) = body.Single(p => p.Key is not ("aggs" or "aggregations"));
        return kind switch
        {
            "composite" => Composite(settings!.AsObject(), below, documents),
            "filter" => Bucket(below, [.. documents.Where(d => QueryDsl.Matches(settings, d))]),
            "date_histogram" => Histogram(settings!.AsObject(), below, documents),
            "terms" => Terms(settings!, documents),
            "cardinality" => Value(Texts(settings!, documents).Distinct(StringComparer.Ordinal).Count()),
            "value_count" => Value(Texts(settings!, documents).Count()),
            "sum" => Value(Numbers(settings!, documents).Sum()),
            "min" => Value(Numbers(settings!, documents).Select(n => (double?)n).Min()),
            "max" => Value(Numbers(settings!, documents).Select(n => (double?)n).Max()),
            _ => throw new NotSupportedException($"aggregation {kind}"),
        };
    }

    private static JsonObject Bucket(JsonObject? below, List<JsonNode> documents)
    {
        var bucket = below is null ? [] : Evaluate(below, documents);
        bucket["doc_count"] = documents.Count;
        return bucket;
    }

    private static JsonObject Histogram(JsonObject settings, JsonObject? below, IEnumerable<JsonNode> documents)
    {
        var span = Milliseconds((string)settings["fixed_interval"]!);
        var buckets = documents.GroupBy(d => Floor(QueryDsl.Number(QueryDsl.Values(d, (string)settings["field"]!)[0]), span)).OrderBy(g => g.Key).Select(g =>
        {
            var bucket = Bucket(below, [.. g]);
            bucket["key"] = g.Key;
            return (JsonNode)bucket;
        });
        return new JsonObject { ["buckets"] = new JsonArray([.. buckets]) };
    }

    private static JsonObject Terms(JsonNode settings, IReadOnlyList<JsonNode> documents)
    {
        var buckets = documents.SelectMany(d => QueryDsl.Values(d, (string)settings["field"]!).Select(QueryDsl.Text).Distinct(StringComparer.Ordinal)).GroupBy(t => t, StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        var size = (int)settings["size"]!;
        return new JsonObject
        {
            ["sum_other_doc_count"] = buckets.Skip(size).Sum(g => g.Count()),
            ["buckets"] = new JsonArray([.. buckets.Take(size).Select(g => (JsonNode)new JsonObject { ["key"] = g.Key, ["doc_count"] = g.Count() })]),
        };
    }

    private static JsonObject Composite(JsonObject settings, JsonObject? below, IReadOnlyList<JsonNode> documents)
    {
        var sources = settings["sources"]!.AsArray().Select(s => s!.AsObject().Single()).ToList();
        var rows = new SortedDictionary<Key, List<JsonNode>>();
        foreach (var document in documents)
            foreach (var key in Keys(sources, document))
            {
                if (!rows.TryGetValue(key, out var list))
                    rows[key] = list = [];
                list.Add(document);
            }

        var after = settings["after"] is JsonObject last ? new Key([.. sources.Select(s => (IComparable)Part(last[s.Key]!.AsValue()))]) : null;
        var page = rows.Where(r => after is null || r.Key.CompareTo(after) > 0).Take((int)settings["size"]!).ToList();
        var answer = new JsonObject
        {
            ["buckets"] = new JsonArray([.. page.Select(r =>
            {
                var bucket = Bucket(below, r.Value);
                bucket["key"] = Object(sources, r.Key);
                return (JsonNode)bucket;
            })]),
        };
        if (page.Count > 0)
            answer["after_key"] = Object(sources, page[^1].Key);
        return answer;
    }

    private static JsonObject Object(List<KeyValuePair<string, JsonNode?>> sources, Key key)
    {
        var named = new JsonObject();
        for (var i = 0; i < sources.Count; i++)
            named[sources[i].Key] = key.Parts[i] is string text ? JsonValue.Create(text) : JsonValue.Create((long)key.Parts[i]);
        return named;
    }

    private static IEnumerable<Key> Keys(List<KeyValuePair<string, JsonNode?>> sources, JsonNode document)
    {
        IEnumerable<List<IComparable>> keys = [[]];
        foreach (var source in sources)
        {
            var (kind, settings) = source.Value!.AsObject().Single();
            var values = QueryDsl.Values(document, (string)settings!["field"]!);
            var parts = (kind == "terms"
                ? values.Select(v => (IComparable)QueryDsl.Text(v))
                : values.Select(v => (IComparable)(Floor(QueryDsl.Number(v) - Offset(settings), Milliseconds((string)settings["fixed_interval"]!)) + Offset(settings)))).Distinct().ToList();
            keys = [.. keys.SelectMany(k => parts.Select(p => new List<IComparable>([.. k, p])))];
        }

        return keys.Select(k => new Key(k));
    }

    private static long Offset(JsonNode settings) => settings["offset"] is { } offset ? long.Parse(((string)offset!)[1..^2], CultureInfo.InvariantCulture) : 0;

    private static IComparable Part(JsonValue value) => value.TryGetValue<string>(out var text) ? text : value.GetValue<long>();

    private static long Floor(double milliseconds, long span) => (long)Math.Floor(milliseconds / span) * span;

    private static long Milliseconds(string interval) =>
        long.Parse(interval[..^1], CultureInfo.InvariantCulture) * interval[^1] switch { 's' => 1000, 'm' => 60_000, 'h' => 3_600_000, _ => 86_400_000 };

    private static IEnumerable<string> Texts(JsonNode settings, IReadOnlyList<JsonNode> documents) =>
        documents.SelectMany(d => QueryDsl.Values(d, (string)settings["field"]!)).Select(QueryDsl.Text);

    private static IEnumerable<double> Numbers(JsonNode settings, IReadOnlyList<JsonNode> documents) =>
        documents.SelectMany(d => QueryDsl.Values(d, (string)settings["field"]!)).Select(QueryDsl.Number);

    private static JsonObject Value(double? value) => new() { ["value"] = value };

    private sealed record Key(IReadOnlyList<IComparable> Parts) : IComparable<Key>
    {
        public int CompareTo(Key? other)
        {
            for (var i = 0; i < Parts.Count; i++)
            {
                var order = Parts[i] is string text ? string.CompareOrdinal(text, (string)other!.Parts[i]) : Parts[i].CompareTo(other!.Parts[i]);
                if (order != 0)
                    return order;
            }

            return 0;
        }
    }
}
