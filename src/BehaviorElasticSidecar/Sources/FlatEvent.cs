using System.Text.Json;

namespace BehaviorElasticSidecar.Sources;

/// <summary>One event as a flat set of fields with texts, as a cluster's mapping sees it: nested, dotted and mixed keys alike, arrays as several values (ecs.md 1).</summary>
/// <remarks>Objects within arrays add up to the values of their fields. Numbers and booleans are their JSON text. Bounded in depth and number, as events may be hostile.</remarks>
public sealed class FlatEvent
{
    private const int MostDepth = 64, MostValues = 20_000;

    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);
    private int _count;

    private FlatEvent()
    {
    }

    public static FlatEvent Of(JsonElement document)
    {
        var fields = new FlatEvent();
        fields.Add("", document, 0);
        return fields;
    }

    /// <summary>Values in the order of the event; empty where the field is absent. Nulls and empty arrays are absent.</summary>
    public IReadOnlyList<string> this[string field] => _values.TryGetValue(field, out var values) ? values : [];

    /// <summary>Has values, and no nothing-value among them: what an actor order calls present.</summary>
    public bool IsPresent(string field) => this[field] is { Count: > 0 } values && !values.Any(NothingValues.Contains);

    private void Add(string path, JsonElement element, int depth)
    {
        if (depth > MostDepth || _count >= MostValues)
            return;
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                    Add(path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value, depth + 1);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    Add(path, item, depth + 1);
                break;
            case JsonValueKind.Null or JsonValueKind.Undefined:
                break;
            default:
                Add(path, element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText());
                break;
        }
    }

    private void Add(string path, string value)
    {
        if (!_values.TryGetValue(path, out var values))
            _values.Add(path, values = []);
        values.Add(value);
        _count++;
    }
}
