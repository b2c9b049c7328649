using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BehaviorElasticSidecar.Documents;

namespace BehaviorElasticSidecar.Tests.Documents;

public class IndexTemplatesTests
{
    private static readonly Dictionary<string, JsonTypeInfo[]> Documents = new(StringComparer.Ordinal)
    {
        ["behavior-anomalies"] = [DocumentJson.Default.AnomalyDocument],
        ["behavior-risk"] = [DocumentJson.Default.RiskDocument, DocumentJson.Default.DayDocument],
        ["behavior-risk-latest"] = [DocumentJson.Default.RiskDocument],
        ["behavior-health"] = [DocumentJson.Default.HealthDocument],
        ["behavior-entities"] = [DocumentJson.Default.EntityDocument],
    };

    /// <summary>Texts that are not plain keywords, and why a template may say so.</summary>
    private static readonly Dictionary<string, string> OtherTexts = new(StringComparer.Ordinal)
    {
        ["message"] = "text", ["behavior.normal"] = "text", ["behavior.health.advice"] = "text", ["source.ip"] = "ip", ["related.ip"] = "ip", ["behavior.addresses.ip"] = "ip",
    };

    private static readonly HashSet<string> NeverSearched = new(StringComparer.Ordinal)
    {
        "behavior.evidence.kql", "behavior.evidence.query", "user.risk.inputs.description", "host.risk.inputs.description", "behavior.risk.inputs.description",
    };

    public static TheoryData<string> WithFields => [.. Documents.Keys];

    [Fact]
    public void There_is_one_for_every_index_that_is_written() =>
        IndexTemplates.All(new IndexNames()).Select(t => t.Name).ShouldBe(
            ["behavior-anomalies", "behavior-baselines", "behavior-entities", "behavior-health", "behavior-risk", "behavior-risk-latest", "behavior-state"]);

    [Theory]
    [MemberData(nameof(WithFields))]
    public void Every_field_of_a_document_is_in_its_template_rightly_typed_and_no_other(string name)
    {
        var expected = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var document in Documents[name])
        {
            var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
            FieldsOf(document, "", fields);
            foreach (var (path, type) in fields)
                expected[path] = type;
        }

        var mapped = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var template = Template(name);
        Mapped(template.RootElement.GetProperty("template").GetProperty("mappings"), "", mapped);

        mapped.ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(WithFields))]
    public void Keywords_are_bounded_and_long_texts_are_kept_without_an_index(string name)
    {
        using var template = Template(name);
        foreach (var (path, field) in Fields(template.RootElement.GetProperty("template").GetProperty("mappings"), ""))
        {
            if (field.GetProperty("type").GetString() != "keyword")
                continue;
            if (NeverSearched.Contains(path))
                field.GetProperty("index").GetBoolean().ShouldBeFalse(path);
            else
                field.GetProperty("ignore_above").GetInt32().ShouldBe(1024, path);
        }
    }

    [Fact]
    public void All_have_a_version_a_priority_of_their_own_over_built_in_ones_and_one_shard()
    {
        foreach (var template in IndexTemplates.All(new IndexNames()))
        {
            using var body = JsonDocument.Parse(template.Body);
            var root = body.RootElement;
            root.GetProperty("version").GetInt32().ShouldBe(template.Version);
            root.GetProperty("_meta").GetProperty("version").GetInt32().ShouldBe(template.Version);
            root.GetProperty("template").GetProperty("mappings").GetProperty("_meta").GetProperty("version").GetInt32().ShouldBe(template.Version);
            root.GetProperty("priority").GetInt32().ShouldBeGreaterThan(500);
            root.GetProperty("composed_of").GetArrayLength().ShouldBe(0);
            var index = root.GetProperty("template").GetProperty("settings").GetProperty("index");
            index.GetProperty("number_of_shards").GetInt32().ShouldBe(1);
            index.GetProperty("auto_expand_replicas").GetString().ShouldBe("0-1");
        }
    }

    [Fact]
    public void What_only_the_program_reads_is_stored_and_not_indexed()
    {
        foreach (var name in new[] { "behavior-baselines", "behavior-state" })
        {
            using var template = Template(name);
            template.RootElement.GetProperty("template").GetProperty("mappings").GetProperty("enabled").GetBoolean().ShouldBeFalse();
        }
    }

    [Fact]
    public void A_prefix_of_ones_own_is_taken_everywhere()
    {
        var names = new IndexNames("test-1a-");
        var templates = IndexTemplates.All(names);

        templates.Select(t => t.Name).ShouldAllBe(n => n.StartsWith("test-1a-"));
        templates.SelectMany(t => t.Patterns).ShouldAllBe(p => p.StartsWith("test-1a-"));
        templates.ShouldAllBe(t => !t.ToString().Contains("\"behavior-a"));
        using var body = JsonDocument.Parse(templates[0].Body);
        body.RootElement.GetProperty("index_patterns")[0].GetString().ShouldBe("test-1a-anomalies-*");
    }

    [Fact]
    public void Every_index_has_one_template_that_wins()
    {
        var names = new IndexNames();
        var month = new DateTimeOffset(2026, 3, 31, 23, 0, 0, TimeSpan.Zero);
        foreach (var (index, expected) in new[]
        {
            (names.Anomalies(month), "behavior-anomalies"), (names.Risk(month), "behavior-risk"), (names.Health(month), "behavior-health"),
            ("behavior-risk-latest-v1", "behavior-risk-latest"), ("behavior-baselines-v1", "behavior-baselines"), ("behavior-state-v1", "behavior-state"), ("behavior-entities-v1", "behavior-entities"),
        })
        {
            var winner = IndexTemplates.All(names)
                .Where(t => t.Patterns.Any(p => index.StartsWith(p.TrimEnd('*'), StringComparison.Ordinal)))
                .MaxBy(t => JsonDocument.Parse(t.Body).RootElement.GetProperty("priority").GetInt32());
            winner!.Name.ShouldBe(expected);
        }
    }

    private static JsonDocument Template(string name) => JsonDocument.Parse(IndexTemplates.All(new IndexNames()).Single(t => t.Name == name).Body);

    private static void FieldsOf(JsonTypeInfo type, string prefix, SortedDictionary<string, string> into)
    {
        foreach (var property in type.Properties)
        {
            var path = prefix + property.Name;
            var scalar = Scalar(property.PropertyType);
            if (Simple(scalar) is { } simple)
                into.Add(path, OtherTexts.GetValueOrDefault(path, simple));
            else
                FieldsOf(DocumentJson.Default.GetTypeInfo(scalar)!, path + ".", into);
        }
    }

    /// <summary>The type itself, of a list its items', of a nullable the one it wraps.</summary>
    private static Type Scalar(Type type) =>
        Nullable.GetUnderlyingType(type) ?? (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : type);

    private static string? Simple(Type type) => type switch
    {
        _ when type == typeof(string) => "keyword",
        _ when type == typeof(double) => "double",
        _ when type == typeof(long) || type == typeof(int) => "long",
        _ when type == typeof(bool) => "boolean",
        _ when type == typeof(DateTimeOffset) => "date",
        _ => null,
    };

    private static void Mapped(JsonElement mapping, string prefix, SortedDictionary<string, string> into)
    {
        foreach (var (path, field) in Fields(mapping, prefix))
            into.Add(path, field.GetProperty("type").GetString()!);
    }

    private static IEnumerable<(string Path, JsonElement Field)> Fields(JsonElement mapping, string prefix)
    {
        foreach (var property in mapping.GetProperty("properties").EnumerateObject())
        {
            if (property.Value.TryGetProperty("properties", out _))
            {
                foreach (var below in Fields(property.Value, prefix + property.Name + "."))
                    yield return below;
            }
            else
            {
                yield return (prefix + property.Name, property.Value);
            }
        }
    }
}
