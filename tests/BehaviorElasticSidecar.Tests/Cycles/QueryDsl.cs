using System.Globalization;
using System.Text.Json.Nodes;

namespace BehaviorElasticSidecar.Tests.Cycles;

/// <summary>The part of the query DSL that the program sends, evaluated over documents in memory. Anything else fails loudly.</summary>
internal static class QueryDsl
{
    public static bool Matches(JsonNode? query, JsonNode document)
    {
        if (query is null)
            return true;
        var (kind, body) = query.AsObject().Single();
        return kind switch
        {
            "match_all" => true,
            "match_none" => false,
            "bool" => Bool(body!.AsObject(), document),
            "exists" => Values(document, (string)body!["field"]!).Count > 0,
            "terms" => Terms(body!.AsObject(), document),
            "term" => Term(body!.AsObject(), document),
            "range" => Range(body!.AsObject().Single(p => p.Key != "boost"), document),
            _ => throw new NotSupportedException($"query {kind}"),
        };
    }

    /// <summary>All scalar values of a path, which may be nested, dotted or mixed, single or a list.</summary>
    public static IReadOnlyList<JsonValue> Values(JsonNode document, string path)
    {
        var found = new List<JsonValue>();
        Collect(document, path, found);
        return found;
    }

    /// <summary>A date as milliseconds since the epoch; other numbers as they are.</summary>
    public static double Number(JsonValue value) => value.TryGetValue<string>(out var text)
        ? double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds()
        : value.GetValue<double>();

    public static string Text(JsonValue value) => value.TryGetValue<string>(out var text) ? text : value.ToJsonString();

    private static void Collect(JsonNode? node, string path, List<JsonValue> found)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var item in list)
                    Collect(item, path, found);
                break;
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    if (name == path)
                        Collect(value, string.Empty, found);
                    else if (path.StartsWith(name + ".", StringComparison.Ordinal))
                        Collect(value, path[(name.Length + 1)..], found);
                }

                break;
            case JsonValue value when path.Length == 0:
                found.Add(value);
                break;
        }
    }

    private static bool Bool(JsonObject body, JsonNode document)
    {
        foreach (var name in body.Select(p => p.Key))
            if (name is not ("filter" or "must" or "must_not" or "should" or "minimum_should_match"))
                throw new NotSupportedException($"bool.{name}");
        return Clauses(body["filter"]).All(c => Matches(c, document))
            && Clauses(body["must"]).All(c => Matches(c, document))
            && !Clauses(body["must_not"]).Any(c => Matches(c, document))
            && (body["should"] is null || Clauses(body["should"]).Any(c => Matches(c, document)));
    }

    private static IEnumerable<JsonNode> Clauses(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => list.Select(c => c!),
        _ => [node],
    };

    private static bool Terms(JsonObject body, JsonNode document)
    {
        var (field, values) = body.Single(p => p.Key != "boost");
        var wanted = values!.AsArray().Select(v => Text(v!.AsValue())).ToHashSet(StringComparer.Ordinal);
        return Values(document, field).Any(v => wanted.Contains(Text(v)));
    }

    private static bool Term(JsonObject body, JsonNode document)
    {
        var (field, value) = body.Single();
        var wanted = Text((value is JsonObject o ? o["value"]! : value!).AsValue());
        return Values(document, field).Any(v => Text(v) == wanted);
    }

    private static bool Range(KeyValuePair<string, JsonNode?> range, JsonNode document)
    {
        var bounds = range.Value!.AsObject();
        return Values(document, range.Key).Select(Number).Any(n => bounds.All(b => b.Key switch
        {
            "gte" => n >= Number(b.Value!.AsValue()),
            "gt" => n > Number(b.Value!.AsValue()),
            "lte" => n <= Number(b.Value!.AsValue()),
            "lt" => n < Number(b.Value!.AsValue()),
            "format" => true,
            _ => throw new NotSupportedException($"range.{b.Key}"),
        }));
    }
}
