using System.Diagnostics;
using System.Globalization;
using System.Text;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Cluster;
using BehaviorElasticSidecar.Numerics;
using BehaviorElasticSidecar.Sources;
using Microsoft.Extensions.Logging.Abstractions;

namespace BehaviorElasticSidecar.Benchmarks.Features;

/// <summary>Entity x hour x address over one day, aggregated by the engine and counted from fetched events, at several rows per event.</summary>
internal static class ReadingBenchmark
{
    private const string Index = "bench-reading";
    private const int People = 2_000;

    private static readonly TimeBucket Day = TimeBucket.UtcDay(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero));

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var events = arguments.Count > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 300_000;
        using var client = new EngineClient(EngineOptions.FromUrl(arguments[0]), TimeProvider.System, NullLogger<EngineClient>.Instance);
        // Addresses that each person uses: fewer make more events share a row.
        var all = arguments.Count > 2
            ? arguments.Skip(2).Select(a => int.Parse(a, CultureInfo.InvariantCulture)) : [1_000_000, events / 35_000, events / 75_000, events / 150_000];
        foreach (var addresses in all)
        {
            await LoadAsync(client, events, Math.Max(1, addresses), cancellationToken);
            foreach (var several in new[] { false, true })
            {
                var query = Query(several);
                var capabilities = await new SourceCapabilitiesSource(client).ReadAsync(
                    query.Source, FeatureFields.Of(query.Source, query.Detectors.Select(d => (d.Detector, d.Request))), cancellationToken);
                foreach (var reading in new[] { RowReading.Aggregate, RowReading.Fetch, RowReading.Aggregate, RowReading.Fetch })
                {
                    var source = new ClusterFeatureSource(
                        client, new Dictionary<string, SourceCapabilities> { [query.Source.Id] = capabilities }, new ClusterReadOptions { Reading = reading });
                    await client.SendAsync(HttpMethod.Post, $"/{Index}/_cache/clear", default, cancellationToken);
                    var (watch, before) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
                    var rows = 0L;
                    await foreach (var batch in source.ReadAsync(query, Day, horizon: true, cancellationToken))
                        rows += batch.Rows.Count;
                    var own = Process.GetCurrentProcess().TotalProcessorTime - before;
                    Console.WriteLine(FormattableString.Invariant(
                        $"{events:N0} events, {(double)rows / events:N2} rows per event, {query.Columns.Count} columns, {reading}: {watch.Elapsed.TotalSeconds:N2} s, of it {own.TotalSeconds:N2} s of this process"));
                }
            }
        }

        await client.DeleteIndexAsync([Index], cancellationToken);
        return 0;
    }

    private static FeatureQuery Query(bool several)
    {
        var success = new EventFilter([new FieldCondition("event.outcome", ["success"])]);
        var failure = new EventFilter([new FieldCondition("event.outcome", ["failure"])]);
        FeatureColumn[] columns = several
            ? [new(EventFilter.Everything, Metric.Count, null), new(failure, Metric.Count, null), new(success, Metric.Sum, "source.bytes")]
            : [new(EventFilter.Everything, Metric.Count, null)];
        var detector = new Detector
        {
            Id = "bench", Hash = "0", Title = "bench", Pack = "bench", Events = EventFilter.Everything, Entity = EntityKind.User, Measure = "rare",
            Bucket = TimeSpan.FromHours(1), Family = "bench", Sentence = "bench",
        };
        return FeaturePlanner.Plan([(detector, new Source { Id = "bench", Indices = [Index] }, new FeatureRequest("source.ip", columns, []))])[0];
    }

    private static async Task LoadAsync(EngineClient client, int events, int addresses, CancellationToken cancellationToken)
    {
        await client.DeleteIndexAsync([.. (await client.ListIndicesAsync(Index, cancellationToken)).Select(i => i.Name)], cancellationToken);
        await client.CreateIndexAsync(Index, Encoding.UTF8.GetBytes(Mapping), cancellationToken);
        foreach (var block in Enumerable.Range(0, events).Chunk(5_000))
            await client.BulkAsync([.. block.Select(i => Event(i, events, addresses))], cancellationToken);
        await client.RefreshAsync(Index, cancellationToken);
    }

    private static BulkOperation Event(int number, int of, int addresses)
    {
        var draw = StableHash.Of(FormattableString.Invariant($"{number}"));
        var time = Day.From.AddMilliseconds((double)number / of * Day.Span.TotalMilliseconds).ToUnixTimeMilliseconds();
        var address = draw / People % (ulong)addresses;
        var json = FormattableString.Invariant(
            $$"""{"@timestamp":{{time}},"event":{"ingested":{{time + 5000}},"outcome":"{{(draw >> 60 < 12 ? "success" : "failure")}}"},"user":{"name":"user{{draw % People}}"},"source":{"ip":"10.{{address >> 16}}.{{address >> 8 & 255}}.{{address & 255}}","bytes":{{draw >> 50}}},"message":"{{new string('x', 300)}}"}""");
        return new BulkOperation("index", Index, FormattableString.Invariant($"{number}"), Encoding.UTF8.GetBytes(json));
    }

    private const string Mapping = """
        {"settings":{"number_of_shards":1,"number_of_replicas":0,"refresh_interval":"30s"},"mappings":{"dynamic":false,"properties":{
          "@timestamp":{"type":"date"},"event":{"properties":{"ingested":{"type":"date"},"outcome":{"type":"keyword"}}},"user":{"properties":{"name":{"type":"keyword"}}},
          "source":{"properties":{"ip":{"type":"ip"},"bytes":{"type":"long"}}}}}}
        """;
}
