using System.Globalization;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Tests.Baselines;

/// <summary>When nothing becomes something: deadlines of silence (design section 8).</summary>
public sealed class SilenceTests
{
    /// <summary>The end of a Friday eight weeks on.</summary>
    private static readonly DateTimeOffset Friday = Life.Monday.AddDays(7 * 8 + 4).AddHours(18);

    [Fact]
    public void Whoever_works_on_workdays_is_missed_on_a_workday_and_not_over_the_weekend()
    {
        var life = Worker(chance: 1);

        var silence = First(life, Friday, wanted: 1.5)!.Value;

        silence.End.ShouldBe(Friday.AddDays(2).AddHours(15), "Monday, nine o'clock: the first hour of work has gone by");
        silence.Surprise.ShouldBeInRange(1.5, 3.2);
    }

    [Fact]
    public void The_more_is_wanted_the_later_it_comes_and_in_the_end_never()
    {
        var life = Worker(chance: 0.5);
        var ends = new[] { 0.5, 1, 2, 4, 8 }.Select(wanted => First(life, Friday, wanted)!.Value).ToList();

        ends.Select(e => e.End).ShouldBe(ends.Select(e => e.End).Order());
        ends.Zip([0.5, 1, 2, 4, 8]).ShouldAllBe(e => e.First.Surprise >= e.Second);
        First(life, Friday, wanted: 10_000).ShouldBeNull();
    }

    [Fact]
    public void Irregular_work_takes_longer_to_be_missed() =>
        First(Worker(chance: 0.2), Friday, wanted: 2)!.Value.End.ShouldBeGreaterThan(First(Worker(chance: 0.9), Friday, wanted: 2)!.Value.End);

    [Fact]
    public void Forty_workdays_in_a_row_are_no_certainty() => First(Worker(chance: 1), Friday, wanted: 0.1)!.Value.Surprise.ShouldBeLessThan(2.2);

    [Fact]
    public void Hours_are_those_of_the_site()
    {
        var there = First(Worker(chance: 1), Friday, wanted: 1.5, SiteClock.In("America/Chicago"))!.Value;

        there.End.ShouldBe(Friday.AddHours(1), "six in the evening of London is noon there, and work goes on");
    }

    [Fact]
    public void It_says_what_is_usual_and_since_when_nothing_was_seen()
    {
        var life = Worker(chance: 1);
        var span = Span(life, Friday, SiteClock.Utc);

        var why = ((ISilenceMeasure)life.Measure).Explain(span, life.Of("ana"), life.Population, First(life, Friday, 1.5)!.Value);

        why.Actual.ShouldBe(0);
        why.TypicalMedian!.Value.ShouldBeInRange(2, 4);
        why.Normal.ShouldBe($"to be seen again: nothing since {Friday.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC");
        why.TypicalHours.ShouldNotBeNull();
    }

    private static Silence? First(Life life, DateTimeOffset from, double wanted, SiteClock? clock = null) =>
        ((ISilenceMeasure)life.Measure).FirstSurprising(Span(life, from, clock ?? SiteClock.Utc), life.Of("ana"), life.Population, wanted);

    private static SilentSpan Span(Life life, DateTimeOffset from, SiteClock clock) => new(life.Detector, null, from, clock);

    /// <summary>Eight weeks and five days of three logons in each hour from 8 to 18 on workdays, of which each happens with the chance.</summary>
    private static Life Worker(double chance)
    {
        var life = new Life(MeasureCatalogue.Shipped.All.Single(m => m.Grammar.Name == "count"), Direction.Low);
        var random = new DeterministicRandom(5);
        for (var day = 0; day < 7 * 8 + 5; day++)
        {
            for (var hour = 8; hour < 18; hour++)
            {
                if (day % 7 < 5 && random.NextDouble() < chance)
                    life.Learn("ana", new Deed(Life.Monday.AddDays(day).AddHours(hour), 3));
            }

            life.Midnight(Life.Monday.AddDays(day));
        }

        return life;
    }
}
