using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace BehaviorElasticSidecar.Tests.Baselines;

public sealed class GapMeasureTests
{
    [Fact]
    public void A_longer_gap_surprises_more()
    {
        var life = Grown();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(5, 5), Prop.ForAll(
            Gen.Choose(1, 900).ToArbitrary(), Gen.Choose(1, 900).ToArbitrary(),
            (a, b) => Back(life, "user03", Math.Min(a, b)) <= Back(life, "user03", Math.Max(a, b))));
    }

    [Fact]
    public void A_weekend_is_a_usual_gap_and_a_half_year_is_not()
    {
        var life = Grown();
        Back(life, "user03", 3).ShouldBeLessThan(1.2);
        Back(life, "user03", 180).ShouldBeGreaterThan(Back(life, "user03", 14) + 0.5);
        Back(life, "user03", 180).ShouldBeGreaterThan(3);
    }

    [Fact]
    public void A_job_of_every_month_comes_to_be_expected()
    {
        var life = Grown();
        var first = Back(life, "monthly", 0);
        for (var month = 0; month < 12; month++)
            life.Learn("monthly", new Deed(LastDay.AddDays(30 * (month + 1)), 3));
        life.Score("monthly", new Deed(LastDay.AddDays(30 * 13), 3)).ShouldBeLessThan(0.5);
        first.ShouldBeGreaterThan(0, "it was never seen");
    }

    [Fact]
    public void One_look_a_day_and_none_at_who_is_there_every_day()
    {
        var life = Grown();
        var back = new Deed(LastDay.AddDays(60).AddHours(9), 3);
        life.Score("user03", back).ShouldBeGreaterThan(2);
        life.Learn("user03", back, weight: 0.01);
        life.Score("user03", back with { At = back.At.AddHours(3) }).ShouldBe(0, "the account is awake");
        life.Score("user03", back with { At = back.At.AddDays(1) }).ShouldBe(0);
    }

    [Fact]
    public void Who_was_never_seen_is_as_rare_as_that_is_here()
    {
        var life = Of();
        life.Score("ana", new Deed(Life.Monday, 1)).ShouldBe(0, "all is new");
        life.Live(60, entities: 20);
        var first = life.Score("ana", new Deed(Life.Monday.AddDays(60).AddHours(9), 1));
        first.ShouldBeInRange(2.5, 3.2, "none in some 500 entity-days of 46 days, each counting half after 30");
        var busy = Of();
        for (var day = 0; day < 60; day++)
        {
            for (var i = 0; i < 20; i++)
                busy.Learn(i < 19 ? $"user{i}" : $"joiner {day}", new Deed(Life.Monday.AddDays(day), 1));
            busy.Midnight(Life.Monday.AddDays(day));
        }

        busy.Score("ana", new Deed(Life.Monday.AddDays(60), 1)).ShouldBe(-Math.Log10(0.05), 0.08);
    }

    [Fact]
    public void One_in_a_hundred_returns_has_a_surprise_of_two()
    {
        var life = Of();
        var random = new DeterministicRandom(19);
        int[] next = new int[200];
        int looks = 0, tens = 0, hundreds = 0;
        for (var day = 0; day < 400; day++)
        {
            for (var i = 0; i < next.Length; i++)
            {
                if (day < next[i])
                    continue;
                var deed = new Deed(Life.Monday.AddDays(day), 1);
                if (day >= 200)
                {
                    var surprise = life.Score($"user{i}", deed);
                    (looks, tens, hundreds) = (looks + 1, tens + (surprise >= 1 ? 1 : 0), hundreds + (surprise >= 2 ? 1 : 0));
                }

                life.Learn($"user{i}", deed);
                next[i] = day + 1 + (int)Math.Exp(1.1 + 0.3 * (i % 3) + 0.9 * random.NextNormal());
            }

            life.Midnight(Life.Monday.AddDays(day));
        }

        (tens / (double)looks).ShouldBeInRange(0.06, 0.13);
        (hundreds / (double)looks).ShouldBeInRange(0.005, 0.015);
    }

    /// <summary>After 20 days of history nobody can have been away for 19 without having come on the first day.</summary>
    [Fact]
    public void Gaps_that_history_can_hardly_hold_yet_count_for_more()
    {
        var sums = new DailySums(GapPopulation.Length);
        sums.Add(GapPopulation.Gaps, 1000L);
        sums.Add(GapPopulation.Gaps + GapBands.Of(14), 4L);
        var empty = new DecayedSums(GapPopulation.Length);
        var young = empty;
        for (var day = 0; day < 20; day++)
            young = young.Advance(day == 19 ? sums : new DailySums(GapPopulation.Length), day);
        new GapPopulation(young).AtLeast(14).ShouldBeInRange(0.007, 0.015, "4 of 1004 were seen in the last 6 of 20 days");
    }

    [Fact]
    public void An_explanation_says_how_long_and_what_would_have_been_usual()
    {
        var life = Grown();
        var why = life.Explain("user03", new Deed(LastDay.AddDays(60).AddHours(9), 3));
        why.Actual.ShouldBe(60);
        why.TypicalMedian.ShouldBe(1);
        why.TypicalP95!.Value.ShouldBeInRange(3, 5);
        why.Normal.ShouldBe($"back within {why.TypicalP95:0} days");
        var first = life.Explain("ana", new Deed(LastDay, 3));
        first.Actual.ShouldBeNull();
        first.Normal.ShouldBe("somebody seen before");
    }

    private static readonly DateTimeOffset LastDay = Life.Monday.AddDays(67);

    private static Life Of() => new(MeasureCatalogue.Shipped.All.Single(m => m.Grammar.Name == "gap"));

    /// <summary>Ten weeks; <see cref="LastDay"/> is the Friday.</summary>
    private static Life Grown()
    {
        var life = Of();
        life.Live(70);
        return life;
    }

    private static double Back(Life life, string entity, int days) => life.Score(entity, new Deed(LastDay.AddDays(days).AddHours(9), 3));
}
