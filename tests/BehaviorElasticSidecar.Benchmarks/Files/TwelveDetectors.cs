using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Benchmarks.Files;

/// <summary>The six feature queries that twelve usual detectors on logons, processes and shares come to.</summary>
internal static class TwelveDetectors
{
    private static readonly Source Logs = new() { Id = "logs", Indices = ["logs-*"], Filter = new EventFilter([new FieldCondition("event.kind", ["metric"], Negated: true)]) };

    private static readonly EventFilter Logon = new([Is("event.category", "authentication"), Is("event.outcome", "success")]);
    private static readonly EventFilter Failure = new([Is("event.category", "authentication"), Is("event.outcome", "failure")]);
    private static readonly EventFilter Process = new([Is("event.category", "process")]);
    private static readonly EventFilter Network = new([Is("event.category", "network")]);

    public static IReadOnlyList<FeatureQuery> Queries { get; } =
    [
        Query("logs/user/1h", EntityKind.User, null,
            Count(Logon), Count(Failure), new(Logon, Metric.Distinct, "host.name"), new(Failure, Metric.Distinct, "source.ip"),
            Count(Network), new(Network, Metric.Sum, "source.bytes")),
        Query("logs/user/1h/source.ip", EntityKind.User, "source.ip", Count(Logon)),
        Query("logs/user/1h/source.geo.country_iso_code", EntityKind.User, "source.geo.country_iso_code", Count(Logon), Count(Failure)),
        Query("logs/user/1h/process.name", EntityKind.User, "process.name", Count(Process)),
        Query("logs/user/1h/host.name", EntityKind.User, "host.name", Count(Logon), Count(Network), new(Network, Metric.Sum, "source.bytes")),
        Query("logs/host/1h", EntityKind.Host, null, Count(Logon), Count(Failure), new(Logon, Metric.Distinct, "user.name")),
    ];

    private static FeatureQuery Query(string id, EntityKind kind, string? group, params FeatureColumn[] columns) => new()
    {
        Id = id, Source = Logs, Kind = kind, EntitySteps = kind == EntityKind.User ? ["user.name", "user.id", "client.user.name"] : ["host.name"],
        Bucket = TimeSpan.FromHours(1), GroupField = group, Columns = columns, Detectors = [],
    };

    private static FeatureColumn Count(EventFilter filter) => new(filter, Metric.Count, null);

    private static FieldCondition Is(string field, string value) => new(field, [value]);
}
