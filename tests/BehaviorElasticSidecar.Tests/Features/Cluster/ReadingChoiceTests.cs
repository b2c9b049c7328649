using BehaviorElasticSidecar.Features.Cluster;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Tests.Features.Cluster;

public sealed class ReadingChoiceTests
{
    private static readonly RowRequest Request = RequestOf("keyword");

    [Fact]
    public void It_aggregates_until_a_read_of_many_pages_had_more_than_half_a_row_per_event()
    {
        var choice = new ReadingChoice(RowReading.Auto);
        choice.Fetches("q", Request).ShouldBeFalse();

        choice.Learn("q", Request, rows: 500_000, counted: 1_000_000);
        choice.Fetches("q", Request).ShouldBeFalse();
        choice.Learn("q", Request, rows: 199_999, counted: 200_000);
        choice.Fetches("q", Request).ShouldBeFalse();
        choice.Learn("q", Request, rows: 200_000, counted: 390_000);
        choice.Fetches("q", Request).ShouldBeTrue();
        choice.Fetches("another", Request).ShouldBeFalse();
    }

    [Fact]
    public void It_fetches_until_a_read_is_small_or_has_less_than_a_third_of_a_row_per_event()
    {
        var choice = new ReadingChoice(RowReading.Auto);
        choice.Learn("q", Request, rows: 900_000, counted: 1_000_000);

        choice.Learn("q", Request, rows: 400_000, counted: 1_000_000);
        choice.Fetches("q", Request).ShouldBeTrue();
        choice.Learn("q", Request, rows: 330_000, counted: 1_000_000);
        choice.Fetches("q", Request).ShouldBeFalse();
        choice.Learn("q", Request, rows: 900_000, counted: 1_000_000);
        choice.Learn("q", Request, rows: 100_000, counted: 100_000);
        choice.Fetches("q", Request).ShouldBeFalse();
    }

    [Fact]
    public void What_cannot_be_counted_here_is_aggregated_whatever_is_wished()
    {
        var choice = new ReadingChoice(RowReading.Fetch);

        choice.Fetches("q", Request).ShouldBeTrue();
        choice.Fetches("q", RequestOf("wildcard")).ShouldBeFalse();
        choice.Bar("q");
        choice.Fetches("q", Request).ShouldBeFalse();
    }

    private static RowRequest RequestOf(string type)
    {
        var capabilities = A.Capabilities(("@timestamp", "date"), ("user.name", type), ("source.ip", "ip"));
        return new FeatureQueryCompiler(A.Query(A.Source(), A.Request("source.ip", A.Count(EventFilter.Everything))), capabilities).Rows(A.Hour(10), horizon: false)[0];
    }
}
