using BehaviorElasticSidecar.Features.Cluster;

namespace BehaviorElasticSidecar.Tests.Features.Cluster;

public sealed class SortedRowsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("behavior-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1L << 30, false)]
    [InlineData(4_000, true)]
    public void Rows_come_out_in_order_from_memory_and_from_disk(long budgetBytes, bool spills)
    {
        using var rows = new SortedRows(budgetBytes, _folder);
        // 37 is prime to 100: every row once, in a scattered order.
        for (var i = 0; i < 100; i++)
        {
            var n = i * 37 % 100;
            rows.Add(new SpoolRow(n / 50, $"user{n % 7}", n % 2 == 0 ? "" : "Zürich", n % 3, $"U{n}", [n, double.NaN]));
        }

        var first = rows.InOrder().ToList();

        (rows.Runs > 1).ShouldBe(spills);
        first.ShouldBe(first.Order());
        first.Select(r => r.Numbers[0]).Order().ShouldBe(Enumerable.Range(0, 100).Select(n => (double)n));
        first.ShouldAllBe(r => double.IsNaN(r.Numbers[1]) && r.Text == $"U{r.Numbers[0]}");
        rows.InOrder().Select(r => r.Text).ShouldBe(first.Select(r => r.Text));
    }

    [Fact]
    public void Equal_rows_keep_the_order_in_which_they_came()
    {
        using var rows = new SortedRows(1_000, _folder);
        for (var i = 0; i < 50; i++)
            rows.Add(new SpoolRow(0, "ana", "", 0, "ana", [i]));

        rows.InOrder().Select(r => (int)r.Numbers[0]).ShouldBe(Enumerable.Range(0, 50));
    }

    [Fact]
    public void Nothing_is_left_on_disk()
    {
        using (var rows = new SortedRows(0, _folder))
            rows.Add(new SpoolRow(0, "ana", "", 0, "ana", []));

        Directory.EnumerateFileSystemEntries(_folder).ShouldBeEmpty();
    }
}
