using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Numerics;
using BehaviorElasticSidecar.Tests.Entities;

namespace BehaviorElasticSidecar.Tests.Baselines;

/// <summary>Holidays in the measures that go by hours of the week or by days. The offices are closed on four Thursdays of ten weeks.</summary>
public sealed class HolidayTests
{
    private const int Weeks = 10, Thursday = 3;

    private static readonly int[] Closed = [2, 5, 7, 9, 10];

    private static readonly SiteClock Knowing = new(SiteClock.Utc.Zone, calendar: Calendars.Of([.. Closed.Select(w => $"{At(w * 7 + Thursday, 0):yyyy-MM-dd}")]));

    /// <summary>A holiday, and a Thursday that is none, after the ten weeks.</summary>
    private static readonly DateTimeOffset Holiday = At(Weeks * 7 + Thursday, 10), Workday = Holiday.AddDays(7);

    [Fact]
    public void An_hour_of_work_on_a_holiday_is_as_unusual_as_on_a_sunday()
    {
        Life knowing = Live("time", Knowing), blind = Live("time", SiteClock.Utc);

        knowing.Score("user1", new Deed(Holiday, 3)).ShouldBeGreaterThan(1.5);
        knowing.Score("user1", new Deed(Holiday, 3)).ShouldBe(knowing.Score("user1", new Deed(Holiday.AddDays(3), 3)), 0.05);
        blind.Score("user1", new Deed(Holiday, 3)).ShouldBeLessThan(0.5);
        knowing.Score("user1", new Deed(Workday, 3)).ShouldBeLessThan(0.5);
        knowing.Explain("user1", new Deed(Holiday, 3)).Value.ShouldBe("Thursday 10:00");
    }

    [Fact]
    public void A_holiday_was_no_chance_to_work_on_its_weekday()
    {
        Life knowing = Live("count", Knowing), blind = Live("count", SiteClock.Utc);

        Active(knowing, Workday).ShouldBeGreaterThan(0.9, "every Thursday that was one");
        Active(blind, Workday).ShouldBeLessThan(Active(knowing, Workday) - 0.1);
        Active(knowing, Holiday).ShouldBeLessThan(0.1);
        ((AmountPopulation)knowing.Population).Activity(HourOfWeek.Of(Thursday, 10)).ShouldBeGreaterThan(((AmountPopulation)blind.Population).Activity(HourOfWeek.Of(Thursday, 10)) + 0.1);
    }

    [Fact]
    public void Who_works_on_holidays_is_not_taken_for_one_who_never_rests()
    {
        var life = Live("count", Knowing);
        foreach (var week in Closed[..^1])
            life.Learn("keen", new Deed(At(week * 7 + Thursday, 10), 3));
        var moment = AmountMoment.Of(Knowing.At(Holiday.AddDays(3)), 1);

        // Four holidays of fourteen days of rest: Sundays and holidays alike.
        AmountModel.Forecast((AmountBaseline)life.Of("keen"), (AmountPopulation)life.Population, new CountLaw(), moment).Active.ShouldBeInRange(0.2, 0.5);
    }

    [Fact]
    public void Nobody_is_missed_on_a_holiday()
    {
        var wednesday = At(Weeks * 7 + Thursday, 0).AddHours(-6);

        Missed(Live("count", Knowing, Direction.Low), Knowing, wednesday).ShouldBe(wednesday.AddDays(1).AddHours(15), "Friday, nine o'clock");
        Missed(Live("count", SiteClock.Utc, Direction.Low), SiteClock.Utc, wednesday).ShouldBeLessThan(wednesday.AddDays(1));
    }

    [Fact]
    public void A_holiday_is_no_absence()
    {
        Life knowing = new(Measure("gap")) { Clock = Knowing }, blind = new(Measure("gap"));
        foreach (var life in new[] { knowing, blind })
            for (var day = 0; day < 5; day++)
                life.Learn("ana", new Deed(At(Weeks * 7 + Thursday - 5 + day, 9), 1));
        var friday = new Deed(At(Weeks * 7 + Thursday + 1, 9), 1);

        (Gap(knowing, friday), Gap(blind, friday)).ShouldBe((1, 2));
        knowing.Score("ana", friday).ShouldBe(0);
        blind.Score("ana", friday).ShouldBeGreaterThan(0);
        knowing.Learn("ana", friday);
        Gap(knowing, friday).ShouldBe(0, "seen today");
    }

    private static int? Gap(Life life, Deed deed) => ((GapBaseline)life.Of("ana")).GapAt(life.Clock.At(deed.At));

    private static double Active(Life life, DateTimeOffset at) => AmountModel.Forecast(
        (AmountBaseline)life.Of("user1"), (AmountPopulation)life.Population, new CountLaw(), AmountMoment.Of(life.Clock.At(at), 1)).Active;

    private static DateTimeOffset Missed(Life life, SiteClock clock, DateTimeOffset from) => ((ISilenceMeasure)life.Measure).FirstSurprising(
        new SilentSpan(life.Detector, null, from, clock), life.Of("user1"), life.Population, 1.5)!.Value.End;

    private static DateTimeOffset At(int day, int hour) => Life.Monday.AddDays(day).AddHours(hour);

    private static IMeasure Measure(string name) => MeasureCatalogue.Shipped.All.Single(m => m.Grammar.Name == name);

    /// <summary>Twenty people from 8 to 17 on workdays.</summary>
    private static Life Live(string measure, SiteClock clock, Direction direction = Direction.High)
    {
        var life = new Life(Measure(measure), direction) { Clock = clock };
        for (var day = 0; day < Weeks * 7 + Thursday; day++)
        {
            for (var who = 0; who < 20 && day % 7 < 5 && !(day % 7 == Thursday && Closed.Contains(day / 7)); who++)
                for (var hour = 8; hour < 17; hour++)
                    life.Learn($"user{who}", new Deed(At(day, hour), 3));
            life.Midnight(At(day, 0));
        }

        return life;
    }
}
