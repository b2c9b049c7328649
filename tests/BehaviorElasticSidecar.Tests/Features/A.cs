using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Tests.Features;

/// <summary>Builders of what feature queries are made of.</summary>
internal static class A
{
    public static EventFilter Success { get; } = Where("event.outcome", "success");

    public static EventFilter Failure { get; } = Where("event.outcome", "failure");

    public static Source Source(string id = "logs") => new() { Id = id, Indices = ["logs-*"] };

    public static EventFilter Where(string field, params string[] values) => new([new FieldCondition(field, values)]);

    public static EventFilter Unless(string field, params string[] values) => new([new FieldCondition(field, values, Negated: true)]);

    public static FeatureColumn Count(EventFilter filter) => new(filter, Metric.Count, null);

    public static FeatureColumn Of(Metric metric, string field, EventFilter filter) => new(filter, metric, field);

    public static FeatureRequest Request(string? group, params FeatureColumn[] columns) => new(group, columns, []);

    public static Detector Detector(string id, EntityKind entity = EntityKind.User, TimeSpan? bucket = null) => new()
    {
        Id = id, Hash = "0", Title = id, Pack = "identity", Events = EventFilter.Everything, Entity = entity, Measure = "count",
        Bucket = bucket ?? TimeSpan.FromHours(1), Family = id, Sentence = id,
    };

    public static FeatureQuery Query(Source source, FeatureRequest request, EntityKind entity = EntityKind.User, TimeSpan? bucket = null) =>
        FeaturePlanner.Plan([(Detector("identity.one", entity, bucket), source, request)]).Single();

    public static SourceCapabilities Capabilities(params (string Field, string Type)[] fields) => SourceCapabilities.From("logs",
        fields.GroupBy(f => f.Field).Select(f => new MappedField(f.Key, [.. f.Select(x => x.Type)], f.All(x => x.Type != "text"))));

    public static DateTimeOffset At(int hour, int minute = 0) => new(2026, 3, 2, hour, minute, 0, TimeSpan.Zero);

    public static TimeBucket Hour(int hour) => new(At(hour), At(hour) + TimeSpan.FromHours(1));
}
