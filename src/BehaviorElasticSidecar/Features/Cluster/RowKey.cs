using System.Globalization;
using System.Text.Json;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>One source of a composite aggregation, and how its key is read back.</summary>
/// <param name="Offset">How much later than counted from the epoch the buckets of a time start; below <paramref name="Interval"/>.</param>
internal sealed record RowKey(string Name, string Field, FieldKind Kind, TimeSpan? Interval = null, TimeSpan Offset = default)
{
    public const string Entity = "e", Group = "g", Time = "t", Value = "v", Ingested = "i";

    public static RowKey Terms(string name, FieldUse use) => new(name, use.Queried, use.Kind);

    /// <summary>Buckets counted from the epoch, so a day is a calendar day in UTC.</summary>
    public static RowKey Buckets(string timeField, TimeSpan interval) => new(Time, timeField, FieldKind.Date, interval);

    public void Write(Utf8JsonWriter to)
    {
        to.WriteStartObject();
        to.WriteStartObject(Name);
        to.WriteStartObject(Interval is null ? "terms" : "date_histogram");
        to.WriteString("field", Field);
        if (Interval is { } interval)
            to.WriteString("fixed_interval", FormattableString.Invariant($"{(long)interval.TotalSeconds}s"));
        if (Offset > TimeSpan.Zero)
            to.WriteString("offset", FormattableString.Invariant($"+{(long)Offset.TotalMilliseconds}ms"));
        to.WriteEndObject();
        to.WriteEndObject();
        to.WriteEndObject();
    }

    /// <summary>The key as the event would spell it: whole numbers without a fraction, booleans as words.</summary>
    public string Text(JsonElement row)
    {
        var key = row.GetProperty("key").GetProperty(Name);
        return key.ValueKind switch
        {
            JsonValueKind.String => key.GetString()!,
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ when Kind == FieldKind.Boolean => key.GetDouble() != 0 ? "true" : "false",
            _ when Kind == FieldKind.Real => key.GetDouble().ToString("R", CultureInfo.InvariantCulture),
            _ => key.GetRawText(),
        };
    }

    public DateTimeOffset Instant(JsonElement row) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetProperty("key").GetProperty(Name).GetInt64());
}
