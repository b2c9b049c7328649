using BehaviorElasticSidecar.Features.Cluster;

namespace BehaviorElasticSidecar.Tests.Features.Cluster;

public class PageBudgetTests
{
    [Fact]
    public void Counts_alone_have_the_largest_page() =>
        PageBudget.Of(PageBudget.DefaultBytes, filters: 0, numbers: 0, distincts: 0).ShouldBe(new PageBudget(10_000, 3_000));

    [Theory]
    [InlineData(3_000, 16 * 1024)]
    [InlineData(1_500, 8 * 1024)]
    [InlineData(750, 4 * 1024)]
    [InlineData(40_000, 256 * 1024)]
    public void A_distinct_count_costs_what_the_engines_set_aside(int threshold, int bytes) =>
        PageBudget.DistinctBytes(threshold).ShouldBeInRange(bytes, bytes + 64);

    [Fact]
    public void Exactness_gives_way_before_the_page()
    {
        var page = PageBudget.Of(PageBudget.DefaultBytes, filters: 0, numbers: 0, distincts: 1);

        page.ShouldBe(new PageBudget(10_000, 750));
    }

    [Fact]
    public void Six_distinct_counts_shrink_the_page_to_its_budget()
    {
        var page = PageBudget.Of(PageBudget.DefaultBytes, filters: 0, numbers: 0, distincts: 6);

        page.PrecisionThreshold.ShouldBe(750);
        (page.Rows * 6 * PageBudget.DistinctBytes(750)).ShouldBeInRange(PageBudget.DefaultBytes * 9 / 10, PageBudget.DefaultBytes);
    }

    [Fact]
    public void A_larger_budget_keeps_exactness_and_page() =>
        PageBudget.Of(256L << 20, filters: 0, numbers: 0, distincts: 1).ShouldBe(new PageBudget(10_000, 3_000));

    [Fact]
    public void Rows_and_their_filters_stay_below_the_bucket_limit()
    {
        PageBudget.Of(1L << 40, filters: 12, numbers: 0, distincts: 0).Rows.ShouldBe(65_535 / 13);
    }

    [Fact]
    public void A_tiny_budget_still_has_a_row() => PageBudget.Of(1, filters: 1, numbers: 1, distincts: 1).Rows.ShouldBe(1);
}
