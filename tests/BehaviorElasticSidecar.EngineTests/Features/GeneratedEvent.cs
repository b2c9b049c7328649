using System.Globalization;
using System.Text.Json;

namespace BehaviorElasticSidecar.EngineTests.Features;

/// <summary>One event as it is written: field to JSON values, in their order.</summary>
internal sealed record GeneratedEvent(DateTimeOffset Time, DateTimeOffset? Ingested, IReadOnlyDictionary<string, IReadOnlyList<string>> Values)
{
    public string Json(int number)
    {
        using var buffer = new MemoryStream();
        using (var to = new Utf8JsonWriter(buffer))
        {
            to.WriteStartObject();
            to.WriteString("@timestamp", Text(Time));
            if (Ingested is { } ingested)
                to.WriteString("event.ingested", Text(ingested));
            foreach (var (field, values) in Values)
                Write(to, field, values, number);
            to.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Every second event has the last part of its names nested, so that both spellings of a key are met.</summary>
    private static void Write(Utf8JsonWriter to, string field, IReadOnlyList<string> values, int number)
    {
        var dot = field.LastIndexOf('.');
        var nested = number % 2 == 0 && field is "host.name" or "process.name";
        to.WritePropertyName(nested ? field[..dot] : field);
        if (nested)
        {
            to.WriteStartObject();
            to.WritePropertyName(field[(dot + 1)..]);
        }

        if (values.Count != 1)
            to.WriteStartArray();
        foreach (var value in values)
            to.WriteRawValue(value);
        if (values.Count != 1)
            to.WriteEndArray();
        if (nested)
            to.WriteEndObject();
    }
}
