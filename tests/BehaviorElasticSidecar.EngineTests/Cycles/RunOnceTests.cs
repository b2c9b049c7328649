using System.Text.Json.Nodes;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.EngineTests.Cycles;

/// <summary>The worker's executable beside real engines, against the same program over files, and against itself when it is killed.</summary>
[Collection(EngineCollection.Name)]
public sealed class RunOnceTests(EngineFixture engines)
{
    /// <summary>Real kills of one engine's run; 50 by hand before a release: <c>BEHAVIOR_TEST_KILLS=50</c>.</summary>
    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("BEHAVIOR_TEST_KILLS"), out var kills) ? kills : 3;

    [EngineTheory]
    [OnOpenSearch]
    [OnElasticsearch]
    public async Task Beside_an_engine_it_finds_and_shows_what_it_does_in_files_and_a_killed_run_ends_in_the_same_state(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        using var site = await SampleSite.LoadAsync(place, await engines.OptionsAsync(stack));

        await site.AnalyzeAsync();
        await site.RunOnceAsync("calm-", killAfter: null);

        var anomalies = await site.ResultsAsync("calm-", "anomalies-*");
        anomalies.Count.ShouldBeGreaterThan(10);
        ShouldBeAlike(anomalies, site.Analyzed("anomalies.ndjson"));
        await ShouldShowWhatIsLearntAsync(site, "calm-");

        for (var kill = 0; kill < Kills; kill++)
            await site.RunOnceAsync("hit-", TimeSpan.FromMilliseconds(1500 + (long)(StableHash.Of($"{stack}-{kill}") % 6000)));
        await site.RunOnceAsync("hit-", killAfter: null);

        ShouldBeAlike(await site.ResultsAsync("hit-", "anomalies-*"), anomalies);
        ShouldBeAlike(await site.ResultsAsync("hit-", "risk-20*"), await site.ResultsAsync("calm-", "risk-20*"));
        ShouldBeAlike(await site.ResultsAsync("hit-", "risk-latest"), await site.ResultsAsync("calm-", "risk-latest"));
        ShouldBeAlike(await site.BaselinesAsync("hit-"), await site.BaselinesAsync("calm-"));
    }

    /// <summary>Beside an engine as from files, and nothing is changed by looking.</summary>
    private static async Task ShouldShowWhatIsLearntAsync(SampleSite site, string prefix)
    {
        var before = await site.StateAsync(prefix);

        var beside = await site.ShowAsync(prefix, "LAKESIDE\\sarah.keller");

        before.Count.ShouldBeGreaterThan(50);
        (await site.StateAsync(prefix)).ShouldBe(before);
        var detectors = Learnt(beside);
        detectors.Count.ShouldBeGreaterThan(5);
        detectors.ShouldContain(d => d.Contains("\"id\":\"identity.unusual_hour\"", StringComparison.Ordinal) && d.Contains("Mon-Fri 0", StringComparison.Ordinal));
        ShouldBeAlike(Learnt(await site.ShowAsync(null, "sarah.keller")), detectors);
    }

    /// <summary>What each detector says.</summary>
    private static List<string> Learnt(JsonNode document) => [.. document["entities"]![0]!["detectors"]!.AsArray().Select(d => d!.ToJsonString())];

    /// <summary>Says what differs, not all of what does not.</summary>
    private static void ShouldBeAlike(IReadOnlyList<string> found, IReadOnlyList<string> expected)
    {
        found.Except(expected).Take(3).ShouldBe(expected.Except(found).Take(3));
        found.Count.ShouldBe(expected.Count);
    }
}
