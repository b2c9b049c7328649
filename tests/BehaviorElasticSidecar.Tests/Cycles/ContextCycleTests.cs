using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Tests.Entities;

namespace BehaviorElasticSidecar.Tests.Cycles;

/// <summary>People with zones, and what a checkpoint remembers of them.</summary>
public sealed class ContextCycleTests
{
    private static readonly ContextBook Known = new(
    [
        Person("ana", "Pacific/Auckland") with { Department = "Accounting" }, Person("ben", "America/Los_Angeles") with { Department = "Accounting" },
        Person("cleo", null) with { FullName = "Cleo Winter", Title = "Accountant", Department = "Accounting", Privileged = true },
    ]);

    [Fact]
    public async Task A_list_that_names_nobody_here_changes_nothing()
    {
        var bare = new SmallSite().Filled();
        await bare.RunAsync(0);
        var strangers = new SmallSite { Context = new ContextBook([Person("zoe", "Pacific/Auckland") with { Privileged = true }]) }.Filled();
        await strangers.RunAsync(0);

        Results(strangers).ShouldBe(Results(bare));
    }

    [Fact]
    public async Task Anomalies_and_risk_say_who_it_is()
    {
        var site = new SmallSite { Context = Known }.Filled();
        await site.RunAsync(0);

        var cleo = site.EndState().Where(l => l.Contains("\"id\":\"cleo\"", StringComparison.Ordinal)).ToList();
        cleo.Where(l => l.StartsWith("behavior-anomalies", StringComparison.Ordinal)).ShouldNotBeEmpty();
        cleo.ShouldAllBe(l => l.Contains("\"full_name\":\"Cleo Winter\"", StringComparison.Ordinal) && l.Contains("\"department\":\"Accounting\"", StringComparison.Ordinal));
        cleo.Where(l => l.StartsWith("behavior-risk-latest", StringComparison.Ordinal)).ShouldContain(l => l.Contains("\"reason\":\"privileged\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_checkpoint_names_the_context_that_it_was_reached_with()
    {
        var site = new SmallSite { Context = Known }.Filled();
        await site.RunAsync(0, toCycle: 1);
        Inputs(site).ShouldAllBe(c => c.Contains($"\"context\":\"{Known.Hash}; peers department", StringComparison.Ordinal));

        var moved = new ContextBook([Person("ana", "Europe/Berlin")]);
        (await site.Knowing(moved).RunAsync(1)).ShouldBeNull();

        Inputs(site).ShouldAllBe(c => c.Contains($"\"context\":\"{moved.Hash}; ", StringComparison.Ordinal));
        var bare = new SmallSite().Filled();
        await bare.RunAsync(0, toCycle: 1);
        Inputs(bare).ShouldAllBe(c => !c.Contains("\"context\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_checkpoint_names_the_holidays_that_it_was_reached_with()
    {
        HolidayCalendar some = Calendars.Of("2026-03-05"), others = Calendars.Of("2026-03-05", "2026-03-06");
        var site = new SmallSite { Calendar = some }.Filled();
        await site.RunAsync(0, toCycle: 1);
        Inputs(site).ShouldAllBe(c => c.Contains($"\"calendar\":\"{some.Hash}\"", StringComparison.Ordinal));

        (await site.Resting(others).RunAsync(1)).ShouldBeNull();
        Inputs(site).ShouldAllBe(c => c.Contains($"\"calendar\":\"{others.Hash}\"", StringComparison.Ordinal));

        var bare = new SmallSite().Filled();
        await bare.RunAsync(0);
        Inputs(bare).ShouldAllBe(c => !c.Contains("\"calendar\"", StringComparison.Ordinal));
        var elsewhere = new SmallSite { Calendar = Calendars.Of("2030-01-01") }.Filled();
        await elsewhere.RunAsync(0);
        Results(elsewhere).ShouldBe(Results(bare), "a holiday of another time changes nothing");
    }

    /// <summary>Every fourth call, with each fault in turn: all calls are <see cref="CrashTests"/>', which know no context.</summary>
    [Fact]
    public async Task Killed_it_ends_in_the_same_state()
    {
        var undisturbed = new SmallSite { Context = Known }.Filled();
        await undisturbed.RunAsync(0);
        var (expected, calls) = (undisturbed.EndState(), undisturbed.Engine.Calls);

        for (var call = 1; call <= calls; call += 4)
        {
            var site = new SmallSite { Context = Known }.Filled();
            site.Engine.KillAt(call, (Fault)(call % 3));
            var killed = await site.RunAsync(0);
            site.Engine.KillAt(null);
            (await site.RunAsync(killed!.Value)).ShouldBeNull();
            site.EndState().ShouldBe(expected, $"killed at call {call} of {calls}");
        }
    }

    [Fact]
    public void An_entity_day_ends_at_the_persons_own_midnight()
    {
        var measures = MeasureCatalogue.Shipped;
        var query = FeaturePlanner.Plan(PipelinePlanner.Wanted([SmallSite.A("t.logons", "count", null)], [SmallSite.Logs], measures)).Single();
        var clock = SiteClock.Utc.With(Known.ZoneOf);
        var ledger = new DayLedger(query, measures);
        var (day, midnight) = (new DateOnly(2026, 3, 4).DayNumber, new DateTimeOffset(2026, 3, 5, 0, 0, 0, TimeSpan.Zero));
        foreach (var person in new[] { "ana", "ben", "cleo" })
            foreach (var local in new[] { day - 1, day, day + 1 })
                ledger.Raise(person, local, 0, 1);

        var ended = ledger.TakeEnded(midnight, clock).Select(e => $"{e.Entity} {e.LocalDay - day}");
        ended.ShouldBe(["ana -1", "ben -1", "cleo -1", "ana 0", "cleo 0"]);
        ledger.TakeEnded(midnight.AddDays(1), clock).Select(e => $"{e.Entity} {e.LocalDay - day}").ShouldBe(["ben 0", "ana 1", "cleo 1"]);
    }

    private static IEnumerable<string> Results(SmallSite site) => site.EndState().Where(l => !l.StartsWith("behavior-state", StringComparison.Ordinal));

    private static List<string> Inputs(SmallSite site) =>
        [.. site.EndState().Where(l => l.StartsWith("behavior-state", StringComparison.Ordinal) && l.Contains("\"inputs\"", StringComparison.Ordinal))];

    private static EntityContext Person(string name, string? zone) => new(new EntityKey(EntityKind.User, name)) { TimeZone = zone };
}
