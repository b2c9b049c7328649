using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Tests.Features;

public class DetectorReadinessTests
{
    private static readonly (string, string)[] Usual =
        [("@timestamp", "date"), ("user.name", "keyword"), ("event.outcome", "keyword"), ("source.ip", "ip"), ("source.bytes", "long")];

    [Fact]
    public void Everything_there_is_ready()
    {
        var readiness = Judge(A.Request("source.ip", A.Count(A.Success), A.Of(Metric.Sum, "source.bytes", A.Success)), Usual);

        readiness.Level.ShouldBe(ReadinessLevel.Ready);
        readiness.Reasons.ShouldBeEmpty();
    }

    [Fact]
    public void A_missing_group_field_switches_off_and_is_named()
    {
        var readiness = Judge(A.Request("source.geo.country_iso_code", A.Count(A.Success)), Usual);

        readiness.Level.ShouldBe(ReadinessLevel.Off);
        readiness.Reasons.ShouldBe(["source.geo.country_iso_code is in no index: rows cannot be grouped by it"]);
    }

    [Fact]
    public void A_sum_of_texts_switches_off() =>
        Judge(A.Request(null, A.Count(A.Success), A.Of(Metric.Sum, "event.outcome", A.Success)), Usual).Reasons
            .ShouldBe(["event.outcome is keyword: no sum can be taken of it"]);

    [Fact]
    public void A_field_that_the_filter_must_have_switches_off_when_missing() =>
        Judge(A.Request(null, A.Count(A.Where("event.action", "logon"))), Usual).Reasons
            .ShouldBe(["event.action, which its events must have, is in no index"]);

    [Fact]
    public void A_field_that_the_filter_must_not_have_may_be_missing() =>
        Judge(A.Request(null, A.Count(A.Unless("event.action", "logon"))), Usual).Level.ShouldBe(ReadinessLevel.Ready);

    [Fact]
    public void No_field_that_names_the_entity_switches_off() =>
        Judge(A.Request(null, A.Count(A.Success)), ("@timestamp", "date"), ("event.outcome", "keyword")).Reasons.ShouldHaveSingleItem()
            .ShouldStartWith("none of the fields that name the entity can be used: user.name, source.user.name");

    [Fact]
    public void An_unusable_field_of_the_actor_order_degrades() =>
        Judge(A.Request(null, A.Count(A.Success)), [.. Usual, ("user.id", "text")]).ShouldSatisfyAllConditions(
            r => r.Level.ShouldBe(ReadinessLevel.Degraded),
            r => r.Reasons.ShouldBe(["user.id is text without a keyword sub-field: events that name their entity only there are not read"]));

    [Fact]
    public void A_conflict_of_types_in_the_group_field_switches_off() =>
        Judge(A.Request("host.id", A.Count(A.Success)), [.. Usual, ("host.id", "keyword"), ("host.id", "long")]).Reasons
            .ShouldBe(["host.id is keyword in some indices and long in others: rows cannot be grouped by it"]);

    [Fact]
    public void A_value_that_the_type_cannot_hold_degrades_and_only_such_values_switch_off()
    {
        (string, string)[] fields = [.. Usual, ("event.code", "long")];

        Judge(A.Request(null, A.Count(A.Where("event.code", "4624", "logon"))), fields).Reasons.ShouldBe(["event.code is long and cannot hold logon"]);
        Judge(A.Request(null, A.Count(A.Where("event.code", "logon"))), fields).Level.ShouldBe(ReadinessLevel.Off);
    }

    [Fact]
    public void Constants_need_no_field()
    {
        var source = A.Source() with { Constants = new Dictionary<string, string> { ["event.outcome"] = "success", ["user.name"] = "root" } };

        DetectorReadiness.Of(A.Detector("identity.one"), A.Request(null, A.Count(A.Success)), source, A.Capabilities(("@timestamp", "date")))
            .Level.ShouldBe(ReadinessLevel.Ready);
    }

    [Fact]
    public void A_time_field_that_is_no_date_switches_off() =>
        Judge(A.Request(null, A.Count(A.Success)), ("@timestamp", "keyword"), ("user.name", "keyword"), ("event.outcome", "keyword")).Reasons
            .ShouldBe(["the time field @timestamp is keyword, not a date"]);

    [Fact]
    public void The_fields_asked_about_are_those_that_are_judged()
    {
        var source = A.Source() with
        {
            TimeField = "time", Fields = new Dictionary<string, string> { ["user.name"] = "who" }, Filter = A.Where("event.kind", "event"),
            Constants = new Dictionary<string, string> { ["event.outcome"] = "success" },
        };
        var request = new FeatureRequest("source.ip", [A.Count(A.Success), A.Of(Metric.Max, "@timestamp", A.Success)], ["source.geo.location"]);

        FeatureFields.Of(source, [(A.Detector("identity.one"), request)]).ShouldBe(
        [
            "client.user.name", "event.ingested", "event.kind", "server.user.name", "source.geo.location", "source.ip", "source.user.name",
            "time", "user.email", "user.id", "who",
        ]);
    }

    private static DetectorReadiness Judge(FeatureRequest request, params (string, string)[] fields) =>
        DetectorReadiness.Of(A.Detector("identity.one"), request, A.Source(), A.Capabilities(fields));
}
