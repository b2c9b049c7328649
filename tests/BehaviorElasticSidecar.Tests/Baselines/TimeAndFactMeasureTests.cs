using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Tests.Baselines;

public sealed class TimeMeasureTests
{
    [Fact]
    public void A_person_at_night_surprises_and_a_service_at_night_does_not()
    {
        var life = Grown();
        var night = new Deed(Life.Monday.AddDays(44).AddHours(3), 1);
        life.Score("user04", night).ShouldBeGreaterThan(1.8);
        life.Score("user00", night).ShouldBeLessThan(0.5);
    }

    [Fact]
    public void An_hour_beside_the_usual_ones_surprises_less_than_the_middle_of_the_night()
    {
        var life = Grown();
        var day = Life.Monday.AddDays(44);
        life.Score("user04", new Deed(day.AddHours(17), 1)).ShouldBeLessThan(life.Score("user04", new Deed(day.AddHours(23), 1)));
        life.Score("user04", new Deed(day.AddHours(10), 1)).ShouldBeLessThan(0.3);
    }

    [Fact]
    public void Usual_hours_are_told_in_words()
    {
        var explanation = Grown().Explain("user04", new Deed(Life.Monday.AddDays(44).AddHours(3), 1));
        explanation.Value.ShouldBe("Wednesday 03:00");
        explanation.TypicalHours.ShouldBe("Mon-Fri 08-17");
    }

    [Fact]
    public void Who_changes_to_nights_is_at_home_there_after_some_weeks()
    {
        var life = Grown();
        var before = life.Score("user04", new Deed(Life.Monday.AddDays(42).AddHours(3), 1));
        for (var day = 42; day < 42 + 35; day++)
            for (var hour = 0; hour < 6; hour++)
                life.Learn("user04", new Deed(Life.Monday.AddDays(day).AddHours(hour), 1));
        life.Score("user04", new Deed(Life.Monday.AddDays(77).AddHours(3), 1)).ShouldBeLessThan(before - 1);
    }

    private static Life Grown()
    {
        var life = new Life(MeasureCatalogue.Shipped.All.Single(m => m.Grammar.Name == "time"));
        life.Live(42);
        return life;
    }
}

public sealed class FactMeasureTests
{
    [Fact]
    public void A_first_time_surprises_more_than_a_weekly_habit()
    {
        var life = Grown();
        life.Score("newcomer", On(42)).ShouldBeGreaterThan(life.Score("admin", On(42)) + 0.7);
    }

    [Fact]
    public void A_value_never_shown_surprises_more_than_the_usual_one()
    {
        var life = Grown();
        life.Score("admin", On(42, "domain admins")).ShouldBeGreaterThan(life.Score("admin", On(42)) + 0.7);
    }

    [Fact]
    public void A_daily_fact_is_hardly_a_surprise() => Grown().Score("robot", On(42)).ShouldBeLessThan(0.3);

    [Fact]
    public void A_habit_given_up_long_ago_surprises_again()
    {
        var life = Grown();
        life.Score("robot", On(42 + 200)).ShouldBeGreaterThan(life.Score("robot", On(42)) + 1);
    }

    [Fact]
    public void Without_a_value_there_is_one_row_and_no_group()
    {
        var life = new Life(MeasureCatalogue.Shipped.All.Single(m => m.Grammar.Name == "fact"), of: null);
        life.Request.GroupField.ShouldBeNull();
        life.Score("ana", On(0)).ShouldBeInRange(0.5, 2);
    }

    private static Deed On(int day, string value = "helpdesk") => new(Life.Monday.AddDays(day).AddHours(10), 1, value);

    private static Life Grown()
    {
        var life = new Life(MeasureCatalogue.Shipped.All.Single(m => m.Grammar.Name == "fact"));
        for (var day = 0; day < 42; day++)
        {
            life.Learn("robot", On(day));
            if (day % 7 == 0)
                life.Learn("admin", On(day));
            life.Midnight(Life.Monday.AddDays(day));
        }

        return life;
    }
}

public sealed class UsualHoursTests
{
    [Fact]
    public void Nothing_learnt_has_no_hours() => UsualHours.Of(_ => 0, 1).ShouldBeNull();

    [Fact]
    public void Round_the_clock_is_said_so() => UsualHours.Of(_ => 1, 1).ShouldBe("Mon-Sun 00-24");

    [Fact]
    public void A_shift_over_midnight_stands_with_the_day_on_which_it_begins() =>
        UsualHours.Of(slot => In(slot, 0, 3, hour => hour >= 22) || In(slot, 1, 4, hour => hour < 6) ? 1 : 0, 1).ShouldBe("Mon-Thu 22-06");

    [Fact]
    public void A_weekly_job_has_its_own_day() =>
        UsualHours.Of(slot => In(slot, 6, 6, hour => hour == 2) ? 5 : In(slot, 0, 4, hour => hour is 8 or 9) ? 5 : 0, 1).ShouldBe("Mon-Fri 08-10; Sun 02-03");

    [Fact]
    public void Buckets_of_six_hours_are_told_whole() =>
        UsualHours.Of(slot => In(slot, 0, 4, hour => hour == 6) ? 1 : 0, 6).ShouldBe("Mon-Fri 06-12");

    private static bool In(int slot, int from, int to, Func<int, bool> hour) =>
        HourOfWeek.Weekday(slot) >= from && HourOfWeek.Weekday(slot) <= to && hour(HourOfWeek.Hour(slot));
}
