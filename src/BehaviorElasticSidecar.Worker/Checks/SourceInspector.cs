using System.Globalization;
using System.Text.Json;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Quality;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Worker.Checks;

/// <summary>What stands behind a source's pattern: how much, how new, how late.</summary>
internal sealed class SourceInspector(EngineClient engine, TimeProvider time)
{
    /// <summary>Newest documents by arrival from which lateness is taken: enough for a 99th percentile, one cheap page.</summary>
    private const int Sample = 1000;

    /// <summary>Trouble with this source becomes its fault; trouble of the whole cluster surfaces.</summary>
    public async Task<SourceCheck> InspectAsync(QualityPlan plan, SourceCapabilities capabilities, CancellationToken cancellationToken)
    {
        var source = plan.Source;
        var (indices, bytes) = await SizeAsync(source, cancellationToken).ConfigureAwait(false);
        var found = new SourceCheck(source.Id, source.Indices, indices, 0, bytes, null, null, null);
        if (capabilities.Of(source.TimeField).Kind != FieldKind.Date)
            return found with { Fault = $"no date in {source.TimeField}" };
        var (documents, newest) = await NewestAsync(source, cancellationToken).ConfigureAwait(false);
        found = found with { Documents = documents, NewestEvent = newest };
        if (newest is null)
            return found with { Fault = "no event" };
        var dated = source.IngestedField.Length > 0 && capabilities.Of(source.IngestedField).Kind == FieldKind.Date;
        if (dated)
            found = found with { LatenessSeconds = await LatenessAsync(source, cancellationToken).ConfigureAwait(false) };
        return found with { Quality = await new QualityInspector(engine, time).InspectAsync(plan, capabilities, newest.Value, cancellationToken).ConfigureAwait(false) };
    }

    public static SourceCheck Unreadable(Source source, string fault) => new(source.Id, source.Indices, 0, 0, null, null, null, fault);

    /// <summary>Sizes need a privilege (monitor on the logs) that the worker does without; names do not.</summary>
    private async Task<(int Indices, long? Bytes)> SizeAsync(Source source, CancellationToken cancellationToken)
    {
        string[] local = [.. source.Indices.Where(p => !p.Contains(':', StringComparison.Ordinal) && !p.StartsWith('-'))];
        try
        {
            var indices = new Dictionary<string, long>(StringComparer.Ordinal);
            foreach (var pattern in local)
                foreach (var index in await engine.ListIndicesAsync(pattern, cancellationToken).ConfigureAwait(false))
                    indices[index.Name] = index.Bytes;
            return (indices.Count + await CountRemoteAsync(source, cancellationToken).ConfigureAwait(false), local.Length == 0 ? null : indices.Values.Sum());
        }
        catch (EngineException refused) when (refused.Kind == EngineErrorKind.Forbidden)
        {
            return (await CountNamesAsync(local, cancellationToken).ConfigureAwait(false), null);
        }
    }

    /// <summary>Indices of remote clusters; not known (0) where these do not let themselves be asked.</summary>
    private async Task<int> CountRemoteAsync(Source source, CancellationToken cancellationToken)
    {
        string[] remote = [.. source.Indices.Where(p => p.Contains(':', StringComparison.Ordinal))];
        if (remote.Length == 0)
            return 0;
        try
        {
            return await CountNamesAsync(remote, cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException unknown) when (unknown.Kind is EngineErrorKind.Forbidden or EngineErrorKind.NotFound or EngineErrorKind.BadRequest)
        {
            return 0;
        }
    }

    private async Task<int> CountNamesAsync(IEnumerable<string> patterns, CancellationToken cancellationToken)
    {
        var path = "/_resolve/index/" + string.Join(',', patterns.Select(Uri.EscapeDataString));
        using var answer = await engine.SendAsync(HttpMethod.Get, path, default, cancellationToken).ConfigureAwait(false);
        return answer.RootElement.GetProperty("indices").GetArrayLength();
    }

    private async Task<(long Documents, DateTimeOffset? Newest)> NewestAsync(Source source, CancellationToken cancellationToken)
    {
        var body = Body(json =>
        {
            json.WriteNumber("size", 0);
            json.WriteBoolean("track_total_hits", true);
            json.WriteStartObject("aggs");
            json.WriteStartObject("newest");
            json.WriteStartObject("max");
            json.WriteString("field", source.TimeField);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        });
        using var answer = await engine.SearchAsync(source.Indices, body, cancellationToken).ConfigureAwait(false);
        var documents = answer.RootElement.GetProperty("hits").GetProperty("total").GetProperty("value").GetInt64();
        var value = answer.RootElement.GetProperty("aggregations").GetProperty("newest").GetProperty("value");
        return (documents, value.ValueKind == JsonValueKind.Number ? DateTimeOffset.FromUnixTimeMilliseconds((long)value.GetDouble()) : null);
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
