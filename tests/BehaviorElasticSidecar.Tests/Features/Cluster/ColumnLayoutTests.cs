using System.Text.Json;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Cluster;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Tests.Features.Cluster;

public class ColumnLayoutTests
{
    [Fact]
    public void Numbers_are_read_from_the_filters_they_stand_in()
    {
        var layout = Layout(A.Count(A.Success), A.Count(A.Failure), A.Of(Metric.Sum, "source.bytes", A.Failure), A.Of(Metric.Min, "@timestamp", A.Success));

        Read(layout, """{"doc_count":7,"f0":{"doc_count":3,"m3":{"value":null}},"f1":{"doc_count":4,"m2":{"value":12.5}}}""")
            .ShouldBe([3, 4, 12.5, double.NaN]);
    }

    [Fact]
    public void A_column_without_a_filter_reads_the_row_itself()
    {
        var layout = Layout(A.Count(EventFilter.Everything), A.Count(A.Failure));

        layout.Events.ShouldBe(QueryClause.Always);
        Read(layout, """{"doc_count":7,"f1":{"doc_count":4}}""").ShouldBe([7, 4]);
    }

    [Fact]
    public void A_constant_field_is_counted_without_asking()
    {
        var layout = Layout(A.Count(A.Success), A.Of(Metric.Distinct, "host.name", A.Success), A.Of(Metric.Sum, "event.duration", A.Success));

        layout.NeedsAggregations.ShouldBeFalse();
        layout.DistinctColumns.ShouldBeEmpty();
        Read(layout, """{"doc_count":3}""").ShouldBe([3, 1, 15]);
    }

    [Fact]
    public void A_column_that_no_event_can_meet_is_nothing()
    {
        var layout = Layout(A.Count(A.Success), A.Count(A.Where("event.action", "logon")), A.Of(Metric.Max, "@timestamp", A.Where("event.action", "logon")));

        layout.NeedsAggregations.ShouldBeFalse();
        Read(layout, """{"doc_count":3}""").ShouldBe([3, 0, double.NaN]);
    }

    private static ColumnLayout Layout(params FeatureColumn[] columns)
    {
        var source = A.Source() with { Constants = new Dictionary<string, string> { ["host.name"] = "db1", ["event.duration"] = "5" } };
        return ColumnLayout.Of(columns, new SourceFields(source, A.Capabilities(("@timestamp", "date"), ("event.outcome", "keyword"), ("source.bytes", "long"))));
    }

    private static double[] Read(ColumnLayout layout, string row)
    {
        using var document = JsonDocument.Parse(row);
        return layout.Read(document.RootElement);
    }
}
