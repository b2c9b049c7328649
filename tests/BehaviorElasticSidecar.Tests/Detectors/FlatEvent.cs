using System.IO.Compression;
using System.Text.Json;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Tests.Detectors;

/// <summary>An event as fields and texts, and the plainest reading of a filter: independent of both evaluators.</summary>
internal sealed class FlatEvent
{
    private readonly Dictionary<string, List<string>> _fields = new(StringComparer.Ordinal);

    public FlatEvent(JsonElement root) => Add("", root);

    public bool Has(string field) => _fields.ContainsKey(field);

    public IReadOnlyList<string> this[string field] => _fields.TryGetValue(field, out var values) ? values : [];

    /// <summary>Sets what a live index would hold but the sample lacks.</summary>
    public FlatEvent WithDefault(string field, string value)
    {
        _fields.TryAdd(field, [value]);
        return this;
    }

    public bool Passes(EventFilter filter) => filter.Conditions.All(c =>
        c.Negated != (c.AnyOf.Count == 0 ? Has(c.Field) : this[c.Field].Any(c.AnyOf.Contains)));

    public static IEnumerable<FlatEvent> ReadGzip(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            yield return new FlatEvent(document.RootElement);
        }
    }

    private void Add(string path, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                    Add(path.Length == 0 ? property.Name : $"{path}.{property.Name}", property.Value);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    Add(path, item);
                break;
            case JsonValueKind.Null:
                break;
            default:
                if (!_fields.TryGetValue(path, out var values))
                    _fields[path] = values = [];
                values.Add(value.ToString());
                break;
        }
    }
}
