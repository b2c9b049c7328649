using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BehaviorElasticSidecar.Documents;

/// <summary>The index templates of <c>index-templates/</c>, as this program carries them, for a prefix of the site's choice.</summary>
/// <remarks>
/// Mappings are explicit, with types that both engines have. <c>dynamic</c> is false, not strict: during an upgrade an older template must not refuse a
/// newer worker's anomaly; that no field is forgotten is proved by a test. Names and patterns in the files start with <see cref="IndexNames.DefaultPrefix"/>.
/// </remarks>
public static class IndexTemplates
{
    private const string Folder = "index-templates/";

    /// <summary>All templates, by name, ordinally.</summary>
    public static IReadOnlyList<IndexTemplate> All(IndexNames names)
    {
        var assembly = typeof(IndexTemplates).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Folder, StringComparison.Ordinal))
            .Select(resource =>
            {
                using var stream = assembly.GetManifestResourceStream(resource)!;
                return From(Path.GetFileNameWithoutExtension(resource), JsonNode.Parse(stream)!.AsObject(), names);
            })
            .OrderBy(t => t.Name, StringComparer.Ordinal)];
    }

    private static IndexTemplate From(string fileName, JsonObject template, IndexNames names)
    {
        var patterns = template["index_patterns"]!.AsArray().Select(p => Prefixed(p!.GetValue<string>(), names)).ToList();
        var array = new JsonArray();
        foreach (var pattern in patterns)
            array.Add((JsonNode)JsonValue.Create(pattern));
        template["index_patterns"] = array;
        return new IndexTemplate(
            Prefixed(fileName, names), template["version"]!.GetValue<int>(), patterns, Bytes(template));
    }

    private static string Prefixed(string name, IndexNames names) => name.StartsWith(IndexNames.DefaultPrefix, StringComparison.Ordinal)
        ? names.Prefix + name[IndexNames.DefaultPrefix.Length..]
        : throw new InvalidDataException($"Index template name '{name}' does not start with '{IndexNames.DefaultPrefix}'.");

    private static byte[] Bytes(JsonObject template)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            template.WriteTo(json);
        return stream.ToArray();
    }
}

/// <summary>Body of <c>PUT _index_template/{Name}</c>.</summary>
/// <param name="Version">Raised with every change; an installed one that is lower is out of date.</param>
public sealed record IndexTemplate(string Name, int Version, IReadOnlyList<string> Patterns, ReadOnlyMemory<byte> Body)
{
    public override string ToString() => Encoding.UTF8.GetString(Body.Span);
}
