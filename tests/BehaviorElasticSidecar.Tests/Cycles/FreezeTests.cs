using System.Text.Json.Nodes;

namespace BehaviorElasticSidecar.Tests.Cycles;

/// <summary>A source that falls silent or loses who acted: said once, learnt by nobody, and the same whenever the worker dies.</summary>
public sealed class FreezeTests
{
    private const int HistoryDays = 18;

    private static readonly DateTimeOffset Down = SmallSite.Start.AddDays(HistoryDays).AddHours(10);

    private static readonly DateTimeOffset Up = SmallSite.Start.AddDays(HistoryDays + 2).AddHours(6);

    [Fact]
    public async Task A_silent_source_is_told_when_it_begins_and_when_it_ends_and_nobody_is_missed_for_it()
    {
        var site = Silent();
        await RunAsync(site);

        Troubles(site).ShouldBe(["source-silent 2026-03-20 since 2026-03-20T10:00", "source-back 2026-03-22 since 2026-03-20T10:00"]);
        site.EndState().Where(l => l.StartsWith("behavior-anomalies", StringComparison.Ordinal) && l.Contains("t.missing", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_without_their_user_freeze_what_needs_the_user_and_teach_nothing()
    {
        var site = Nameless();
        await RunAsync(site);

        Troubles(site).ShouldBe(["field-lost user 2026-03-20 since 2026-03-20T00:00", "field-back user 2026-03-22 since 2026-03-20T00:00"]);
        var begun = Health(site).First(d => (string?)d["event"]!["action"] == "field-lost");
        begun["behavior"]!["health"]!["frozen"]!.AsArray().Select(f => (string)f!).ShouldContain("t.logons");
    }

    [Fact]
    public async Task Nothing_of_a_frozen_day_is_learnt()
    {
        (await LearntAsync(Nameless())).ShouldBeFalse();
        (await LearntAsync(Sound())).ShouldBeTrue();
    }

    /// <summary>Whether a new address on the day after the loss, when people have names again, leaves a trace in the baselines.</summary>
    private static async Task<bool> LearntAsync(SmallSite site)
    {
        await RunAsync(site);
        var without = State(site, "ana");
        var again = site.Engine.Documents("logs-*").Aggregate(new SmallSite(), (copy, d) =>
        {
            copy.Engine.Load(d.Index, d.Id, d.Document.ToJsonString());
            return copy;
        });
        again.Engine.Load("logs-test", "newcomer", NewAddress);
        await RunAsync(again);
        return State(again, "ana") != without;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Killed_at_any_call_it_judges_and_says_the_same(int fault)
    {
        var undisturbed = Silent();
        await RunAsync(undisturbed);
        var (expected, troubles, calls) = (undisturbed.EndState(), Troubles(undisturbed), undisturbed.Engine.Calls);

        for (var call = 1 + fault; call <= calls; call += 41)
        {
            var site = Silent();
            site.Engine.KillAt(call, (Fault)fault);
            (await TryAsync(site)).ShouldBeFalse();
            site.Engine.KillAt(null);
            (await TryAsync(site)).ShouldBeTrue();

            site.EndState().ShouldBe(expected, $"killed at call {call} of {calls}");
            Troubles(site).ShouldBe(troubles);
        }
    }

    private static string NewAddress { get; } = new JsonObject
    {
        ["@timestamp"] = SmallSite.Start.AddDays(HistoryDays + 2).AddHours(9).ToString("O"),
        ["event"] = new JsonObject { ["category"] = "authentication" },
        ["user"] = new JsonObject { ["name"] = "ana" },
        ["source"] = new JsonObject { ["ip"] = "203.0.113.77" },
    }.ToJsonString();

    private static SmallSite Sound() => new SmallSite().Lasting(HistoryDays + 5, _ => false, _ => false);

    private static SmallSite Silent() => new SmallSite().Lasting(HistoryDays + 5, time => time >= Down && time < Up, _ => false);

    private static SmallSite Nameless() => new SmallSite().Lasting(
        HistoryDays + 5, _ => false, time => time >= SmallSite.Start.AddDays(HistoryDays) && time < SmallSite.Start.AddDays(HistoryDays + 2));

    private static async Task RunAsync(SmallSite site)
    {
        var now = SmallSite.Start.AddDays(HistoryDays + 4).AddHours(2);
        var run = await site.OpenAsync(now);
        await run.CatchUpAsync(now, commitAtEnd: true, progress: null, CancellationToken.None);
    }

    private static async Task<bool> TryAsync(SmallSite site)
    {
        try
        {
            await RunAsync(site);
            return true;
        }
        catch (KilledException)
        {
            return false;
        }
    }

    private static IEnumerable<JsonNode> Health(SmallSite site) => site.Engine.Documents("behavior-health*").Select(d => d.Document).OrderBy(d => (string)d["@timestamp"]!, StringComparer.Ordinal);

    private static List<string> Troubles(SmallSite site) =>
    [
        .. from document in Health(site)
           let health = document["behavior"]!["health"]!
           where (string)health["kind"]! == "trouble"
           let part = health["field"] is { } field ? $"{(string)field!} " : ""
           select $"{(string)document["event"]!["action"]!} {part}{Day(document)} since {((string)health["since"]!)[..16]}",
    ];

    /// <summary>The day by which it was judged: the note is of the midnight after it.</summary>
    private static string Day(JsonNode document) => DateTimeOffset.Parse((string)document["@timestamp"]!, null).AddDays(-1).ToString("yyyy-MM-dd");

    private static string State(SmallSite site, string entity) =>
        string.Join('\n', site.EndState().Where(l => l.StartsWith("behavior-baselines", StringComparison.Ordinal) && l.Contains($" {entity} ", StringComparison.Ordinal)));
}
