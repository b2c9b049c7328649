using System.Text;
using System.Text.Json;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Range;

namespace BehaviorElasticSidecar.Worker.Execution;

/// <summary>The demo's events into one index of a cluster, up to now.</summary>
internal sealed class DemoLoad(EngineClient engine, TimeProvider time)
{
    /// <summary>Of the shipped source's pattern, and of no data stream's.</summary>
    public const string Index = "logs-behaviordemo";

    private const int Block = 5_000;

    private const string Mapping = """
        {"settings":{"number_of_shards":1,"auto_expand_replicas":"0-1"},
         "mappings":{"date_detection":false,"dynamic_templates":[{"texts":{"match_mapping_type":"string","mapping":{"type":"keyword","ignore_above":1024}}}],
          "properties":{"@timestamp":{"type":"date"},"message":{"type":"text"},"event":{"properties":{"ingested":{"type":"date"},"created":{"type":"date"}}},
           "client":{"properties":{"ip":{"type":"ip"},"geo":{"properties":{"location":{"type":"geo_point"}}}}},
           "source":{"properties":{"ip":{"type":"ip"},"bytes":{"type":"long"},"geo":{"properties":{"location":{"type":"geo_point"}}}}},
           "destination":{"properties":{"ip":{"type":"ip"},"bytes":{"type":"long"},"geo":{"properties":{"location":{"type":"geo_point"}}}}}}}}
        """;

    /// <summary>Makes the index anew and fills it; how many events are in it, and how many lines are no event or were refused.</summary>
    public async Task<(long Loaded, long Left)> RunAsync(string folder, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        if (await engine.IndexExistsAsync(Index, cancellationToken).ConfigureAwait(false))
            await engine.DeleteIndexAsync([Index], cancellationToken).ConfigureAwait(false);
        await engine.CreateIndexAsync(Index, Encoding.UTF8.GetBytes(Mapping), cancellationToken).ConfigureAwait(false);
        var (loaded, left, block) = (0L, 0L, new List<BulkOperation>(Block));
        var now = time.GetUtcNow();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, RangeGenerator.EventsFolder)).Order(StringComparer.Ordinal))
        {
            await foreach (var line in File.ReadLinesAsync(file, cancellationToken).ConfigureAwait(false))
            {
                var json = Encoding.UTF8.GetBytes(line);
                if (Read(json) is not { } read)
                {
                    left++;
                    continue;
                }

                if (read.Time >= now)
                    continue;
                block.Add(new BulkOperation("index", Index, read.Id, json));
                if (block.Count == Block)
                    await SendAsync().ConfigureAwait(false);
            }
        }

        await SendAsync().ConfigureAwait(false);
        await engine.RefreshAsync(Index, cancellationToken).ConfigureAwait(false);
        return (loaded, left);

        async Task SendAsync()
        {
            var refused = (await engine.BulkAsync(block, cancellationToken).ConfigureAwait(false)).Count(r => !r.Succeeded);
            (loaded, left) = (loaded + block.Count - refused, left + refused);
            block.Clear();
            progress.Report(new RunProgress("Loading", loaded, "events", null));
        }
    }

    /// <summary>Time and id; null for a line that is no event.</summary>
    private static (DateTimeOffset Time, string Id)? Read(byte[] line)
    {
        try
        {
            using var parsed = JsonDocument.Parse(line);
            return (parsed.RootElement.GetProperty("@timestamp").GetDateTimeOffset(), parsed.RootElement.GetProperty("event").GetProperty("id").GetString()!);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }
}
