using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Anomalies.Days;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Entities.Accounts;
using BehaviorElasticSidecar.Entities.Addresses;
using BehaviorElasticSidecar.Entities.Aliases;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Risk;
using BehaviorElasticSidecar.Sources;
using BehaviorElasticSidecar.Tests.Anomalies;

namespace BehaviorElasticSidecar.Tests.Documents;

/// <summary>One document of each kind with every field filled, and one anomaly with as few as can be.</summary>
internal static class SampleDocuments
{
    private static readonly DateTimeOffset Made = new(2026, 3, 4, 10, 7, 1, TimeSpan.Zero);

    public static AnomalyDocument Anomaly()
    {
        var detector = AFinding.Detector(
            "{{entity}} sent {{actual}} to {{partner}}, {{times}} times the usual", "sum", of: "source.bytes", by: "destination.ip") with
        {
            Odds = 3,
            Mode = DetectorMode.Shadow,
        };
        var why = new Explanation
        {
            Value = "KP",
            Partner = "198.51.100.4",
            Actual = 2_130_000_000.5,
            TypicalMedian = 150_000_000,
            TypicalP95 = 301_234_567.891,
            TypicalValues = ["DE", "FR"],
            TypicalHours = "Mon-Fri 08-18",
            Times = 14.2000033,
            Since = new DateTimeOffset(2025, 12, 1, 0, 0, 0, TimeSpan.Zero),
            PeersName = "people in Accounting",
            PeersShare = 1 / 212.0,
            PeersSize = 212,
            Details = new Dictionary<string, string> { ["from"] = "Berlin, DE", ["to"] = "Pyongyang, KP", ["distance_km"] = "7938.4", ["speed_kmh"] = "15876.8" },
        };
        return AnomalyDocuments.From(AFinding.Anomaly(AFinding.Of(detector, why: why) with { Context = Known, LateIn = Late }), new DocumentStamp(Made, Made.AddSeconds(2), true));
    }

    /// <summary>Read nine hours later.</summary>
    private static TimeBucket Late { get; } = new(AFinding.Hour.From.AddHours(9), AFinding.Hour.To.AddHours(9));

    private static EntityContext Known { get; } = new(new EntityKey(EntityKind.User, "ana"))
    {
        FullName = "Ana Keller", Role = "staff", Department = "Accounting", Title = "Accountant", Manager = "bea", Owner = "bea", Type = "person",
        Criticality = Criticality.High, Privileged = true, End = new DateOnly(2026, 3, 20),
    };

    public static AnomalyDocument SmallestAnomaly()
    {
        var detector = AFinding.Detector("{{entity}} was seen", "count", of: null, entity: EntityKind.Address, events: EventFilter.Everything) with
        {
            Attack = [],
            Tags = [],
        };
        return AnomalyDocuments.From(
            AFinding.Anomaly(AFinding.Of(detector, entity: "203.0.113.7", why: new Explanation())), new DocumentStamp(Made, Made));
    }

    /// <summary>A finding about an address behind which somebody is known.</summary>
    public static AnomalyDocument AnomalyOfAddress()
    {
        var detector = AFinding.Detector("{{entity}} was seen", "count", of: null, entity: EntityKind.Address);
        var anomaly = AFinding.Anomaly(AFinding.Of(detector, entity: "10.24.2.35", why: new Explanation())) with
        {
            Behind =
            [
                new Attribution(new EntityKey(EntityKind.Host, "hrd-lt-098"), 0.816, Made.AddHours(-3)),
                new Attribution(new EntityKey(EntityKind.User, "ana"), 0.5, Made.AddHours(-5)),
            ],
        };
        return AnomalyDocuments.From(anomaly, new DocumentStamp(Made, Made));
    }

    public static EntityDocument Entity()
    {
        AliasKey name = AliasKey.Of("ana")!.Value, sid = AliasKey.Of("S-1-5-21-1-2-3-1101")!.Value, mail = AliasKey.Of("office@corp.example")!.Value;
        var day = DateOnly.FromDateTime(Made.UtcDateTime).DayNumber;
        return EntityDocuments.From(
            new EntityRecord(new EntityKey(EntityKind.User, "ana"), Made.AddDays(1))
            {
                Kind = AccountKind.Person,
                KindBasis = "default",
                Aliases = [name, sid],
                Links = [new AliasLink(name, sid, "logs user.id", new Support(day - 20, day, 15, 480))],
                Conflicts = [new AliasConflict(mail, [AliasKey.Of("ben")!.Value, name], "not merged: both have an id of their own")],
                Claims = [("10.24.2.35", new AddressClaim(new EntityKey(EntityKind.User, "ana"), Made.AddHours(-5), Made, 12))],
                Behaviour = new AccountBehaviour(day - 20, day, 15, 130, 14, 0),
                FirstDay = day - 20,
                LastDay = day,
            },
            new DocumentStamp(Made, Made));
    }

    public static DayDocument Day()
    {
        var (ana, laptop) = (new EntityKey(EntityKind.User, "ana"), new EntityKey(EntityKind.Host, "hrd-lt-098"));
        var start = new DateTimeOffset(2026, 3, 4, 6, 0, 0, TimeSpan.Zero);
        return DayDocuments.From(
            new DayRarity(ana, new DateOnly(2026, 3, 4).DayNumber, 12_345.678, 3.21987)
            {
                Families = [new FamilyRarity("shared files", new DayEvidence("file.share_files", ana, 4.2), 2.2), new FamilyRarity("programs of a host", new DayEvidence("endpoint.new_process_on_host", laptop, 3), 0.3536)],
                Couplings =
                [
                    new CouplingRarity("collection-and-exfiltration", "Collects and sends out", IsSlow: false, 2.7, "file.share_files", "network.web_upload"),
                    new CouplingRarity("collection-and-exfiltration", "Collects and sends out", IsSlow: true, 1.5, "file.share_files", "network.web_upload"),
                    new CouplingRarity("failures-and-access", "Guesses and gets in", IsSlow: false, 0.4, "identity.failed_logons", "identity.new_address"),
                ],
                Machines = [laptop],
                Start = start,
                End = start.AddDays(1),
            },
            new DocumentStamp(start.AddDays(2), start.AddDays(2)));
    }

    public static RiskDocument Risk(EntityKind kind, bool latest = false, bool known = false)
    {
        var entity = new EntityKey(kind, kind == EntityKind.Address ? "203.0.113.7" : "ana");
        var end = AFinding.Hour.To;
        var score = RiskLedger.Empty(entity, RiskParameters.Default).Add([
            new RiskEvidence("a1", "identity.new_country", "sign-in places", "ana signed in from KP", end.AddHours(-1), end, 4.1, 1),
            new RiskEvidence("a2", "network.bytes_out", "outward flows", "ana sent 2.1 GB", end.AddHours(-3), end.AddHours(-2), 3.7, 3)]).At(end, known ? Known : null);
        var stamp = new DocumentStamp(Made, Made.AddSeconds(2), Historical: true);
        return latest ? RiskDocuments.Latest(score, new IndexNames(), stamp) : RiskDocuments.From(score, new IndexNames(), stamp);
    }

    public static HealthDocument Health() => new()
    {
        Timestamp = Made,
        Event = new EventFields { Kind = "event", Dataset = "behavior.health", Id = "run-1", Action = "cycle", Start = Made.AddSeconds(-9), End = Made, Created = Made, Ingested = Made },
        Message = "Source logs lags by 20 minutes",
        Behavior = new HealthBehavior(new HealthFields
        {
            Kind = "source",
            Status = "degraded",
            FeatureQuery = "logs/user/1h",
            Detector = "identity.new_country",
            Source = "logs",
            LagSeconds = 1200,
            Rows = 12_000,
            Entities = 300,
            Anomalies = 3,
            TookMs = 850,
            Dropped = [new DropCount("no_time", 12, "{\"message\":\"x\"}")],
            Field = "source.geo.country_iso_code",
            Since = Made.AddHours(-20),
            Actual = 12,
            Expected = 40_000,
            Frozen = ["identity.new_country"],
            Quality = new QualityFields
            {
                Events = 120_000, Expected = 118_000, UserFraction = 0.98, HostFraction = 1, OriginFraction = 0.64, GeoFraction = 0.12, GapHours = 2, LateFraction = 0.031,
                SuggestedDelaySeconds = 3600, Duplicates = 240, Ahead = 17, UnknownOutcomes = 5, Failures = 3, Ignored = 1,
            },
            Advice = "Raise ingest_delay to 30m",
        }),
    };
}
