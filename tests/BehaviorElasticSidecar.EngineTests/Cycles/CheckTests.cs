using BehaviorElasticSidecar.Engine;

namespace BehaviorElasticSidecar.EngineTests.Cycles;

/// <summary>What <c>check</c> says of the sample in a real engine, before anything was set up there.</summary>
[Collection(EngineCollection.Name)]
public sealed class CheckTests(EngineFixture engines)
{
    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task It_says_what_the_events_are_worth_and_what_reading_them_costs(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        using var site = await SampleSite.LoadAsync(place, await engines.OptionsAsync(stack));

        var report = await site.CheckAsync();

        var quality = report["sources"]![0]!["quality"]!;
        ((long)quality["fields"]!["events"]!).ShouldBeGreaterThan(100);
        ((double)quality["fields"]!["expected"]!).ShouldBeGreaterThan(0);
        ((double)quality["fields"]!["user_fraction"]!).ShouldBeInRange(0.1, 1);
        ((double)quality["fields"]!["late_fraction"]!).ShouldBeInRange(0, 1);
        ((long)quality["fields"]!["duplicates"]!).ShouldBe(0);
        report["detectors"]!.AsArray().ShouldContain(d => d!["scarcest_fraction"] != null && (double)d["scarcest_fraction"]! > 0);
        var cost = report["cost"]!;
        cost["queries"]!.AsArray().Count.ShouldBeGreaterThan(5);
        cost["queries"]!.AsArray().Sum(q => (long)q!["rows"]!).ShouldBeGreaterThan(0);
        cost["queries"]!.AsArray().ShouldAllBe(q => q!["fault"] == null);
        ((double)cost["day_seconds"]!).ShouldBeGreaterThan(0);
        ((double)cost["backfill_minutes"]!).ShouldBeInRange(0, 60);
        ((int)cost["backfill_days"]!).ShouldBeInRange(15, 23);
        ((long)cost["state_bytes_a_day"]!).ShouldBeGreaterThan(0);
    }
}
