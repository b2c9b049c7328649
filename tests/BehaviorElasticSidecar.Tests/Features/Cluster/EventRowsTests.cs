using System.Text;
using System.Text.Json;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Cluster;

namespace BehaviorElasticSidecar.Tests.Features.Cluster;

public sealed class EventRowsTests
{
    private static readonly FeatureQuery Query = A.Query(A.Source(), A.Request("source.ip",
        A.Count(A.Success), A.Of(Metric.Sum, "source.bytes", A.Success), A.Of(Metric.Max, "@timestamp", A.Failure), A.Of(Metric.Distinct, "host.name", A.Failure)));

    private static readonly TimeBucket Span = new(A.At(10), A.At(12));

    private readonly RowRequest _request = new FeatureQueryCompiler(Query, A.Capabilities(("@timestamp", "date"), ("user.name", "keyword"),
        ("source.ip", "ip"), ("host.name", "keyword"), ("event.outcome", "keyword"), ("source.bytes", "long"))).Rows(Span, horizon: false)[0];

    [Fact]
    public void Only_doc_values_are_fetched_and_filters_come_back_by_name()
    {
        var fetch = _request.Fetch!;

        Text(fetch.Members).ShouldBe(
            """{"_source":false,"stored_fields":"_none_","docvalue_fields":[{"field":"@timestamp","format":"epoch_millis"},{"field":"user.name"},"""
            + """{"field":"source.ip"},{"field":"source.bytes"},{"field":"host.name"}]}""");
        Text(fetch.QueryBytes).ShouldBe(
            $$$"""{"bool":{"filter":[{{{Text(_request.QueryBytes)}}}],"should":[{"bool":{"filter":[{"terms":{"event.outcome":["success"]}}],"_name":"f0"}},"""
            + """{"bool":{"filter":[{"terms":{"event.outcome":["failure"]}}],"_name":"f1"}}],"minimum_should_match":0}}""");
    }

    [Fact]
    public void An_event_counts_once_for_each_of_its_names_and_values_and_missing_ones_make_no_row()
    {
        var rows = Rows();

        rows.Add(Hit(A.At(10, 1), """["ana","bob"]""", """["10.0.0.1","10.0.0.2"]""", "[5,5]", "f0")).ShouldBeEmpty();
        rows.Add(Hit(A.At(10, 2), """["ana"]""", "[]", "[7]", "f0")).ShouldBeEmpty();
        var all = rows.Rest();

        all.Select(r => $"{r.Entity} {r.Group} {string.Join(' ', r.Numbers)}").ShouldBe(
            ["ana 10.0.0.1 1 10 NaN 0", "ana 10.0.0.2 1 10 NaN 0", "bob 10.0.0.1 1 10 NaN 0", "bob 10.0.0.2 1 10 NaN 0"]);
        (rows.Rows, rows.Counted).ShouldBe((4, 4));
    }

    [Fact]
    public void Rows_are_given_when_the_next_bucket_begins()
    {
        var rows = Rows();
        rows.Add(Hit(A.At(10, 1), """["ana"]""", """["10.0.0.1"]""", "[5]", "f1", """["a","b"]"""));
        rows.Add(Hit(A.At(10, 9), """["ana"]""", """["10.0.0.1"]""", "[5]", "f1", """["b","c"]"""));

        var complete = rows.Add(Hit(A.At(11), """["ana"]""", """["10.0.0.1"]""", "[3]", "f0")).ShouldHaveSingleItem();

        complete.Bucket.ShouldBe(0);
        complete.Numbers.ShouldBe([0, 0, A.At(10, 9).ToUnixTimeMilliseconds(), 3]);
        rows.Rest().ShouldHaveSingleItem().Bucket.ShouldBe(1);
        rows.IsOutgrown.ShouldBeFalse();
    }

    [Fact]
    public void More_different_values_than_the_engine_counts_exactly_are_left_to_it()
    {
        var rows = Rows();
        for (var host = 0; host <= _request.Page.PrecisionThreshold; host++)
        {
            rows.IsOutgrown.ShouldBeFalse();
            rows.Add(Hit(A.At(10), """["ana"]""", """["10.0.0.1"]""", "[1]", "f1", $"""["h{host}"]"""));
        }

        rows.IsOutgrown.ShouldBeTrue();
    }

    private EventRows Rows() => new(_request, Span, new RowFolder(Query, Span, new ReadTally()), 1 << 20);

    private static JsonElement Hit(DateTimeOffset time, string users, string addresses, string bytes, string matched, string hosts = "[]") => JsonDocument.Parse(
        $$"""{"fields":{"@timestamp":["{{time.ToUnixTimeMilliseconds()}}"],"user.name":{{users}},"source.ip":{{addresses}},"source.bytes":{{bytes}},"host.name":{{hosts}}},"""
        + $$"""
            "matched_queries":["{{matched}}"]}
            """).RootElement;

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
