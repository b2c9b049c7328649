using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Numerics;
using BehaviorElasticSidecar.Tests.Entities;

namespace BehaviorElasticSidecar.Tests.Baselines;

/// <summary>Ends of months and quarters in the level of amounts.</summary>
public sealed class ClosingTests
{
    private const int Accountants = 6, Others = 24;

    /// <summary>Judged from here on: three closings are known, one of them a quarter's.</summary>
    private static readonly DateOnly Known = new(2026, 4, 20);

    private static readonly DateOnly End = new(2026, 7, 5);

    [Theory, InlineData("count"), InlineData("sum")]
    public void Who_does_more_at_every_months_end_is_not_found_for_it(string measure)
    {
        var found = Year(measure).Where(d => d.IsAccountant && d.Closing != Closing.None).Select(d => d.Surprise).ToList();

        found.Count.ShouldBeGreaterThan(600);
        // Without the effect of closings 14 and 16 in a hundred.
        found.Count(s => s >= 1.5).ShouldBeLessThan(found.Count * 5 / 100);
    }

    [Theory, InlineData("count"), InlineData("sum")]
    public void After_a_months_end_as_much_is_expected_as_of_those_who_have_none(string measure)
    {
        var (life, after) = (Grown(measure), new DateOnly(2026, 7, 9));

        (Typical("accountant", Accountants) / Typical("other", Others)).ShouldBe(1, 0.07);

        double Typical(string kind, int people) => Enumerable.Range(0, people).Average(who =>
            Enumerable.Range(8, 9).Average(hour => life.Explain($"{kind}{who}", Deed(measure, after, hour, 400)).TypicalMedian!.Value));
    }

    [Theory, InlineData("count"), InlineData("sum")]
    public void An_attack_at_a_months_end_is_still_seen(string measure)
    {
        var (life, closing, ordinary) = (Grown(measure), new DateOnly(2026, 7, 31), new DateOnly(2026, 7, 24));

        life.Score("other3", Deed(measure, closing, 10, 60)).ShouldBe(life.Score("other3", Deed(measure, ordinary, 10, 60)), 0.3, "who has no such rhythm is not excused");
        life.Score("other3", Deed(measure, closing, 10, 60)).ShouldBeGreaterThan(2);
        life.Score("accountant0", Deed(measure, closing, 10, 150)).ShouldBeGreaterThan(2);
    }

    [Fact]
    public void It_says_that_a_months_end_was_expected()
    {
        var life = Grown("count");

        life.Explain("accountant0", Deed("count", new(2026, 7, 31), 10, 60)).Normal!.ShouldMatch(@"^up to \d+ at a month's end, 1\.[3-8] times as much as on other days$");
        life.Explain("accountant0", Deed("count", new(2026, 7, 24), 10, 60)).Normal!.ShouldMatch(@"^up to \d+$");
        life.Explain("other3", Deed("count", new(2026, 7, 31), 10, 60)).Normal!.ShouldMatch(@"^up to \d+$");
    }

    [Fact]
    public void What_surprised_too_much_to_be_learnt_is_no_months_end()
    {
        Life taught = Grown("count"), spared = Grown("count");
        for (var hour = 9; hour < 17; hour++)
        {
            foreach (var life in new[] { taught, spared })
                life.Learn("other3", Deed("count", new(2026, 7, 30), hour, 10));
            taught.Learn("other3", Deed("count", new(2026, 7, 30), hour, 900), weight: 0);
        }

        foreach (var life in new[] { taught, spared })
            life.Learn("other3", Deed("count", new(2026, 7, 31), 9, 10));
        var next = Deed("count", new(2026, 7, 31), 10, 40);
        taught.Score("other3", next).ShouldBe(spared.Score("other3", next));
    }

    [Fact]
    public void A_part_of_quarters_is_half_believed_of_months()
    {
        var quarters = ClosingEffect.From((0, 0), (4, 5), 5, default);
        quarters.OfMonth.ShouldBe(4 / 15.0, 1e-12);
        quarters.At(Closing.Quarter).ShouldBe(8 / 15.0, 1e-12);
        quarters.At(Closing.None).ShouldBe(0);
        var months = ClosingEffect.From((0, 10), (4, 5), 5, default);
        months.At(Closing.Month).ShouldBeLessThan(0.15);
        months.At(Closing.Quarter).ShouldBeGreaterThan(0.4);
    }

    [Fact]
    public void The_effect_is_the_least_sum_of_squares()
    {
        var random = new DeterministicRandom(8);
        for (var round = 0; round < 50; round++)
        {
            (double Sum, double Weight) month = (random.NextNormal() * 5, 10 * random.NextDouble()), quarter = (random.NextNormal() * 5, 10 * random.NextDouble());
            var (strength, prior) = (5 + 20 * random.NextDouble(), new ClosingEffect(random.NextNormal() / 5, random.NextNormal() / 5));
            var best = ClosingEffect.From(month, quarter, strength, prior);
            // But for what no effect changes: the squares of the days themselves.
            double Squares(double m, double q) => month.Weight * m * m - 2 * month.Sum * m + quarter.Weight * (m + q) * (m + q) - 2 * quarter.Sum * (m + q)
                + strength * ((m - prior.OfMonth) * (m - prior.OfMonth) + (q - prior.OfQuarter) * (q - prior.OfQuarter));
            foreach (var (m, q) in new (double, double)[] { (1e-4, 0), (-1e-4, 0), (0, 1e-4), (0, -1e-4) })
                Squares(best.OfMonth + m, best.OfQuarter + q).ShouldBeGreaterThan(Squares(best.OfMonth, best.OfQuarter));
        }
    }

    [Fact]
    public void States_from_before_closings_were_learnt_can_be_read()
    {
        var life = new Life(MeasureCatalogue.Shipped.All.Single(m => m.Grammar.Name == "count"));
        life.Learn("ana", new Deed(Life.Monday.AddHours(9), 3));
        byte[] baseline = life.Bytes(life.Of("ana")), population = life.Bytes(life.Measure.NewPopulation());
        byte[] day = life.Bytes(new SumsDay(new DailySums(AmountPopulation.Length)));

        life.Bytes(life.Measure.ReadBaseline([1, .. baseline[1..^3]])).ShouldBe(baseline, "the kind of the open day, and that all of its numbers are 0, came later");
        life.Bytes(life.Measure.ReadPopulation([1, .. population[1..^(7 * sizeof(double))]])).ShouldBe(population);
        life.Bytes(life.Measure.ReadDay(day)).ShouldBe(life.Bytes(life.Measure.NewDay()));
    }

    [Theory]
    [InlineData("2026-03-27", Closing.None), InlineData("2026-03-28", Closing.None), InlineData("2026-03-30", Closing.Quarter), InlineData("2026-03-31", Closing.Quarter)]
    [InlineData("2026-04-03", Closing.Quarter), InlineData("2026-04-04", Closing.None), InlineData("2026-04-28", Closing.None), InlineData("2026-04-29", Closing.Month)]
    [InlineData("2026-05-01", Closing.Month), InlineData("2026-05-02", Closing.Month), InlineData("2026-05-05", Closing.Month), InlineData("2026-05-06", Closing.None)]
    [InlineData("2026-12-30", Closing.Quarter), InlineData("2027-01-05", Closing.Quarter)]
    public void Closing_days_are_the_last_two_and_the_first_three_workdays(string date, Closing closing) =>
        ClosingDays.Of(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture).DayNumber, null).ShouldBe(closing);

    [Fact]
    public void Holidays_are_no_workdays_of_a_closing()
    {
        var holidays = Calendars.Days("2026-12-31", "2027-01-01");
        ClosingDays.Of(new DateOnly(2026, 12, 29).DayNumber, holidays).ShouldBe(Closing.Quarter);
        ClosingDays.Of(new DateOnly(2027, 1, 6).DayNumber, holidays).ShouldBe(Closing.Quarter);
        ClosingDays.Of(new DateOnly(2026, 12, 29).DayNumber, null).ShouldBe(Closing.None);
        ClosingDays.Of(new DateOnly(2027, 1, 6).DayNumber, null).ShouldBe(Closing.None);
    }

    private sealed record Judged(bool IsAccountant, Closing Closing, double Surprise);

    private static readonly Dictionary<string, (Life Life, List<Judged> Found)> Lived = [];

    /// <summary>As it is at the end of the half-year; what a caller teaches stays its own.</summary>
    private static Life Grown(string measure)
    {
        var (grown, own) = (Live(measure).Life, Of(measure));
        own.Population = grown.Population;
        foreach (var (entity, baseline) in grown.Baselines)
            own.Baselines[entity] = own.Measure.ReadBaseline(grown.Bytes(baseline));
        return own;
    }

    private static List<Judged> Year(string measure) => Live(measure).Found;

    /// <summary>Half a year; accountants do 1.6 times as much at the end of months, and 2.2 times at that of quarters.</summary>
    private static (Life Life, List<Judged> Found) Live(string measure)
    {
        if (Lived.TryGetValue(measure, out var known))
            return known;
        var (life, found, random) = (Of(measure), new List<Judged>(), new DeterministicRandom(4));
        for (var date = new DateOnly(2026, 1, 12); date < End; date = date.AddDays(1))
        {
            var closing = ClosingDays.Of(date.DayNumber, null);
            for (var who = 0; who < Accountants + Others && date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday); who++)
            {
                var times = who >= Accountants ? 1 : closing switch { Closing.Month => 1.6, Closing.Quarter => 2.2, _ => 1 };
                var (name, today) = (who < Accountants ? $"accountant{who}" : $"other{who - Accountants}", times * Math.Exp(0.15 * random.NextNormal()));
                for (var hour = 8; hour < 17; hour++)
                {
                    var mean = 9 * today * Math.Exp(0.3 * random.NextNormal());
                    var deed = Deed(measure, date, hour, measure == "count" ? 1 + random.NextPoisson(mean) : mean);
                    if (date >= Known)
                        found.Add(new Judged(who < Accountants, closing, life.Score(name, deed)));
                    life.Learn(name, deed);
                }
            }

            life.Midnight(new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero));
        }

        return Lived[measure] = (life, found);
    }

    private static Life Of(string measure) => new(MeasureCatalogue.Shipped.All.Single(m => m.Grammar.Name == measure));

    private static double Scale(string measure) => measure == "count" ? 1 : 1000;

    private static Deed Deed(string measure, DateOnly date, int hour, double amount) =>
        new(new DateTimeOffset(date, new TimeOnly(hour, 0), TimeSpan.Zero), measure == "count" ? amount : 1) { Size = measure == "count" ? 1 : amount * 1000 };
}
