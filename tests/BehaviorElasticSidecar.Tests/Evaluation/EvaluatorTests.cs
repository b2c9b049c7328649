using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Evaluation;

namespace BehaviorElasticSidecar.Tests.Evaluation;

/// <summary>Three days of four people, worked out by hand: an attack on ana on day 1, one on ben over days 1 and 2, one on cleo that nothing ranks.</summary>
public sealed class EvaluatorTests
{
    private static readonly int First = new DateOnly(2026, 3, 2).DayNumber;

    [Fact]
    public void Budgets_count_what_is_found_and_what_is_false()
    {
        var product = Of(Run());

        product.Budgets.Select(b => (b.K, b.Found, b.Labels)).ShouldBe([(1, 1, 3), (3, 2, 3), (5, 2, 3), (10, 2, 3), (20, 2, 3)]);
        // The first of each day: dan on day 0, ana on day 1, dan on day 2: two of three are false.
        product.Budgets[0].FalsePerDay.ShouldBe(2 / 3.0, 1e-12);
        product.Budgets[0].Precision.ShouldBe(1 / 3.0, 1e-12);
        product.Budgets[1].Recall.ShouldBe(2 / 3.0, 1e-12);
        // Day 0: dan, eva. Day 1: ana, dan. Day 2: dan, ben.
        product.Budgets[1].FalsePerDay.ShouldBe(4 / 3.0, 1e-12);
        product.MedianDaysToDetect.ShouldBe(0.5);
    }

    [Fact]
    public void Places_are_the_best_of_all_days_and_addresses_are_not_ranked()
    {
        var scenarios = Evaluator.Evaluate([Run()], "1").Scenarios;

        scenarios.Select(s => (s.Scenario, s.Ranks.Single())).ShouldBe([("one", 1), ("three", null), ("two", 2)]);
    }

    [Fact]
    public void A_budget_for_a_thousand_users_is_spent_over_all_days_at_once()
    {
        // Three days of 1,000 users at one a day: the three highest numbers, dan 9, ana 8 and dan 7.
        var product = Of(Run() with { Users = 1000 });

        product.PerThousandUsers[0].Found.ShouldBe(1);
        product.PerThousandUsers[0].FalsePerDay.ShouldBe(2 / 3.0, 1e-12);
    }

    [Fact]
    public void A_notice_about_a_person_names_the_persons_machines_but_no_more_than_two()
    {
        Found(Machine("lap01"), User("cleo")).ShouldBe((3, 1));
        // The third other is not on the notice: cleo's attack is missed, and the notice about dan is false.
        Found(Machine("lap01"), Machine("lap02"), User("cleo")).ShouldBe((2, 4 / 3.0));

        (int, double) Found(params EntityKey[] others)
        {
            var run = Run();
            run.Rankings[0].Join(Key(0, "dan"), others);
            return (Of(run).Budgets[1].Found, Of(run).Budgets[1].FalsePerDay);
        }
    }

    private static EntityKey Machine(string name) => new(EntityKind.Host, name);

    [Fact]
    public void The_clean_twin_sets_the_threshold()
    {
        var clean = Run() with { Labels = [], Rankings = [Ranked((0, "dan", 9), (0, "eva", 1), (1, "dan", 2), (2, "dan", 7))] };

        // One a day of three days lets the highest three pass, so what is above the fourth (1) is noticed: all six but eva's 1.
        var product = Of(Run() with { Clean = clean });

        product.AtCleanRate[0].Found.ShouldBe(2);
        product.AtCleanRate[0].FalsePerDay.ShouldBe(1, 1e-12);
    }

    [Fact]
    public void Labels_without_a_scored_day_are_left_out_and_shown()
    {
        var run = Run();
        var late = new Label("late", [User("ana")], Time(7), Time(8));

        var evaluation = Evaluator.Evaluate([run with { Labels = [.. run.Labels, late] }], "1");

        (evaluation.Runs[0].Labels, evaluation.Runs[0].Outside).ShouldBe((3, 1));
        evaluation.Scenarios.ShouldNotContain(s => s.Scenario == "late");
    }

    [Fact]
    public void Areas_are_over_the_active_entity_days()
    {
        var population = Enumerable.Range(0, 3).SelectMany(day => new[] { "ana", "ben", "cleo", "dan", "eva" }.Select(who => Key(day, who))).ToList();

        var product = Of(Run() with { Population = population });

        product.RocAuc.ShouldNotBeNull();
        product.RocAuc.Value.ShouldBe(RocByHand(), 1e-12);
    }

    [Fact]
    public void Calibration_compares_scores_with_what_they_promise()
    {
        var scores = Enumerable.Repeat((First, 30.0), 12).Append((First, 55.0)).Append((First + 9, 80.0)).ToList();

        var calibration = Evaluator.Evaluate([Run() with { Scores = scores, DetectorDays = 1000 }], "1").Calibration;

        calibration.Select(c => (c.Score, c.Count)).ShouldBe([(25, 13L), (50, 1L), (75, 0L), (90, 0L)]);
        calibration[0].Expected.ShouldBe(10, 1e-9);
        calibration[1].Expected.ShouldBe(1, 1e-9);
        calibration[2].Promised.ShouldBe(1e-4, 1e-12);
    }

    /// <summary>Every pair of an attack day and another one: 1 where the attack has the larger number, half where they are equal.</summary>
    private static double RocByHand()
    {
        double[] attacks = [8, 0, 6, 0], others = [9, 1, 2, 7, 0, 0, 0, 0, 0, 0, 0];
        return attacks.SelectMany(a => others.Select(o => a > o ? 1 : a == o ? 0.5 : 0)).Average();
    }

    private static LabelledRun Run() => new()
    {
        Name = "run",
        Clock = SiteClock.Utc,
        From = First,
        To = First + 2,
        Users = 4,
        Labels =
        [
            new Label("one", [User("ana")], Time(1), Time(1)),
            new Label("two", [User("ben"), new EntityKey(EntityKind.Address, "192.0.2.1")], Time(1), Time(2)),
            new Label("three", [User("cleo")], Time(0), Time(0)),
        ],
        Rankings = [Ranked((0, "dan", 9), (0, "eva", 1), (1, "ana", 8), (1, "dan", 2), (2, "dan", 7), (2, "ben", 6))],
        Scores = [],
    };

    private static Ranking Ranked(params (int Day, string Who, double Number)[] numbers)
    {
        var ranking = new Ranking("families");
        foreach (var (day, who, number) in numbers)
            ranking.Raise(Key(day, who), number);
        ranking.Raise(new EntityDayKey(new EntityKey(EntityKind.Address, "192.0.2.1"), First), 100);
        return ranking;
    }

    private static EvaluatedRanking Of(LabelledRun run) => Evaluator.Evaluate([run], "1").Rankings[0];

    private static EntityDayKey Key(int day, string who) => new(User(who), First + day);

    private static EntityKey User(string who) => new(EntityKind.User, who);

    private static DateTimeOffset Time(int day) => new(2026, 3, 2 + day, 12, 0, 0, TimeSpan.Zero);
}
