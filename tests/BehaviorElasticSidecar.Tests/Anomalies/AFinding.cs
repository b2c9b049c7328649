using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Tests.Anomalies;

/// <summary>Findings for tests: a user, a detector and a source with everything usual; say only what matters.</summary>
internal static class AFinding
{
    public static TimeBucket Hour { get; } = TimeBucket.Holding(new DateTimeOffset(2026, 3, 4, 9, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1));

    public static Source Logs { get; } = new() { Id = "logs", Indices = ["logs-*"] };

    public static Detector Detector(
        string sentence = "{{entity}}", string measure = "rare", string? of = "source.geo.country_iso_code", string? by = null,
        EntityKind entity = EntityKind.User, EventFilter? events = null) => new()
        {
            Id = "identity.new_country",
            Hash = "0123456789abcdef",
            Title = "Sign-in from a country new for the user",
            Pack = "identity",
            Events = events ?? new EventFilter([new FieldCondition("event.category", ["authentication"]), new FieldCondition("event.outcome", ["success"])]),
            Entity = entity,
            Measure = measure,
            Of = of,
            By = by,
            Attack = ["T1078.004", "T1021"],
            Family = "sign-in places",
            Tags = ["account-takeover"],
            Sentence = sentence,
        };

    public static Finding Of(
        Detector? detector = null, Source? source = null, string entity = "ana", Explanation? why = null, double rarity = 5000,
        IReadOnlyList<EntityStep>? entitySteps = null)
    {
        detector ??= Detector();
        var query = new FeatureQuery
        {
            Id = "logs/user/1h",
            Source = source ?? Logs,
            Kind = detector.Entity,
            EntitySteps = entitySteps ?? (detector.Entity switch
            {
                EntityKind.Host => ["host.name"],
                EntityKind.Address => ["source.ip"],
                _ => ["user.name", "user.id"],
            }),
            Bucket = detector.Bucket,
            GroupField = detector.By ?? detector.Of,
            Columns = [],
            Detectors = [],
        };
        return new Finding(query, detector, entity, Hour, 3.2, rarity, why ?? new Explanation { Value = "KP" });
    }

    public static Anomaly Anomaly(Finding finding) => new AnomalyComposer(SiteClock.Utc).Compose(finding);
}
