using System.Text.Json.Nodes;

namespace BehaviorElasticSidecar.Tests.Cycles.Identity;

/// <summary>Who is who survives a kill, and risk follows it.</summary>
public sealed class IdentityCrashTests
{
    [Fact]
    public async Task The_intruder_comes_under_another_name_and_the_risk_is_held_against_the_person()
    {
        var site = new SmallSite { Identity = true }.Filled();
        await site.RunAsync(0);

        var anomalies = Documents(site, "behavior-anomalies");
        anomalies.ShouldContain(a => Entity(a, "id") == "cleo.k" && Entity(a, "canonical") == "cleo");
        var risks = Documents(site, "behavior-risk-latest").Select(r => Entity(r, "id")).ToList();
        risks.ShouldContain("cleo");
        risks.ShouldNotContain("cleo.k");
        var cleo = Documents(site, "behavior-entities").Single(e => Entity(e, "id") == "cleo");
        cleo["behavior"]!["aliases"]!.AsArray().Select(a => (string)a!).ShouldBe(["cleo", "cleo.k", "s-1-5-21-1-2-3-1199"]);
        cleo["behavior"]!["addresses"]!.AsArray().Select(a => (string)a!["ip"]!).ShouldContain("10.0.0.12");
    }

    /// <summary>The three kinds of fault take turns over all calls: <see cref="CrashTests"/> tries each of them at each call of the spine.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Killed_at_every_third_call_it_ends_in_the_same_state(int fault)
    {
        var undisturbed = new SmallSite { Identity = true }.Filled();
        await undisturbed.RunAsync(0);
        var (expected, calls) = (undisturbed.EndState(), undisturbed.Engine.Calls);

        for (var call = 1 + fault; call <= calls; call += 3)
        {
            var site = new SmallSite { Identity = true }.Filled();
            site.Engine.KillAt(call, (Fault)fault);
            var killed = await site.RunAsync(0);
            killed.ShouldNotBeNull($"the run makes {calls} calls, number {call} was to be the last");
            site.Engine.KillAt(null);
            (await site.RunAsync(killed.Value)).ShouldBeNull();
            site.EndState().ShouldBe(expected, $"killed at call {call} of {calls} ({(Fault)fault})");
        }
    }

    private static List<JsonNode> Documents(SmallSite site, string index) =>
        [.. site.Engine.Documents("behavior-*").Where(d => d.Index.StartsWith(index, StringComparison.Ordinal)).Select(d => d.Document)];

    private static string Entity(JsonNode document, string field) => (string)document["behavior"]!["entity"]![field]!;
}
