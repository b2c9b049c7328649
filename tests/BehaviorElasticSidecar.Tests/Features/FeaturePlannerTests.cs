using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Tests.Features;

public class FeaturePlannerTests
{
    [Fact]
    public void Detectors_that_share_source_entity_bucket_and_group_share_a_query()
    {
        var plan = FeaturePlanner.Plan(
        [
            (A.Detector("identity.b"), A.Source(), A.Request(null, A.Count(A.Failure))),
            (A.Detector("identity.a"), A.Source(), A.Request(null, A.Count(A.Success), A.Of(Metric.Distinct, "host.name", A.Success))),
        ]);

        plan.Select(q => q.Id).ShouldBe(["logs/user/1h/-"]);
        plan[0].Detectors.Select(d => d.Detector.Id).ShouldBe(["identity.a", "identity.b"]);
        plan[0].Detectors[1].Columns.ShouldBe([2]);
    }

    [Fact]
    public void Equal_columns_are_asked_for_once()
    {
        var plan = FeaturePlanner.Plan(
        [
            (A.Detector("identity.a"), A.Source(), A.Request(null, A.Count(A.Success), A.Of(Metric.Sum, "source.bytes", A.Success))),
            (A.Detector("identity.b"), A.Source(), A.Request(null, A.Count(A.Where("event.outcome", "success")), A.Of(Metric.Max, "source.bytes", A.Success))),
        ]);

        plan[0].Columns.Count.ShouldBe(3);
        plan[0].Detectors[0].Columns.ShouldBe([0, 1]);
        plan[0].Detectors[1].Columns.ShouldBe([0, 2]);
    }

    [Fact]
    public void Two_value_fields_never_share_a_query()
    {
        var plan = FeaturePlanner.Plan(
        [
            (A.Detector("identity.a"), A.Source(), A.Request("source.ip", A.Count(A.Success))),
            (A.Detector("identity.b"), A.Source(), A.Request("host.name", A.Count(A.Success))),
            (A.Detector("identity.c"), A.Source(), A.Request(null, A.Count(A.Success))),
        ]);

        plan.Select(q => q.Id).ShouldBe(["logs/user/1h/-", "logs/user/1h/host.name", "logs/user/1h/source.ip"]);
    }

    [Theory]
    [InlineData("1.00:00:00", "1d")]
    [InlineData("7.00:00:00", "7d")]
    [InlineData("06:00:00", "6h")]
    [InlineData("00:15:00", "15m")]
    [InlineData("00:01:30", "90s")]
    public void An_id_names_the_span_in_its_largest_whole_unit(string span, string text) =>
        A.Query(A.Source(), A.Request(null, A.Count(A.Success)), EntityKind.CloudAccount, TimeSpan.Parse(span, null)).Id
            .ShouldBe($"logs/cloud_account/{text}/-");

    [Fact]
    public void The_order_of_the_detectors_does_not_matter()
    {
        (Detector, Source, FeatureRequest)[] wanted =
        [
            (A.Detector("identity.c"), A.Source("b"), A.Request(null, A.Count(A.Success))),
            (A.Detector("identity.a"), A.Source("b"), A.Request(null, A.Count(A.Failure))),
            (A.Detector("identity.b"), A.Source("a"), A.Request("source.ip", A.Count(A.Failure))),
        ];

        var one = FeaturePlanner.Plan(wanted);
        var other = FeaturePlanner.Plan([.. wanted.Reverse()]);

        one.Select(q => q.Id).ShouldBe(["a/user/1h/source.ip", "b/user/1h/-"]);
        other.Select(q => q.Id).ShouldBe(one.Select(q => q.Id));
        other[1].Columns.ShouldBe(one[1].Columns);
    }

    [Fact]
    public void The_sources_own_actor_order_wins_over_the_default()
    {
        var source = A.Source() with { EntitySteps = new Dictionary<string, IReadOnlyList<EntityStep>> { ["user"] = ["okta.actor.alternate_id"] } };

        A.Query(source, A.Request(null, A.Count(A.Success))).EntityFields.ShouldBe(["okta.actor.alternate_id"]);
        A.Query(A.Source(), A.Request(null, A.Count(A.Success)), EntityKind.Address).EntityFields.ShouldBe(["source.ip", "client.ip"]);
    }

    [Fact]
    public void A_measure_may_name_its_entity_by_another_field_and_shares_no_query_then()
    {
        var request = A.Request("host.name", A.Count(A.Success));
        var plan = FeaturePlanner.Plan(
        [
            (A.Detector("identity.one", EntityKind.Host), A.Source(), request), (A.Detector("identity.two", EntityKind.Host), A.Source(), request with { EntityField = "source.domain" }),
        ]);

        plan.Select(q => q.Id).ShouldBe(["logs/host-source.domain/1h/host.name", "logs/host/1h/host.name"]);
        plan[0].EntityFields.ShouldBe(["source.domain"]);
    }

    [Fact]
    public void A_request_that_does_not_count_its_own_events_is_refused() =>
        Should.Throw<ArgumentException>(() => A.Query(A.Source(), A.Request(null, A.Of(Metric.Sum, "source.bytes", A.Success))))
            .Message.ShouldContain("identity.one");
}
