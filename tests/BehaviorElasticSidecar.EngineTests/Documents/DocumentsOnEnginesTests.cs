using System.Text;
using System.Text.Json;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Engine;

namespace BehaviorElasticSidecar.EngineTests.Documents;

/// <summary>The approved sample documents of <c>tests/data/approved</c>, under the templates, on real engines.</summary>
[Collection(EngineCollection.Name)]
public sealed class DocumentsOnEnginesTests(EngineFixture engines)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset March = new(2026, 3, 4, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Kept in the document, not in an index.</summary>
    private static readonly string[] NotIndexed = ["behavior.evidence.kql", "behavior.evidence.query", ".inputs.description"];

    [EngineTheory]
    [OnOpenSearch("anomaly"), OnOpenSearch("anomaly-smallest"), OnOpenSearch("risk-user"), OnOpenSearch("risk-latest-address"), OnOpenSearch("day"), OnOpenSearch("health")]
    [OnElasticsearch("anomaly"), OnElasticsearch("anomaly-smallest"), OnElasticsearch("risk-user"), OnElasticsearch("risk-latest-address"), OnElasticsearch("day"), OnElasticsearch("health")]
    public async Task Every_field_of_a_sample_document_is_taken_and_found_again(EngineStack stack, string sample)
    {
        await using var place = await engines.PlaceAsync(stack);
        var names = await InstalledAsync(place);
        var index = Index(names, sample);
        var document = Sample(sample);

        var written = await place.Client.BulkAsync([new BulkOperation("create", index, "1", document)], None);
        await place.Client.RefreshAsync(index, None);

        written.ShouldHaveSingleItem().Status.ShouldBe(201, written[0].Reason);
        using var json = JsonDocument.Parse(document);
        foreach (var field in Leaves(json.RootElement, "").Distinct(StringComparer.Ordinal).Where(f => !NotIndexed.Any(n => f.EndsWith(n, StringComparison.Ordinal))))
            (await CountAsync(place.Client, index, $$"""{"exists":{"field":"{{field}}"} }""")).ShouldBe(1, field);
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task Writing_an_anomaly_twice_leaves_one(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        var index = (await InstalledAsync(place)).Anomalies(March);
        var create = new BulkOperation("create", index, "1", Sample("anomaly"));

        await place.Client.BulkAsync([create], None);
        var again = await place.Client.BulkAsync([create], None);
        await place.Client.RefreshAsync(index, None);

        again.ShouldHaveSingleItem().Status.ShouldBe(409);
        (await CountAsync(place.Client, index, """{"match_all":{}}""")).ShouldBe(1);
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task An_engine_keeps_the_mapping_as_the_template_has_it(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        var names = await InstalledAsync(place);
        foreach (var (index, sample) in new[] { (names.Anomalies(March), "anomaly"), (names.Risk(March), "risk-user"), (names.RiskLatest + "-v1", "risk-user"), (names.Health(March), "health") })
        {
            await place.Client.BulkAsync([new BulkOperation("index", index, "1", WithUnknownField(Sample(sample)))], None);
            using var answer = await place.Client.SendAsync(HttpMethod.Get, $"/{index}/_mapping", default, None);
            var template = (await place.Client.GetIndexTemplateAsync(TemplateOf(names, index), None))!.Value;

            Types(answer.RootElement.GetProperty(index).GetProperty("mappings"))
                .ShouldBe(Types(template.GetProperty("template").GetProperty("mappings")), index);
        }
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task State_and_baselines_are_kept_but_never_indexed(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        var names = await InstalledAsync(place);
        foreach (var aliased in names.Aliased.Where(a => a.Alias != names.RiskLatest && a.Alias != names.Entities))
        {
            await place.Client.BulkAsync([new BulkOperation("index", aliased.Index, "1", """{"bytes":"AAEC","at":"not a date","n":{"m":1}}"""u8.ToArray(), 7)], None);
            await place.Client.RefreshAsync(aliased.Index, None);
            using var answer = await place.Client.SendAsync(HttpMethod.Get, $"/{aliased.Index}/_mapping", default, None);

            (await place.Client.GetAsync(aliased.Index, "1", None))!.Document.GetProperty("n").GetProperty("m").GetInt32().ShouldBe(1);
            answer.RootElement.GetProperty(aliased.Index).GetProperty("mappings").TryGetProperty("properties", out _).ShouldBeFalse();
        }
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task The_evidence_finds_the_events_whatever_the_case_of_the_name(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        var index = place.Name("logs");
        await place.Client.CreateIndexAsync(index, """
            {"mappings":{"properties":{"@timestamp":{"type":"date"},"user":{"properties":{"name":{"type":"keyword"},"id":{"type":"keyword"} } },
             "destination":{"properties":{"ip":{"type":"ip"} } },"event":{"properties":{"category":{"type":"keyword"},"outcome":{"type":"keyword"} } } } } }
            """u8.ToArray(), None);
        string[] events = ["Ana,09:00:00", "ANA,09:59:59.999", "ana,10:00:00", "bea,09:30:00"];
        await place.Client.BulkAsync([.. events.Select((e, i) => new BulkOperation("index", index, $"{i}", Event(e)))], None);
        await place.Client.RefreshAsync(index, None);
        using var anomaly = JsonDocument.Parse(Sample("anomaly"));

        (await CountAsync(place.Client, index, anomaly.RootElement.GetProperty("behavior").GetProperty("evidence").GetProperty("query").GetString()!)).ShouldBe(2);
    }

    private static async Task<IndexNames> InstalledAsync(EnginePlace place)
    {
        var names = new IndexNames(place.Prefix);
        foreach (var template in IndexTemplates.All(names))
            await place.Client.PutIndexTemplateAsync(template.Name, template.Body, None);
        return names;
    }

    private static string Index(IndexNames names, string sample) => sample switch
    {
        "risk-user" or "day" => names.Risk(March),
        "risk-latest-address" => names.RiskLatest + "-v1",
        "health" => names.Health(March),
        _ => names.Anomalies(March),
    };

    private static string TemplateOf(IndexNames names, string index) =>
        IndexTemplates.All(names).Where(t => t.Patterns.Any(p => index.StartsWith(p.TrimEnd('*'), StringComparison.Ordinal))).MaxBy(t => t.Name.Length)!.Name;

    private static byte[] Sample(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BehaviorElasticSidecar.sln")))
            {
                using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder.FullName, "tests", "data", "approved", name + ".json")));
                return Encoding.UTF8.GetBytes(JsonSerializer.Serialize(json.RootElement, SampleJson.Default.JsonElement));
            }
        }

        throw new InvalidOperationException("The repository was not found above the test's folder.");
    }

    private static byte[] WithUnknownField(byte[] document) => [.. "{\"newer\":{\"field\":1},"u8, .. document.AsSpan(1)];

    private static byte[] Event(string nameAndTime)
    {
        var parts = nameAndTime.Split(',');
        return Encoding.UTF8.GetBytes(
            $$$"""
            {"@timestamp":"2026-03-04T{{{parts[1]}}}Z","user":{"name":"{{{parts[0]}}}"},"destination":{"ip":"198.51.100.4"},"event":{"category":"authentication","outcome":"success"}}
            """);
    }

    private static async Task<long> CountAsync(EngineClient client, string index, string query)
    {
        using var answer = await client.SearchAsync([index], Encoding.UTF8.GetBytes($$"""{"size":0,"track_total_hits":true,"query":{{query}}}"""), None);
        return answer.RootElement.GetProperty("hits").GetProperty("total").GetProperty("value").GetInt64();
    }

    /// <summary>Paths of all scalars; empty lists have none.</summary>
    private static IEnumerable<string> Leaves(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Leaves(p.Value, path.Length == 0 ? p.Name : path + "." + p.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Leaves(item, path)),
        _ => [path],
    };

    /// <summary>Path to type of every field, and whether more may come by themselves.</summary>
    private static SortedDictionary<string, string> Types(JsonElement mappings)
    {
        var types = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["dynamic"] = mappings.GetProperty("dynamic").ToString().ToLowerInvariant() };
        Collect(mappings, "", types);
        return types;
    }

    private static void Collect(JsonElement mapping, string prefix, SortedDictionary<string, string> into)
    {
        foreach (var property in mapping.GetProperty("properties").EnumerateObject())
        {
            if (property.Value.TryGetProperty("properties", out _))
                Collect(property.Value, prefix + property.Name + ".", into);
            else
                into.Add(prefix + property.Name, property.Value.GetProperty("type").GetString()!);
        }
    }
}
