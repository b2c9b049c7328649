using System.Text;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Cluster;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Tests.Features.Cluster;

public class FeatureQueryCompilerTests
{
    private const string Nothings = """["","(unknown)","*****","-","0.0.0.0","::","N/A","NULL","None","Not Available","S-1-0-0","UNKNOWN","Unknown","n/a","none","null","unknown"]""";

    private static readonly SourceCapabilities Usual = A.Capabilities(
        ("@timestamp", "date"), ("event.ingested", "date"), ("user.name", "keyword"), ("user.id", "keyword"), ("event.outcome", "keyword"),
        ("source.ip", "ip"), ("host.name", "keyword"), ("source.bytes", "long"));

    [Fact]
    public void One_filter_goes_into_the_query_and_one_bucket_needs_no_time_key()
    {
        var request = Compile(A.Request(null, A.Count(A.Success), A.Of(Metric.Sum, "source.bytes", A.Success))).Rows(A.Hour(10), horizon: true)[0];

        Json(request.QueryBytes).ShouldBe(
            """{"bool":{"filter":[{"range":{"@timestamp":{"gte":1772445600000,"lt":1772449200000,"format":"epoch_millis"}}},"""
            + """{"terms":{"event.outcome":["success"]}},{"exists":{"field":"user.name"}}],"must_not":["""
            + """{"range":{"event.ingested":{"gte":1772449500000,"format":"epoch_millis"}}},{"terms":{"user.name":""" + Nothings + "}}]}}");
        Json(request.KeyBytes).ShouldBe("""[{"e":{"terms":{"field":"user.name"}}}]""");
        Json(request.ColumnBytes).ShouldBe("""{"m1":{"sum":{"field":"source.bytes"}}}""");
        request.Page.Rows.ShouldBe(10_000);
    }

    [Fact]
    public void A_later_step_of_the_actor_order_excludes_the_events_of_the_earlier()
    {
        var requests = Compile(A.Request(null, A.Count(EventFilter.Everything))).Rows(A.Hour(10), horizon: false);

        requests.Count.ShouldBe(2);
        Json(requests[1].QueryBytes).ShouldBe(
            """{"bool":{"filter":[{"range":{"@timestamp":{"gte":1772445600000,"lt":1772449200000,"format":"epoch_millis"}}},"""
            + """{"exists":{"field":"user.id"}}],"must_not":[{"terms":{"user.id":""" + Nothings
            + """}},{"bool":{"filter":[{"exists":{"field":"user.name"}}],"must_not":[{"terms":{"user.name":""" + Nothings + "}}]}}]}}");
        requests[1].ColumnBytes.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Several_filters_are_sub_aggregations_and_their_union_is_the_query()
    {
        var columns = A.Request("source.ip",
            A.Count(A.Success), A.Count(A.Failure), A.Of(Metric.Distinct, "host.name", A.Failure), A.Of(Metric.Min, "@timestamp", A.Success));

        var request = Compile(columns).Rows(A.Hour(10), horizon: false)[0];

        Json(request.QueryBytes).ShouldContain(
            """{"bool":{"should":[{"terms":{"event.outcome":["success"]}},{"terms":{"event.outcome":["failure"]}}],"minimum_should_match":1}}""");
        Json(request.KeyBytes).ShouldBe("""[{"e":{"terms":{"field":"user.name"}}},{"g":{"terms":{"field":"source.ip"}}}]""");
        Json(request.ColumnBytes).ShouldBe(
            """{"f0":{"filter":{"terms":{"event.outcome":["success"]}},"aggs":{"m3":{"min":{"field":"@timestamp"}}}},"f1":"""
            + """{"filter":{"terms":{"event.outcome":["failure"]}},"aggs":{"m2":{"cardinality":{"field":"host.name","precision_threshold":750}}}}}""");
    }

    [Fact]
    public void A_day_of_hours_has_a_time_key_and_a_horizon_for_each_hour()
    {
        var day = TimeBucket.UtcDay(A.At(0));

        var request = Compile(A.Request(null, A.Count(A.Success))).Rows(day, horizon: true)[0];

        Json(request.KeyBytes).ShouldBe("""[{"e":{"terms":{"field":"user.name"}}},{"t":{"date_histogram":{"field":"@timestamp","fixed_interval":"3600s"}}}]""");
        var query = Json(request.QueryBytes);
        query.ShouldContain(
            """{"bool":{"filter":[{"range":{"@timestamp":{"gte":1772445600000,"lt":1772449200000,"format":"epoch_millis"}}},"""
            + """{"range":{"event.ingested":{"gte":1772449500000,"format":"epoch_millis"}}}]}}""");
        (query.Split("event.ingested").Length - 1).ShouldBe(24);
    }

    [Fact]
    public void Late_rows_of_one_bucket_are_told_apart_by_when_they_happened()
    {
        var hour = A.Hour(10);

        var request = Compile(A.Request(null, A.Count(A.Success))).LateRows(new LateSpan(hour, DateTimeOffset.UnixEpoch, [TimeBucket.UtcDay(A.At(0).AddDays(-1))]))[0];

        Json(request.KeyBytes).ShouldBe("""[{"e":{"terms":{"field":"user.name"}}},{"t":{"date_histogram":{"field":"@timestamp","fixed_interval":"3600s"}}}]""");
        Json(request.QueryBytes).ShouldStartWith(
            """{"bool":{"filter":[{"range":{"event.ingested":{"gte":1772445900000,"lt":1772449500000,"format":"epoch_millis"}}},"""
            + """{"range":{"@timestamp":{"gte":1772272800000,"lt":1772445600000,"format":"epoch_millis"}}},{"terms":{"event.outcome":["success"]}}""");
        Json(request.QueryBytes).ShouldContain("""must_not":[{"range":{"@timestamp":{"gte":1772323200000,"lt":1772409600000,"format":"epoch_millis"}}}""");
    }

    [Fact]
    public void Late_rows_of_a_day_are_told_apart_by_when_they_came_too()
    {
        var day = TimeBucket.UtcDay(A.At(0));

        var request = Compile(A.Request("source.ip", A.Count(A.Success))).LateRows(new LateSpan(day, day.From, []))[0];

        Json(request.KeyBytes).ShouldBe(
            """[{"e":{"terms":{"field":"user.name"}}},{"g":{"terms":{"field":"source.ip"}}},{"t":{"date_histogram":{"field":"@timestamp","fixed_interval":"3600s"}}},"""
            + """{"i":{"date_histogram":{"field":"event.ingested","fixed_interval":"3600s","offset":"+300000ms"}}}]""");
        // Nothing before the first day was read; of its last hour nothing can be late within the day.
        Json(request.QueryBytes).Split("1772409600000").Length.ShouldBe(2);
        Json(request.QueryBytes).ShouldNotContain("1772492400000,\"lt\"");
    }

    [Fact]
    public void Without_ingest_time_nothing_is_late()
    {
        var query = A.Query(A.Source() with { IngestedField = "" }, A.Request(null, A.Count(A.Success)) with { ReadsLate = true });
        new FeatureQueryCompiler(query, Usual).LateRows(new LateSpan(A.Hour(10), DateTimeOffset.UnixEpoch, [])).ShouldBeEmpty();
        LateReading.Of(query).ShouldBeNull();
    }

    [Fact]
    public void A_source_without_ingest_time_has_no_horizon()
    {
        var without = A.Capabilities(("@timestamp", "date"), ("user.name", "keyword"));
        var query = A.Query(A.Source(), A.Request(null, A.Count(EventFilter.Everything)));

        Json(new FeatureQueryCompiler(query, without).Rows(A.Hour(10), horizon: true)[0].QueryBytes).ShouldNotContain("ingested");
    }

    [Fact]
    public void Constants_decide_conditions_entities_and_groups()
    {
        var source = A.Source() with
        {
            Constants = new Dictionary<string, string> { ["event.outcome"] = "success", ["user.name"] = "root", ["host.name"] = "db1" },
        };
        var compiler = new FeatureQueryCompiler(A.Query(source, A.Request("host.name", A.Count(A.Success), A.Count(A.Failure))), Usual);

        var request = compiler.Rows(A.Hour(10), horizon: false).ShouldHaveSingleItem();

        (request.EntityConstant, request.GroupConstant).ShouldBe(("root", "db1"));
        Json(request.QueryBytes).ShouldBe("""{"range":{"@timestamp":{"gte":1772445600000,"lt":1772449200000,"format":"epoch_millis"}}}""");
        Json(request.KeyBytes).ShouldBe("""[{"t":{"date_histogram":{"field":"@timestamp","fixed_interval":"3600s"}}}]""");
    }

    [Fact]
    public void What_no_event_can_meet_is_not_asked()
    {
        Compile(A.Request(null, A.Count(A.Where("event.action", "logon")))).Rows(A.Hour(10), horizon: false).ShouldBeEmpty();
        Compile(A.Request("user.email", A.Count(A.Success))).Rows(A.Hour(10), horizon: false).ShouldBeEmpty();
    }

    [Fact]
    public void Only_addresses_stand_for_nothing_in_an_address_field()
    {
        var compiler = new FeatureQueryCompiler(A.Query(A.Source(), A.Request(null, A.Count(A.Success)), EntityKind.Address), Usual);

        Json(compiler.Rows(A.Hour(10), horizon: false)[0].QueryBytes).ShouldContain("""{"terms":{"source.ip":["0.0.0.0","::"]}}""");
    }

    [Fact]
    public void A_span_that_is_not_whole_buckets_is_refused() =>
        Should.Throw<ArgumentException>(() =>
            Compile(A.Request(null, A.Count(A.Success))).Rows(new TimeBucket(A.At(10, 30), A.At(11, 30)), horizon: false));

    [Fact]
    public void A_field_that_cannot_be_grouped_is_refused_by_name() =>
        Should.Throw<ArgumentException>(() => new FeatureQueryCompiler(
                A.Query(A.Source(), A.Request("message", A.Count(A.Success))), A.Capabilities(("message", "text"), ("event.outcome", "keyword"))))
            .Message.ShouldContain("message (text)");

    [Fact]
    public void The_values_of_folded_names_are_asked_for_by_their_spellings()
    {
        var compiler = Compile(A.Request(null, A.Count(A.Success), A.Of(Metric.Distinct, "source.ip", A.Failure)));

        var request = compiler.Values(0, 1, ["ANA", "ana"], A.Hour(10), horizon: false);

        Json(request.QueryBytes).ShouldContain("""{"terms":{"user.name":["ANA","ana"]}}""");
        Json(request.QueryBytes).ShouldContain("""{"terms":{"event.outcome":["failure"]}}""");
        Json(request.KeyBytes).ShouldBe("""[{"e":{"terms":{"field":"user.name"}}},{"v":{"terms":{"field":"source.ip"}}}]""");
    }

    private static FeatureQueryCompiler Compile(FeatureRequest request) => new(A.Query(A.Source(), request), Usual);

    private static string Json(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
