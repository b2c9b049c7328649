using System.Globalization;
using System.Text.Json;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>How the fields of single events are asked for and read back from their hits.</summary>
/// <remarks>
/// By <c>fields</c>, which both engines format by the mapping (an address in its shortest form, a time in the format asked for); what no index maps
/// from the <c>_source</c>, as OpenSearch's <c>fields</c> has no <c>include_unmapped</c>. Of several values the
/// ordinally least is given, as their order is lost in an index.
/// </remarks>
internal sealed class EventFetch(SourceFields fields, IReadOnlyList<string> ecsFields)
{
    private string TimeField => fields.Source.TimeField;

    public ReadOnlyMemory<byte> Sort => InTimeOrder(TimeField);

    public static ReadOnlyMemory<byte> InTimeOrder(string timeField) => QueryJson.Bytes(to =>
    {
        to.WriteStartArray();
        to.WriteStartObject();
        to.WriteStartObject(timeField);
        to.WriteString("order", "asc");
        to.WriteString("unmapped_type", "date");
        to.WriteEndObject();
        to.WriteEndObject();
        to.WriteEndArray();
    });

    public ReadOnlyMemory<byte> Members => QueryJson.Bytes(to =>
    {
        to.WriteStartObject();
        WriteSource(to);
        to.WriteStartArray("fields");
        to.WriteStartObject();
        to.WriteString("field", TimeField);
        to.WriteString("format", "epoch_millis");
        to.WriteEndObject();
        foreach (var stored in Stored(mapped: true).Where(f => f != TimeField))
            to.WriteStringValue(stored);
        to.WriteEndArray();
        to.WriteEndObject();
    });

    /// <summary>Null: the hit has no time that can be read.</summary>
    public EntityEvent? Read(JsonElement hit)
    {
        if (!hit.TryGetProperty("fields", out var found) || !found.TryGetProperty(TimeField, out var times)
            || Least(times, Text) is not { } time || Milliseconds(time) is not { } milliseconds)
            return null;
        return new EntityEvent(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), [.. ecsFields.Select(f => Value(hit, found, f))]);
    }

    private void WriteSource(Utf8JsonWriter to)
    {
        string[] unmapped = [.. Stored(mapped: false)];
        if (unmapped.Length == 0)
        {
            to.WriteBoolean("_source", false);
            return;
        }

        to.WriteStartArray("_source");
        foreach (var field in unmapped)
            to.WriteStringValue(field);
        to.WriteEndArray();
    }

    private IEnumerable<string> Stored(bool mapped) => ecsFields.Where(f => fields.Constant(f) is null).Select(fields.Use)
        .Where(u => (u.Kind != FieldKind.Missing) == mapped).Select(u => u.Stored).Distinct(StringComparer.Ordinal);

    private string? Value(JsonElement hit, JsonElement found, string ecsField)
    {
        if (fields.Constant(ecsField) is { } constant)
            return constant;
        var use = fields.Use(ecsField);
        var values = use.Kind != FieldKind.Missing ? found.TryGetProperty(use.Stored, out var mapped) ? mapped : null
            : hit.TryGetProperty("_source", out var source) ? InSource(source, use.Stored) : (JsonElement?)null;
        if (values is not { } value)
            return null;
        return IsPlace(use) && IsPair(value) ? GeoPointText.Of(value) : Least(value, IsPlace(use) ? GeoPointText.Of : Text);
    }

    /// <summary>Keys may be nested, dotted or mixed; the longest wins.</summary>
    private static JsonElement? InSource(JsonElement source, string path)
    {
        if (source.ValueKind != JsonValueKind.Object)
            return null;
        if (source.TryGetProperty(path, out var value))
            return value;
        for (var dot = path.LastIndexOf('.'); dot > 0; dot = path.LastIndexOf('.', dot - 1))
        {
            if (source.TryGetProperty(path[..dot], out var inner) && InSource(inner, path[(dot + 1)..]) is { } found)
                return found;
        }

        return null;
    }

    private static bool IsPlace(FieldUse use) =>
        use.Kind == FieldKind.GeoPoint || (use.Kind == FieldKind.Missing && use.Stored.EndsWith("geo.location", StringComparison.Ordinal));

    /// <summary>An unmapped [lon, lat] cannot be told from two values, except that a place is due.</summary>
    private static bool IsPair(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 1 && value[0].ValueKind == JsonValueKind.Number;

    private static string? Least(JsonElement value, Func<JsonElement, string?> text) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(text).OfType<string>().Min(StringComparer.Ordinal) : text(value);

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    /// <summary>Nanosecond fields carry a fraction of a millisecond, which is cut.</summary>
    private static long? Milliseconds(string time) =>
        decimal.TryParse(time, NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds) ? (long)decimal.Floor(milliseconds) : null;
}
