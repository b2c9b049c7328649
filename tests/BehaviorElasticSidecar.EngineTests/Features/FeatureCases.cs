using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.EngineTests.Features;

/// <summary>Feature queries that between them use everything a query can ask.</summary>
internal static class FeatureCases
{
    private static readonly EventFilter Everything = EventFilter.Everything;
    private static readonly EventFilter Success = new([new("event.category", ["authentication", "session"]), new("event.outcome", ["success"])]);
    private static readonly EventFilter Failure = new([new("event.outcome", ["failure", "unknown"])]);
    private static readonly EventFilter NotSuccess = new([new("event.outcome", ["success"], Negated: true), new("source.ip", [])]);
    private static readonly EventFilter Homeless = new([new("host.name", [], Negated: true)]);
    private static readonly EventFilter Logon = new([new("event.code", ["4624", "logon"])]);
    private static readonly EventFilter Inside = new([new("source.ip", ["10.0.0.1", "10.0.0.2"])]);

    public static Source Source(string index) => new()
    {
        Id = "generated",
        Indices = [index],
        Filter = new EventFilter([new FieldCondition("event.category", ["iam"], Negated: true)]),
        Fields = new Dictionary<string, string> { ["process.executable"] = "process.name" },
        Constants = new Dictionary<string, string> { ["event.module"] = "test" },
        EntitySteps = new Dictionary<string, IReadOnlyList<EntityStep>>
        {
            ["user"] =
            [
                new("user.id", new EventFilter([new("event.code", ["4624"]), new("source.ip", [])])), "user.name",
                new("source.user.name", new EventFilter([new("event.outcome", ["failure"], Negated: true)])), "source.user.name", "user.id",
            ],
        },
        Derived = new Dictionary<string, IReadOnlyList<DerivedValue>>
        {
            ["event.outcome"] =
            [
                new(new EventFilter([new("event.outcome", ["Success"])]), ["success"]),
                new(new EventFilter([new("event.code", ["4625"]), new("host.name", [], Negated: true)]), ["failure"]),
                new(new EventFilter([new("source.ip", ["10.0.0.3"]), new("event.outcome", ["failure"])]), ["unknown", "success"]),
            ],
            ["event.category"] = [new(new EventFilter([new("process.executable", ["sshd", "sudo"])]), ["authentication"])],
        },
        Noise =
        [
            new EventFilter([new("user.id", ["u-2"]), new("event.outcome", ["unknown"])]),
            new EventFilter([new("process.executable", ["cron"]), new("source.ip", [], Negated: true)]),
        ],
    };

    /// <summary>Ids of the queries, which name the case.</summary>
    public static IReadOnlyList<FeatureQuery> Queries(string index) => FeaturePlanner.Plan([.. All().Select(c => (c.Detector, Source(index), c.Request))]);

    private static IEnumerable<(Detector Detector, FeatureRequest Request)> All()
    {
        var hour = TimeSpan.FromHours(1);
        var day = TimeSpan.FromDays(1);
        yield return Case("one filter for all", EntityKind.Host, day, null,
            Of(Metric.Count, null, Success), Of(Metric.Sum, "source.bytes", Success), Of(Metric.Distinct, "user.name", Success));
        yield return Case("many filters", EntityKind.User, hour, null,
            Of(Metric.Count, null, Success), Of(Metric.Count, null, Failure), Of(Metric.Distinct, "host.name", Failure),
            Of(Metric.Sum, "source.bytes", NotSuccess), Of(Metric.Sum, "event.risk_score", Success),
            Of(Metric.Min, "@timestamp", Success), Of(Metric.Max, "@timestamp", NotSuccess), Of(Metric.Max, "event.risk_score", Homeless));
        yield return Case("distinct addresses", EntityKind.User, hour, null,
            Of(Metric.Count, null, Homeless), Of(Metric.Distinct, "source.ip", Homeless), Of(Metric.Distinct, "event.code", Logon));
        yield return Case("addresses as values", EntityKind.User, hour, "source.ip",
            Of(Metric.Count, null, Success), Of(Metric.Max, "@timestamp", Success));
        yield return Case("countries as values", EntityKind.User, day, "source.geo.country_iso_code",
            Of(Metric.Count, null, Everything), Of(Metric.Count, null, Failure));
        yield return Case("hosts as partners", EntityKind.User, hour, "host.name",
            Of(Metric.Count, null, Everything), Of(Metric.Sum, "source.bytes", Everything), Of(Metric.Distinct, "process.executable", Everything));
        yield return Case("origins with their first and latest event", EntityKind.User, TimeSpan.FromHours(4), "source.geo.country_iso_code",
            Of(Metric.Count, null, Everything), Of(Metric.Min, "@timestamp", Everything), Of(Metric.Max, "@timestamp", Everything));
        var (named, request) = Case("hosts that another field names", EntityKind.Host, hour, "source.ip", Of(Metric.Count, null, Everything));
        yield return (named, request with { EntityField = "process.executable" });
        yield return Case("numbers as values", EntityKind.Address, hour, "event.code",
            Of(Metric.Count, null, NotSuccess), Of(Metric.Min, "source.bytes", NotSuccess));
        yield return Case("a mapped keyword as value", EntityKind.Host, hour, "process.executable",
            Of(Metric.Count, null, Inside), Of(Metric.Distinct, "user.id", Everything));
        yield return Case("decided by constants", EntityKind.Address, day, "event.module",
            Of(Metric.Count, null, new EventFilter([new("event.module", ["test"])])),
            Of(Metric.Count, null, new EventFilter([new("event.module", ["test"], Negated: true)])));
    }

    private static FeatureColumn Of(Metric metric, string? field, EventFilter filter) => new(filter, metric, field);

    private static (Detector, FeatureRequest) Case(string id, EntityKind kind, TimeSpan bucket, string? group, params FeatureColumn[] columns) =>
        (new Detector
        {
            Id = id, Hash = "0", Title = id, Pack = "test", Events = columns[0].Filter, Entity = kind, Measure = "count", Bucket = bucket, Family = id, Sentence = id,
        },
        new FeatureRequest(group, columns, ["source.geo.location", "source.ip", "event.outcome", "event.module"]) { ReadsLate = columns.All(c => c.Metric != Metric.Distinct) });
}
