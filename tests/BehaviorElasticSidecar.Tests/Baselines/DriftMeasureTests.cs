using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace BehaviorElasticSidecar.Tests.Baselines;

public sealed class DriftMeasureTests
{
    /// <summary>By hand, of the recursion of Page 1954 with decay: 100 a day from the first day on, 14 days of nothing before, from which the first differs by 100.</summary>
    [Fact]
    public void What_builds_up_is_the_sum_of_days_beyond_a_quarter_more_than_usual()
    {
        var own = new DriftBaseline();
        own.Arrive(10, Life.Monday);
        own.Add(100, 1);
        own.BuiltUp(10, 0).ShouldBe(100);

        own.Arrive(11, Life.Monday);
        own.Add(100, 1);

        own.Usual.ShouldBe(100.0 / 15, 1e-9);
        own.BuiltUp(11, 0).ShouldBe((100 * Math.Pow(2, -1 / 30.0)) + 100 - ((1.25 * 100 / 15) + (100.0 / 15)), 1e-9);
        own.BuiltUp(12, 50).ShouldBe((own.BuiltUp(11, 0) * Math.Pow(2, -1 / 30.0)) + 50 - own.Allowance, 1e-9);
    }

    [Fact]
    public void Days_without_any_take_away_as_much_as_is_usual()
    {
        var (one, other) = (Steady(40), Steady(40));
        other.Arrive(40, Life.Monday);
        other.Add(1e-9, 1);
        one.BuiltUp(41, 5000).ShouldBe(other.BuiltUp(41, 5000), 30, "the anchor moves a little on a day of nothing");
        one.BuiltUp(400, 0).ShouldBe(0);
    }

    [Fact]
    public void More_builds_up_more_and_is_never_less_rare() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(7, 7), Prop.ForAll(
            Gen.Choose(1, 1_000_000).ToArbitrary(), Gen.Choose(1, 1_000_000).ToArbitrary(), (a, b) =>
            {
                var life = Grown.Value;
                var (less, more) = (Score(life, "user03", 80, Math.Min(a, b)), Score(life, "user03", 80, Math.Max(a, b)));
                return less <= more;
            }));

    [Theory]
    [InlineData(0.03, 30)]
    [InlineData(0.10, 14)]
    public void A_ramp_of_some_per_cent_a_day_is_seen_although_no_day_stands_out(double growth, int within)
    {
        var (drift, sums) = (Grow("drift"), Grow("sum"));
        var (seen, largestDay, usual) = (0.0, 0.0, Everyday(drift));
        for (var day = 0; day < within; day++)
        {
            var amount = Amount(5, 70 + day) * Math.Pow(1 + growth, day);
            seen = Math.Max(seen, Live(drift, "user05", 70 + day, amount));
            if (day < within / 3)
                largestDay = Math.Max(largestDay, Live(sums, "user05", 70 + day, amount));
        }

        seen.ShouldBeGreaterThan(usual);
        largestDay.ShouldBeLessThanOrEqualTo(Everyday(sums));
    }

    /// <summary>Megabytes more each day to a place that got nothing before, learnt with full weight all the while.</summary>
    [Fact]
    public void Going_slowly_does_not_teach_it()
    {
        var life = Grow("drift");
        var found = Enumerable.Range(0, 16).Select(day => Live(life, "new", 70 + day, 6e6 + (4e6 * day))).ToList();
        found.Max().ShouldBeGreaterThan(Everyday(life));
        found.Skip(4).Max().ShouldBeGreaterThan(found[0]);
    }

    /// <summary>An attacker who stays below what alerts, so that it is learnt; another whose days are learnt with a tenth.</summary>
    [Fact]
    public void What_is_learnt_with_less_weight_builds_up_sooner()
    {
        var (learnt, guarded) = (Grow("drift"), Grow("drift"));
        for (var day = 0; day < 20; day++)
            (_, _) = (Live(learnt, "user05", 70 + day, 2 * Amount(5, 70 + day)), Live(guarded, "user05", 70 + day, 2 * Amount(5, 70 + day), weight: 0.1));
        Built(guarded).ShouldBeGreaterThan(1.1 * Built(learnt));

        static double Built(Life life) => ((DriftBaseline)life.Of("user05")).BuiltUp(90, 0);
    }

    [Fact]
    public void A_lawful_new_level_is_told_ever_more_seldom_and_then_not_for_months()
    {
        var life = Grow("drift");
        var told = Enumerable.Range(0, 100).Where(day => Live(life, "user05", 70 + day, 2 * Amount(5, 70 + day)) > 0).ToList();
        told.Count.ShouldBeInRange(2, 8);
        told.Count(day => day >= 21).ShouldBeLessThanOrEqualTo(1);
        told.ShouldAllBe(day => day < 40);
    }

    [Fact]
    public void It_speaks_again_only_when_a_quarter_more_has_built_up()
    {
        var life = Grow("drift");
        Enumerable.Range(0, 12).Count(day => Live(life, "new", 70 + day, 30e6) > 0).ShouldBeInRange(4, 8);
    }

    [Fact]
    public void An_explanation_says_how_much_has_built_up_and_what_a_day_has()
    {
        var life = Grow("drift");
        for (var day = 0; day < 3; day++)
            Live(life, "new", 70 + day, 30e6);
        var why = life.Explain("new", Deed(73, 60e6));
        why.Actual!.Value.ShouldBeInRange(100e6, 150e6);
        why.TypicalMedian!.Value.ShouldBeInRange(2e6, 8e6);
        why.Normal.ShouldNotBeNull().ShouldContain("make up for");
    }

    private static readonly Lazy<Life> Grown = new(() => Grow("drift"));

    private static readonly Dictionary<Life, double> Largest = [];

    /// <summary>Ten weeks of ten entities, with days that spread by a fifth and one day in thirty with three times as much.</summary>
    private static Life Grow(string measure)
    {
        var life = new Life(MeasureCatalogue.Shipped.All.Single(m => m.Grammar.Name == measure), bucket: TimeSpan.FromDays(1));
        var largest = 0.0;
        for (var day = 0; day < 70; day++)
        {
            for (var i = 0; i < 10; i++)
                if (Live(life, $"user{i:00}", day, Amount(i, day)) is var surprise && day >= 40)
                    largest = Math.Max(largest, surprise);
            life.Midnight(Life.Monday.AddDays(day));
        }

        lock (Largest)
            Largest[life] = largest;
        return life;
    }

    /// <summary>The largest surprise of the last month of everyday life.</summary>
    private static double Everyday(Life life)
    {
        lock (Largest)
            return Largest[life];
    }

    private static double Amount(int entity, int day)
    {
        var random = DeterministicRandom.For(3, $"{entity}/{day}");
        return 1e6 * (1 + entity) * Math.Exp(0.2 * random.NextNormal()) * (random.Next(30) == 0 ? 3 : 1);
    }

    private static double Live(Life life, string entity, int day, double amount, double weight = 1)
    {
        var surprise = Score(life, entity, day, amount);
        life.Learn(entity, Deed(day, amount), weight);
        return surprise;
    }

    private static double Score(Life life, string entity, int day, double amount) => life.Score(entity, Deed(day, amount));

    private static Deed Deed(int day, double amount) => new(Life.Monday.AddDays(day), 1) { Size = amount };

    private static DriftBaseline Steady(int days)
    {
        var own = new DriftBaseline();
        for (var day = 0; day < days; day++)
        {
            own.Arrive(day, Life.Monday);
            own.Add(100, 1);
        }

        return own;
    }
}
