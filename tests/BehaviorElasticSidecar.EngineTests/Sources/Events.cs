using System.Globalization;
using System.Text;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Cluster;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.EngineTests.Sources;

/// <summary>A few events in indices of all kinds, and what a feature query reads of them.</summary>
internal static class Events
{
    public const string Mapping = """{"@timestamp":{"type":"date"},"event":{"properties":{"ingested":{"type":"date"}}},"user":{"properties":{"name":{"type":"keyword"}}},"source":{"properties":{"ip":{"type":"ip"},"bytes":{"type":"long"}}}}""";

    public static readonly TimeBucket Day = TimeBucket.UtcDay(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero));

    private static readonly CancellationToken None = CancellationToken.None;

    public static string Of(string user, int hour, int day = 0) => string.Create(CultureInfo.InvariantCulture,
        $$$"""{"@timestamp":"2026-03-{{{2 + day:00}}}T{{{hour:00}}}:10:00Z","event":{"ingested":"2026-03-{{{2 + day:00}}}T{{{hour:00}}}:10:05Z"},"user":{"name":"{{{user}}}"},"source":{"ip":"10.0.0.{{{hour}}}","bytes":{{{hour}}}} }""");

    public static async Task<string> IndexAsync(this EnginePlace place, string name, string mapping, params string[] events)
    {
        var index = place.Name(name);
        await place.Client.CreateIndexAsync(index, Encoding.UTF8.GetBytes(
            $$$"""{"settings":{"number_of_shards":1,"number_of_replicas":0},"mappings":{{{(mapping.StartsWith("{\"properties\"", StringComparison.Ordinal) ? mapping : $"{{\"properties\":{mapping}}}")}}}}"""), None);
        await place.WriteAsync(index, "index", events);
        return index;
    }

    public static async Task WriteAsync(this EnginePlace place, string index, string action, params string[] events)
    {
        if (events.Length == 0)
            return;
        var written = await place.Client.BulkAsync([.. events.Select((e, i) => new BulkOperation(action, index, $"{i}", Encoding.UTF8.GetBytes(e)))], None);
        written.Where(r => r.Status >= 300).ShouldBeEmpty();
        await place.Client.RefreshAsync(index, None);
    }

    public static async Task CallAsync(this EnginePlace place, HttpMethod method, string path, string body = "") =>
        (await place.Client.SendAsync(method, path, Encoding.UTF8.GetBytes(body), None)).Dispose();

    public static Source Source(params string[] indices) => new() { Id = "kinds", Indices = indices };

    public static async Task<SourceCapabilities> CapabilitiesAsync(this EnginePlace place, Source source) =>
        await new SourceCapabilitiesSource(place.Client).ReadAsync(source, FeatureFields.Of(source, Cases.Select(c => (c.Detector, c.Request))), None);

    public static IReadOnlyList<DetectorReadiness> Readiness(Source source, SourceCapabilities capabilities) =>
        [.. Cases.Select(c => DetectorReadiness.Of(c.Detector, c.Request, source, capabilities))];

    /// <summary>Per user and hour, by all detectors that can run: <c>ana 9 1 9</c> is user, hour, events, bytes.</summary>
    public static async Task<IReadOnlyList<string>> RowsAsync(this EnginePlace place, Source source, RowReading reading = RowReading.Auto)
    {
        var capabilities = await place.CapabilitiesAsync(source);
        var queries = FeaturePlanner.Plan([(Cases[0].Detector, source, Cases[0].Request)]);
        var features = new ClusterFeatureSource(
            place.Client, new Dictionary<string, SourceCapabilities> { [source.Id] = capabilities }, new ClusterReadOptions { Reading = reading });
        var rows = new List<string>();
        await foreach (var batch in features.ReadAsync(queries.Single(), Day, horizon: true, None))
            rows.AddRange(batch.Rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Entity} {batch.Bucket.From.Hour} {r.Numbers[0]} {r.Numbers[1]}")));
        return rows;
    }

    private static readonly IReadOnlyList<(Detector Detector, FeatureRequest Request)> Cases =
    [
        Case("kinds.bytes", null, new FeatureColumn(EventFilter.Everything, Metric.Count, null), new FeatureColumn(EventFilter.Everything, Metric.Sum, "source.bytes")),
        Case("kinds.addresses", "source.ip", new FeatureColumn(EventFilter.Everything, Metric.Count, null)),
    ];

    private static (Detector, FeatureRequest) Case(string id, string? group, params FeatureColumn[] columns) =>
        (new Detector { Id = id, Hash = "0", Title = id, Pack = "test", Events = EventFilter.Everything, Entity = EntityKind.User, Measure = "count", Family = id, Sentence = id },
        new FeatureRequest(group, columns, []));
}
