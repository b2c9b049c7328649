using System.Globalization;
using System.Text.Json;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>How the fields of single events are asked for and read back from their hits.</summary>
/// <remarks>
/// By <c>fields</c>, which both engines format by the mapping (an address in its shortest form, a time in the format asked for) and which finds values
/// that are not indexed in the <c>_source</c>. Of several values the first of the event counts.
/// </remarks>
internal sealed class EventFetch(SourceFields fields, IReadOnlyList<string> ecsFields)
{
    private string TimeField => fields.Source.TimeField;

    public ReadOnlyMemory<byte> Sort => QueryJson.Bytes(to =>
    {
        to.WriteStartArray();
        to.WriteStartObject();
        to.WriteStartObject(TimeField);
        to.WriteString("order", "asc");
        to.WriteString("unmapped_type", "date");
        to.WriteEndObject();
        to.WriteEndObject();
        to.WriteEndArray();
    });

    public ReadOnlyMemory<byte> Members => QueryJson.Bytes(to =>
    {
        to.WriteStartObject();
        to.WriteBoolean("_source", false);
        to.WriteStartArray("fields");
        to.WriteStartObject();
        to.WriteString("field", TimeField);
        to.WriteString("format", "epoch_millis");
        to.WriteEndObject();
        foreach (var stored in ecsFields.Where(f => fields.Constant(f) is null).Select(f => fields.Use(f).Stored)
                     .Where(f => f != TimeField).Distinct(StringComparer.Ordinal))
        {
            to.WriteStartObject();
            to.WriteString("field", stored);
            to.WriteBoolean("include_unmapped", true);
            to.WriteEndObject();
        }

        to.WriteEndArray();
        to.WriteEndObject();
    });

    /// <summary>Null: the hit has no time that can be read.</summary>
    public EntityEvent? Read(JsonElement hit)
    {
        if (!hit.TryGetProperty("fields", out var found) || First(found, TimeField) is not { } time || Milliseconds(time) is not { } milliseconds)
            return null;
        return new EntityEvent(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), [.. ecsFields.Select(f => Value(found, f))]);
    }

    /// <summary>In time, ties by the values, a missing value first.</summary>
    public static int Compare(EntityEvent left, EntityEvent right)
    {
        var order = left.Time.CompareTo(right.Time);
        for (var at = 0; order == 0 && at < left.Values.Count; at++)
            order = string.CompareOrdinal(left.Values[at], right.Values[at]);
        return order;
    }

    private string? Value(JsonElement found, string ecsField)
    {
        if (fields.Constant(ecsField) is { } constant)
            return constant;
        var use = fields.Use(ecsField);
        if (IsPlace(use))
            return found.TryGetProperty(use.Stored, out var places) ? Place(places) : null;
        return First(found, use.Stored) is { } value ? Text(value) : null;
    }

    private static bool IsPlace(FieldUse use) =>
        use.Kind == FieldKind.GeoPoint || (use.Kind == FieldKind.Missing && use.Stored.EndsWith("geo.location", StringComparison.Ordinal));

    /// <summary>An unmapped [lon, lat] cannot be told from two values, except that a place is due.</summary>
    private static string? Place(JsonElement places)
    {
        if (places.ValueKind != JsonValueKind.Array || places.GetArrayLength() == 0)
            return GeoPointText.Of(places);
        return places[0].ValueKind == JsonValueKind.Number ? GeoPointText.Of(places) : GeoPointText.Of(places[0]);
    }

    private static JsonElement? First(JsonElement found, string field)
    {
        if (!found.TryGetProperty(field, out var value))
            return null;
        if (value.ValueKind != JsonValueKind.Array)
            return value;
        return value.GetArrayLength() > 0 ? value[0] : null;
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    /// <summary>Nanosecond fields carry a fraction of a millisecond, which is cut.</summary>
    private static long? Milliseconds(JsonElement time) =>
        decimal.TryParse(Text(time), NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds) ? (long)decimal.Floor(milliseconds) : null;
}
