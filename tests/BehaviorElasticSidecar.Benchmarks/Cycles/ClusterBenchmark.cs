using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Cluster;
using BehaviorElasticSidecar.Range;
using BehaviorElasticSidecar.Sources;
using Microsoft.Extensions.Logging.Abstractions;

namespace BehaviorElasticSidecar.Benchmarks.Cycles;

/// <summary>Beside a real engine: back-fill and one cycle against the bare aggregations that they send, a checkpoint against a bare <c>_bulk</c> of the same bytes.</summary>
internal static class ClusterBenchmark
{
    private const string Prefix = "bench-";
    private const string Index = "bench-logs";

    /// <summary>Takes the template of the baselines.</summary>
    private const string BareIndex = "bench-baselines-bare";

    private static readonly string[] Detectors =
    [
        "identity.logons", "identity.failed_logons", "identity.logon_hosts", "identity.unusual_hour", "identity.new_address", "identity.new_host",
        "network.bytes_out", "endpoint.new_process_for_user",
    ];

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var options = EngineOptions.FromUrl(arguments[0]);
        var events = arguments.Count > 1 ? long.Parse(arguments[1], CultureInfo.InvariantCulture) : 500_000;
        using var recorder = new BulkRecorder();
        using var client = new EngineClient(options, TimeProvider.System, NullLogger<EngineClient>.Instance, recorder);
        var people = arguments.Count > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : 5000;
        var span = await LoadAsync(client, events, people, cancellationToken);
        var source = ShippedSources.Default[0] with { Indices = [Index] };
        var measures = MeasureCatalogue.Shipped;
        var wanted = PipelinePlanner.Wanted([.. DetectorCatalogue.Load(null, measures.Grammars).Active.Where(d => Detectors.Contains(d.Id))], [source], measures);
        var capabilities = await new SourceCapabilitiesSource(client).ReadAsync(
            source, FeatureFields.Of(source, wanted.Select(w => (w.Detector, w.Request))), cancellationToken);
        var queries = FeaturePlanner.Plan(wanted);
        var features = new ClusterFeatureSource(client, new Dictionary<string, SourceCapabilities> { [source.Id] = capabilities }, new ClusterReadOptions());
        var names = new IndexNames(Prefix);
        var links = new ClusterRunLinks(client, names, features, new ClusterResultWriter(client, names, TimeProvider.System), NullLogger.Instance);
        var parts = new PipelineParts(queries, measures, SiteClock.Utc, new CycleSettings());
        var end = TimeBucket.UtcDay(span.To).From.AddDays(-1);
        var bare = await BareAsync(features, queries, new TimeBucket(TimeBucket.UtcDay(span.From).From, end), cancellationToken);
        var run = await ClusterRun.OpenAsync(parts, new ClusterRunSettings { From = span.From, CheckpointInterval = TimeSpan.FromHours(23) }, links, end.AddMinutes(6), cancellationToken);
        var watch = Stopwatch.StartNew();
        var outcome = await run.CatchUpAsync(end.AddMinutes(6), commitAtEnd: false, progress: null, cancellationToken);
        Say($"back-fill of {events:N0} events, {outcome.Rows:N0} rows: {watch.Elapsed.TotalSeconds:N1} s, bare aggregations {bare:N1} s, ratio {watch.Elapsed.TotalSeconds / bare:N2} (bar 2)");
        var busy = end.AddHours(16);
        await run.CatchUpAsync(busy.AddHours(-1).AddMinutes(6), commitAtEnd: false, progress: null, cancellationToken);
        bare = await BareAsync(features, queries, new TimeBucket(busy.AddHours(-1), busy), cancellationToken);
        watch.Restart();
        outcome = await run.CatchUpAsync(busy.AddMinutes(6), commitAtEnd: false, progress: null, cancellationToken);
        Say($"one cycle, {outcome.Rows:N0} rows: {watch.Elapsed.TotalSeconds * 1000:N0} ms, bare {bare * 1000:N0} ms, ratio {watch.Elapsed.TotalSeconds / bare:N2} (bar 1.3)");
        await Task.Delay(TimeSpan.FromSeconds(15), cancellationToken);
        var (sent, baselines) = (run.SentStateBytes, run.SentBaselines);
        recorder.IsOn = true;
        watch.Restart();
        await run.CommitAsync(cancellationToken);
        recorder.IsOn = false;
        var (took, bytes, documents) = (watch.Elapsed.TotalSeconds, run.SentStateBytes - sent, run.SentBaselines - baselines);
        await Task.Delay(TimeSpan.FromSeconds(15), cancellationToken);
        bare = await BulkAsync(client, recorder, cancellationToken);
        Say($"checkpoint of {documents:N0} baselines, {bytes / 1e6:N1} MB: {took:N2} s, bare _bulk of the same documents {bare:N2} s, ratio {took / bare:N2} (bar 1.3)");
        Say($"peak memory of this process, its loading of the events included: {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB");
        await CleanAsync(client, cancellationToken);
        return 0;
    }

    private static async Task<double> BareAsync(
        ClusterFeatureSource features, IReadOnlyList<FeatureQuery> queries, TimeBucket span, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        for (var from = span.From; from < span.To; from = TimeBucket.UtcDay(from).To)
        {
            var to = TimeBucket.UtcDay(from).To < span.To ? TimeBucket.UtcDay(from).To : span.To;
            foreach (var query in queries)
                await foreach (var batch in features.ReadAsync(query, new TimeBucket(from, to), true, cancellationToken))
                    _ = batch.Rows.Count;
        }

        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>The same documents under the same ids to an index of the same mapping; the same calls, without versions, and nothing else.</summary>
    private static async Task<double> BulkAsync(EngineClient client, BulkRecorder sent, CancellationToken cancellationToken)
    {
        var operations = sent.Documents.Select(d => new BulkOperation("index", BareIndex, d.Id, d.Document)).ToList();
        // The checkpoint met an index that holds the slots of the one before, at rest.
        await SendAsync(client, [.. operations.Select(o => o with { Id = o.Id[..^1] + (o.Id[^1] == '0' ? '1' : '0') })], cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(15), cancellationToken);
        var watch = Stopwatch.StartNew();
        await SendAsync(client, operations, cancellationToken);
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task SendAsync(EngineClient client, IReadOnlyList<BulkOperation> operations, CancellationToken cancellationToken)
    {
        foreach (var block in operations.Chunk(1024))
            await client.BulkAsync(block, cancellationToken);
    }

    private static async Task<TimeBucket> LoadAsync(EngineClient client, long events, int people, CancellationToken cancellationToken)
    {
        await CleanAsync(client, cancellationToken);
        foreach (var template in IndexTemplates.All(new IndexNames(Prefix)))
            await client.PutIndexTemplateAsync(template.Name, template.Body, cancellationToken);
        await client.CreateIndexAsync(Index, Encoding.UTF8.GetBytes(Mapping), cancellationToken);
        var folder = Directory.CreateTempSubdirectory("behavior-bench-").FullName;
        DateTimeOffset? first = null, last = null;
        try
        {
            var paths = await LargeEvents.WriteFilesAsync(LargeEvents.Options(events, people, days: 16, seed: 1), folder, 1, cancellationToken);
            var block = new List<BulkOperation>();
            var number = 0L;
            foreach (var line in paths.SelectMany(File.ReadLines))
            {
                using var parsed = JsonDocument.Parse(line);
                var time = parsed.RootElement.GetProperty("@timestamp").GetDateTimeOffset();
                (first, last) = (first is null || time < first ? time : first, last is null || time > last ? time : last);
                block.Add(new BulkOperation("index", Index, number++.ToString(CultureInfo.InvariantCulture), Encoding.UTF8.GetBytes(line)));
                if (block.Count < 5000)
                    continue;
                await client.BulkAsync(block, cancellationToken);
                block.Clear();
            }

            await client.BulkAsync(block, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        await client.RefreshAsync(Index, cancellationToken);
        return new TimeBucket(first!.Value, last!.Value);
    }

    private static async Task CleanAsync(EngineClient client, CancellationToken cancellationToken)
    {
        foreach (var index in await client.ListIndicesAsync(Prefix + "*", cancellationToken))
            await client.DeleteIndexAsync([index.Name], cancellationToken);
        foreach (var template in IndexTemplates.All(new IndexNames(Prefix)))
            if (await client.GetIndexTemplateAsync(template.Name, cancellationToken) is not null)
                await client.DeleteIndexTemplateAsync(template.Name, cancellationToken);
    }

    private static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));

    private const string Mapping = """
        {"settings":{"number_of_shards":1,"number_of_replicas":0,"refresh_interval":"30s"},
         "mappings":{"date_detection":false,"dynamic_templates":[{"texts":{"match_mapping_type":"string","mapping":{"type":"keyword","ignore_above":1024}}}],
          "properties":{"@timestamp":{"type":"date"},"event":{"properties":{"ingested":{"type":"date"},"created":{"type":"date"}}},
           "source":{"properties":{"ip":{"type":"ip"},"bytes":{"type":"long"},"geo":{"properties":{"location":{"type":"geo_point"}}}}},
           "destination":{"properties":{"ip":{"type":"ip"},"bytes":{"type":"long"},"geo":{"properties":{"location":{"type":"geo_point"}}}}}}}}
        """;
}

/// <summary>Keeps what goes to <c>_bulk</c> while it is on: the documents of baselines, in the order in which they were sent.</summary>
internal sealed class BulkRecorder() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly List<byte[]> _bodies = [];

    public bool IsOn { get; set; }

    public IEnumerable<(string Id, ReadOnlyMemory<byte> Document)> Documents => _bodies.SelectMany(Pairs);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsOn && request.RequestUri!.AbsolutePath.EndsWith("/_bulk", StringComparison.Ordinal))
            _bodies.Add(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        return await base.SendAsync(request, cancellationToken);
    }

    private static IEnumerable<(string Id, ReadOnlyMemory<byte> Document)> Pairs(byte[] body)
    {
        for (var at = 0; at < body.Length;)
        {
            using var header = JsonDocument.Parse(Line(body, ref at));
            var (operation, document) = (header.RootElement.GetProperty("index"), Line(body, ref at));
            if (operation.GetProperty("_index").GetString()!.Contains("baselines", StringComparison.Ordinal))
                yield return (operation.GetProperty("_id").GetString()!, document);
        }
    }

    private static ReadOnlyMemory<byte> Line(byte[] body, ref int at)
    {
        var start = at;
        at = Array.IndexOf(body, (byte)'\n', start) + 1;
        return body.AsMemory(start, at - 1 - start);
    }
}
