namespace BehaviorElasticSidecar.Tests.Cycles;

/// <summary>Killing the worker at any call and starting it again ends in the same state as an undisturbed run (design section 8).</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task An_undisturbed_run_finds_the_intruder_and_writes_risk()
    {
        var site = new SmallSite().Filled();

        (await site.RunAsync(0)).ShouldBeNull();

        var state = site.EndState();
        state.ShouldContain(l => l.StartsWith("behavior-anomalies-2026.03", StringComparison.Ordinal) && l.Contains("cleo", StringComparison.Ordinal));
        state.ShouldContain(l => l.StartsWith("behavior-risk-latest", StringComparison.Ordinal) && l.Contains("cleo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Somebody_who_stays_away_is_missed_once()
    {
        var site = new SmallSite().Filled();
        await site.RunAsync(0);

        var missed = site.EndState().Where(l => l.StartsWith("behavior-anomalies", StringComparison.Ordinal) && l.Contains("t.missing", StringComparison.Ordinal)).ToList();

        missed.Count.ShouldBe(1);
        missed[0].ShouldContain("dan");
        missed[0].ShouldContain("nothing since 2026-03-10 17:00 UTC");
    }

    [Fact]
    public async Task Running_again_changes_nothing()
    {
        var site = new SmallSite().Filled();
        await site.RunAsync(0);
        var first = site.EndState();

        (await site.RunAsync(SmallSite.Cycles.Count - 1)).ShouldBeNull();

        site.EndState().ShouldBe(first);
    }

    [Fact]
    public async Task A_new_detector_learns_its_history_and_joins_as_if_it_had_always_been_there()
    {
        var (logons, addresses) = (SmallSite.A("t.logons", "count", null), SmallSite.A("t.new_address", "rare", "source.ip"));
        var spread = SmallSite.A("t.spread", "distinct", "source.ip");
        var always = new SmallSite { Detectors = [logons, addresses, spread] }.Filled();
        await always.RunAsync(0);

        var joined = new SmallSite { Detectors = [logons] }.Filled();
        await joined.RunAsync(0, toCycle: 1);
        (await joined.With(logons, addresses, spread).RunAsync(1)).ShouldBeNull();

        Documents(joined).ShouldBe(Documents(always));
    }

    [Fact]
    public async Task A_source_that_vanishes_holds_nobody_up_and_catches_up_when_it_is_back()
    {
        var site = new SmallSite().Filled().WithDoor();
        var run = await site.OpenAsync(SmallSite.Cycles[0]);
        await run.CatchUpAsync(SmallSite.Cycles[0], commitAtEnd: true, progress: null, CancellationToken.None);
        site.Engine.Hide("door-test");

        var afterMidnight = SmallSite.Start.AddDays(10).AddHours(3);
        var outcome = await run.CatchUpAsync(afterMidnight, commitAtEnd: true, progress: null, CancellationToken.None);

        outcome.Unread.Keys.ShouldAllBe(q => q.StartsWith("door/", StringComparison.Ordinal));
        run.Stalled.Count.ShouldBe(outcome.Unread.Count);
        run.Position.ShouldBe(SmallSite.Start.AddDays(10).AddHours(2));
        site.EndState().ShouldContain(l => l.StartsWith("behavior-anomalies", StringComparison.Ordinal) && l.Contains("cleo", StringComparison.Ordinal));

        site.Engine.Return("door-test");
        outcome = await run.CatchUpAsync(afterMidnight.AddHours(1), commitAtEnd: true, progress: null, CancellationToken.None);

        outcome.Unread.ShouldBeEmpty();
        run.Stalled.ShouldBeEmpty();
        run.Position.ShouldBe(SmallSite.Start.AddDays(10).AddHours(3));
    }

    [Fact]
    public async Task A_source_gone_for_days_is_not_asked_for_its_horizon_at_the_cost_of_the_others()
    {
        var site = new SmallSite { Sources = [SmallSite.Logs with { IngestedField = "event.ingested" }] }.Filled().WithDoor();
        var run = await site.OpenAsync(SmallSite.Start.AddDays(3));
        await run.CatchUpAsync(SmallSite.Start.AddDays(3), commitAtEnd: true, progress: null, CancellationToken.None);
        site.Engine.Hide("door-test");

        var outcome = await run.CatchUpAsync(SmallSite.Start.AddDays(9), commitAtEnd: true, progress: null, CancellationToken.None);

        outcome.Unread.Keys.ShouldNotBeEmpty();
        outcome.Unread.Keys.ShouldAllBe(q => q.StartsWith("door/", StringComparison.Ordinal));
        run.Position.ShouldBe(SmallSite.Start.AddDays(9).AddHours(-1));

        site.Engine.Return("door-test");
        outcome = await run.CatchUpAsync(SmallSite.Start.AddDays(9).AddHours(1), commitAtEnd: true, progress: null, CancellationToken.None);

        outcome.Unread.ShouldBeEmpty();
        run.Stalled.ShouldBeEmpty();
        run.Position.ShouldBe(SmallSite.Start.AddDays(9));
        site.EndState().ShouldContain(l => l.StartsWith("behavior-baselines", StringComparison.Ordinal) && l.Contains(" fay ", StringComparison.Ordinal));
    }

    /// <summary>Anomalies and baselines; risk of what was found late is not raised for the past.</summary>
    private static IEnumerable<string> Documents(SmallSite site) => site.EndState().Where(l =>
        l.StartsWith("behavior-anomalies", StringComparison.Ordinal) || l.StartsWith("behavior-baselines", StringComparison.Ordinal));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Killed_at_any_call_it_ends_in_the_same_state(int fault)
    {
        var undisturbed = new SmallSite().Filled();
        await undisturbed.RunAsync(0);
        var (expected, calls) = (undisturbed.EndState(), undisturbed.Engine.Calls);

        for (var call = 1; call <= calls; call++)
        {
            var site = new SmallSite().Filled();
            site.Engine.KillAt(call, (Fault)fault);
            var killed = await site.RunAsync(0);
            killed.ShouldNotBeNull($"the run makes {calls} calls, number {call} was to be the last");
            site.Engine.KillAt(null);
            (await site.RunAsync(killed.Value)).ShouldBeNull();
            site.EndState().ShouldBe(expected, $"killed at call {call} of {calls} ({(Fault)fault})");
        }
    }
}
