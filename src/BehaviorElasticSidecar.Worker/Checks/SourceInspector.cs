using System.Globalization;
using System.Text.Json;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Worker.Checks;

/// <summary>What stands behind a source's pattern: how much, how new, how late.</summary>
internal sealed class SourceInspector(EngineClient engine)
{
    /// <summary>Newest documents by arrival from which lateness is taken: enough for a 99th percentile, one cheap page.</summary>
    private const int Sample = 1000;

    /// <summary>Trouble with this source becomes its fault; trouble of the whole cluster surfaces.</summary>
    public async Task<SourceCheck> InspectAsync(Source source, SourceCapabilities capabilities, CancellationToken cancellationToken)
    {
        var indices = new Dictionary<string, IndexSummary>(StringComparer.Ordinal);
        foreach (var pattern in source.Indices.Where(p => !p.Contains(':', StringComparison.Ordinal) && !p.StartsWith('-')))
            foreach (var index in await engine.ListIndicesAsync(pattern, cancellationToken).ConfigureAwait(false))
                indices[index.Name] = index;
        var time = capabilities.Of(source.TimeField);
        if (time.Kind != FieldKind.Date)
            return Found(source, [.. indices.Values], null, null, $"no date in {source.TimeField}");
        var newest = await NewestAsync(source, cancellationToken).ConfigureAwait(false);
        var late = newest is not null && source.IngestedField.Length > 0 && capabilities.Of(source.IngestedField).Kind == FieldKind.Date
            ? await LatenessAsync(source, cancellationToken).ConfigureAwait(false)
            : null;
        return Found(source, [.. indices.Values], newest, late, newest is null ? "no event" : null);
    }

    public static SourceCheck Unreadable(Source source, string fault) => Found(source, [], null, null, fault);

    private async Task<DateTimeOffset?> NewestAsync(Source source, CancellationToken cancellationToken)
    {
        var body = Body(json =>
        {
            json.WriteNumber("size", 0);
            json.WriteBoolean("track_total_hits", false);
            json.WriteStartObject("aggs");
            json.WriteStartObject("newest");
            json.WriteStartObject("max");
            json.WriteString("field", source.TimeField);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        });
        using var answer = await engine.SearchAsync(source.Indices, body, cancellationToken).ConfigureAwait(false);
        var value = answer.RootElement.GetProperty("aggregations").GetProperty("newest").GetProperty("value");
        return value.ValueKind == JsonValueKind.Number ? DateTimeOffset.FromUnixTimeMilliseconds((long)value.GetDouble()) : null;
    }

    private async Task<long?> LatenessAsync(Source source, CancellationToken cancellationToken)
    {
        var body = Body(json =>
        {
            json.WriteNumber("size", Sample);
            json.WriteBoolean("_source", false);
            json.WriteBoolean("track_total_hits", false);
            json.WriteStartArray("sort");
            json.WriteStartObject();
            json.WriteString(source.IngestedField, "desc");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteStartObject("query");
            json.WriteStartObject("exists");
            json.WriteString("field", source.IngestedField);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartArray("docvalue_fields");
            foreach (var field in new[] { source.TimeField, source.IngestedField })
            {
                json.WriteStartObject();
                json.WriteString("field", field);
                json.WriteString("format", "epoch_millis");
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
        using var answer = await engine.SearchAsync(source.Indices, body, cancellationToken).ConfigureAwait(false);
        var late = new List<double>();
        foreach (var hit in answer.RootElement.GetProperty("hits").GetProperty("hits").EnumerateArray())
            if (hit.TryGetProperty("fields", out var fields) && Millis(fields, source.TimeField) is { } happened && Millis(fields, source.IngestedField) is { } arrived)
                late.Add((arrived - happened) / 1000);
        if (late.Count == 0)
            return null;
        late.Sort();
        return (long)Math.Ceiling(late[(int)Math.Min(late.Count - 1, Math.Ceiling(0.99 * late.Count))]);
    }

    private static double? Millis(JsonElement fields, string field) =>
        fields.TryGetProperty(field, out var values) && values.GetArrayLength() > 0
        && double.TryParse(values[0].ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var millis) ? millis : null;

    private static SourceCheck Found(Source source, IndexSummary[] indices, DateTimeOffset? newest, long? late, string? fault) =>
        new(source.Id, source.Indices, indices.Length, indices.Sum(i => i.Documents), indices.Sum(i => i.Bytes), newest, late, fault);

    private static ReadOnlyMemory<byte> Body(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
