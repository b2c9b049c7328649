using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Sources;
using BehaviorElasticSidecar.Tests.Features;

namespace BehaviorElasticSidecar.Tests.Cycles;

public sealed class BaselineCacheTests
{
    private const int BytesPerBaseline = 1500;

    private static readonly CountMeasure Count = new();

    [Fact]
    public async Task One_query_may_take_what_the_others_leave()
    {
        await using var store = new SpillBaselineStore(Path.GetTempPath());
        var budget = new BaselineBudget(10 * BytesPerBaseline, queries: 2);
        var (much, little) = (Cache("much", store, budget), Cache("little", store, budget));

        await SeeAsync(little, ["ana"]);
        await SeeAsync(much, ["ben", "cleo", "dan", "eve", "fay", "gus", "hal", "ida"]);

        (much.Held.Count, little.Held.Count, store.SpilledBytes).ShouldBe((8, 1, 0));
    }

    [Fact]
    public async Task Beyond_the_budget_who_holds_more_than_a_share_lets_the_least_recent_go_and_reads_them_again()
    {
        await using var store = new SpillBaselineStore(Path.GetTempPath());
        var budget = new BaselineBudget(10 * BytesPerBaseline, queries: 2);
        var (much, little) = (Cache("much", store, budget), Cache("little", store, budget));
        await SeeAsync(little, ["ana", "zoe"]);
        await SeeAsync(much, ["ben", "cleo", "dan", "eve"], hour: 1);

        await SeeAsync(much, ["fay", "gus", "hal", "ida", "jan"], hour: 2);

        // Three quarters of a share of five baselines.
        much.Held.Order().ShouldBe(["hal", "ida", "jan"]);
        store.SpilledBytes.ShouldBeGreaterThan(0);
        await SeeAsync(little, ["pia"]);
        little.Held.Count.ShouldBe(3);
        (await much.TakeAsync(["ben"], CancellationToken.None)).Single().Count.ShouldBe(1);
        budget.IsExceeded.ShouldBeFalse();
    }

    private static BaselineCache Cache(string id, IBaselineStore store, BaselineBudget budget) => new(
        A.Query(new Source { Id = id, Indices = ["logs-*"] }, A.Request(null, A.Count(EventFilter.Everything))), MeasureCatalogue.Shipped, store, budget);

    /// <summary>A block of entities of a bucket, each with one baseline.</summary>
    private static async Task SeeAsync(BaselineCache cache, string[] entities, int hour = 0)
    {
        var block = await cache.TakeAsync(entities, CancellationToken.None);
        foreach (var baselines in block)
        {
            _ = baselines.Of(0, Count);
            (baselines.IsChanged, baselines.LastUsed) = (true, A.Hour(hour).To);
        }

        await cache.TrimAsync(block, CancellationToken.None);
    }
}
