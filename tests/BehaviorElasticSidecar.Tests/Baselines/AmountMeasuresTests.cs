using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace BehaviorElasticSidecar.Tests.Baselines;

public sealed class AmountMeasuresTests
{
    [Fact]
    public void More_surprises_more_and_less_less() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(3, 3), Prop.ForAll(
            Gen.Choose(1, 3000).ToArbitrary(), Gen.Choose(1, 3000).ToArbitrary(), (a, b) =>
            {
                var (small, large) = (Math.Min(a, b), Math.Max(a, b));
                return new[] { Grown("count", Direction.High), Grown("sum", Direction.High) }.All(life => At(life, small) <= At(life, large) + 1e-9)
                    && At(Grown("count", Direction.Low), small) >= At(Grown("count", Direction.Low), large) - 1e-9;
            }));

    [Fact]
    public void Both_directions_see_what_either_sees_less_a_factor_of_two()
    {
        double high = At(Grown("count", Direction.High), 900), low = At(Grown("count", Direction.Low), 1);
        At(Grown("count", Direction.Both), 900).ShouldBe(high - Math.Log10(2), 1e-9);
        At(Grown("count", Direction.Both), 1).ShouldBe(Math.Max(0, low - Math.Log10(2)), 1e-9);
    }

    [Theory, InlineData("count"), InlineData("sum"), InlineData("max"), InlineData("mean")]
    public void One_in_a_hundred_hours_has_a_surprise_of_two(string measure)
    {
        var life = Of(measure);
        var random = new DeterministicRandom(77);
        int hours = 0, tens = 0, hundreds = 0;
        for (var day = 0; day < 250; day++)
        {
            for (var i = 0; i < 12; i++)
                for (var hour = 8; hour < 18; hour++)
                {
                    if (day % 7 >= 5)
                        continue;
                    var active = random.NextDouble() <= 0.6;
                    hours += day >= 50 && (active || measure != "mean") ? 1 : 0;
                    if (!active)
                        continue;
                    var mean = (4 + 3 * i) * Gamma4(random);
                    var deed = new Deed(Life.Monday.AddDays(day).AddHours(hour), measure == "count" ? 1 + random.NextPoisson(mean) : 1) { Size = Math.Exp(3 + i % 4 + 0.8 * random.NextNormal()) };
                    var surprise = life.Score($"user{i}", deed);
                    tens += day >= 50 && surprise >= 1 ? 1 : 0;
                    hundreds += day >= 50 && surprise >= 2 ? 1 : 0;
                    life.Learn($"user{i}", deed);
                }

            life.Midnight(Life.Monday.AddDays(day));
        }

        (tens / (double)hours).ShouldBeInRange(0.07, 0.14);
        (hundreds / (double)hours).ShouldBeInRange(0.006, 0.016);
    }

    [Theory, InlineData("max"), InlineData("mean")]
    public void A_larger_number_surprises_more_whatever_the_number_of_events(string measure)
    {
        var life = Sized(measure);
        var next = Life.Monday.AddDays(42).AddHours(9);
        var before = -1.0;
        foreach (var size in new[] { 100, 1_000, 3_000, 10_000, 100_000 })
        {
            var surprise = life.Score("user03", new Deed(next, 5) { Size = size });
            surprise.ShouldBeGreaterThanOrEqualTo(before);
            life.Score("user03", new Deed(next, 500) { Size = size }).ShouldBe(surprise);
            before = surprise;
        }

        before.ShouldBeGreaterThan(3);
    }

    [Fact]
    public void A_mean_is_judged_at_any_hour_alike_and_a_maximum_is_not()
    {
        var (mean, max) = (Sized("mean"), Sized("max"));
        Deed day = new(Life.Monday.AddDays(42).AddHours(9), 5) { Size = 5000 }, night = day with { At = day.At.AddHours(-6) };
        mean.Score("user03", night).ShouldBeLessThanOrEqualTo(mean.Score("user03", day), "less is known of the night, and nothing else");
        (max.Score("user03", night) - mean.Score("user03", night)).ShouldBeGreaterThan(max.Score("user03", day) - mean.Score("user03", day) + 0.5, "nobody is there at night");
    }

    [Fact]
    public void A_mean_is_of_the_events_that_have_the_number()
    {
        var measure = MeasureCatalogue.Shipped.All.Single(m => m.Grammar.Name == "mean");
        var life = new Life(measure);
        var sighting = new Sighting
        {
            Detector = life.Detector, Entity = "db", Bucket = TimeBucket.Holding(Life.Monday, TimeSpan.FromHours(1)), Local = new(0, 739_000),
            Rows = [new Observation("db", null, [10, 600, 3])], Columns = [0, 1, 2],
        };
        measure.Explain(sighting, measure.NewBaseline(), measure.NewPopulation(), new Surprise(1, 0)).Actual.ShouldBe(200);
        life.Request.Columns[2].Filter.ShouldBe(life.Detector.Events.And(new([new("event.provider", [])])));
    }

    [Fact]
    public void Silence_says_nothing_of_a_mean()
    {
        var mean = Sized("mean", Direction.Both);
        var span = new SilentSpan(mean.Detector, null, Life.Monday.AddDays(42), SiteClock.Utc);
        ((ISilenceMeasure)mean.Measure).FirstSurprising(span, mean.Of("user00"), mean.Population, 2).ShouldBeNull();
        var max = Sized("max", Direction.Both);
        ((ISilenceMeasure)max.Measure).FirstSurprising(span with { Detector = max.Detector }, max.Of("user00"), max.Population, 2).ShouldNotBeNull();
    }

    [Fact]
    public void A_newcomer_is_judged_by_all_with_a_wider_band_than_one_who_is_known()
    {
        var life = Grown("count", Direction.High);
        var (newcomer, known) = (life.Explain("nobody yet", Nine(life, 4)), life.Explain("user03", Nine(life, 4)));
        newcomer.TypicalMedian!.Value.ShouldBeInRange(1, 30);
        (newcomer.TypicalP95!.Value / newcomer.TypicalMedian.Value).ShouldBeGreaterThan(known.TypicalP95!.Value / known.TypicalMedian!.Value);
        life.Score("nobody yet", Nine(life, 40)).ShouldBeLessThan(life.Score("user00", Nine(life, 40)));
    }

    [Fact]
    public void Few_observations_leave_the_band_wide_and_many_narrow_it()
    {
        var life = Grown("sum", Direction.High);
        double before = double.MaxValue;
        for (var day = 0; day < 30; day++)
        {
            var deed = new Deed(Life.Monday.AddDays(42 + day).AddHours(2), 2_000_000 * (1 + 0.01 * (day % 5)));
            if (day is 0 or 5 or 29)
            {
                var explanation = life.Explain("backup", deed);
                var width = explanation.TypicalP95!.Value / explanation.TypicalMedian!.Value;
                width.ShouldBeLessThan(before);
                before = width;
            }

            life.Learn("backup", deed);
        }

        before.ShouldBeLessThan(2);
    }

    [Fact]
    public void An_hour_without_any_activity_so_far_surprises_more_than_a_busy_one()
    {
        var life = Grown("count", Direction.High);
        var day = Life.Monday.AddDays(42);
        life.Score("user03", new Deed(day.AddHours(3), 10)).ShouldBeGreaterThan(life.Score("user03", new Deed(day.AddHours(10), 10)) + 1);
    }

    [Fact]
    public void A_nightly_job_of_one_partner_is_normal_at_night_and_odd_when_ten_times_as_large()
    {
        var life = Grown("sum", Direction.High);
        for (var day = 42; day < 84; day++)
            life.Learn("db", new Deed(Life.Monday.AddDays(day).AddHours(2), 2_000_000 + 20_000 * (day % 7)));
        var next = Life.Monday.AddDays(84).AddHours(2);
        life.Score("db", new Deed(next, 2_050_000)).ShouldBeLessThan(1);
        life.Score("db", new Deed(next, 20_000_000)).ShouldBeGreaterThan(4);
    }

    [Fact]
    public void A_partner_is_named()
    {
        var measure = MeasureCatalogue.Shipped.All.Single(m => m.Grammar.Name == "sum");
        var detector = new Life(measure).Detector with { By = "destination.address" };
        measure.Request(detector).GroupField.ShouldBe("destination.address");
        var sighting = new Sighting
        {
            Detector = detector, Entity = "db", Bucket = TimeBucket.Holding(Life.Monday, TimeSpan.FromHours(1)), Local = new(0, 739_000),
            Rows = [new Observation("db", "app01", [1, 5_000_000])], Columns = [0, 1],
        };
        var explanation = measure.Explain(sighting, measure.NewBaseline(), measure.NewPopulation(), new Surprise(1, 0));
        explanation.Partner.ShouldBe("app01");
        explanation.Actual.ShouldBe(5_000_000);
    }

    [Fact]
    public void A_daily_bucket_learns_weekdays()
    {
        var life = new Life(MeasureCatalogue.Shipped.All.Single(m => m.Grammar.Name == "count"), bucket: TimeSpan.FromDays(1));
        for (var day = 0; day < 70; day++)
        {
            if (day % 7 < 5)
                life.Learn("ana", new Deed(Life.Monday.AddDays(day), 20 + day % 3));
            life.Midnight(Life.Monday.AddDays(day));
        }

        life.Score("ana", new Deed(Life.Monday.AddDays(75), 21)).ShouldBeGreaterThan(life.Score("ana", new Deed(Life.Monday.AddDays(70), 21)) + 0.5);
        life.Explain("ana", new Deed(Life.Monday.AddDays(75), 21)).TypicalHours.ShouldBe("Mon-Fri");
    }

    [Fact]
    public void Learning_after_scoring_equals_learning_alone()
    {
        Life scored = Grown("count", Direction.High), silent = Grown("count", Direction.High);
        for (var hour = 0; hour < 50; hour++)
        {
            var deed = new Deed(Life.Monday.AddDays(42).AddHours(hour), 1 + hour * 7 % 13);
            scored.Score("user02", deed);
            scored.Learn("user02", deed);
            silent.Learn("user02", deed);
        }

        scored.Bytes(scored.Of("user02")).ShouldBe(silent.Bytes(silent.Of("user02")));
    }

    [Fact]
    public void Doubtful_learning_moves_the_level_less()
    {
        Life full = Grown("count", Direction.High), guarded = Grown("count", Direction.High);
        for (var hour = 0; hour < 9; hour++)
        {
            full.Learn("user03", new Deed(Life.Monday.AddDays(42).AddHours(8 + hour), 500));
            guarded.Learn("user03", new Deed(Life.Monday.AddDays(42).AddHours(8 + hour), 500), weight: 0.1);
        }

        var next = new Deed(Life.Monday.AddDays(43).AddHours(9), 500);
        guarded.Score("user03", next).ShouldBeGreaterThan(full.Score("user03", next) + 0.5);
    }

    /// <summary>Six weeks of events whose number is around a thousand.</summary>
    private static Life Sized(string name, Direction direction = Direction.High)
    {
        var life = Of(name, direction);
        var random = new DeterministicRandom(3);
        for (var day = 0; day < 42; day++)
        {
            for (var i = 0; i < 8; i++)
                foreach (var deed in Life.Days($"user{i:00}", i, day, 1))
                    life.Learn($"user{i:00}", deed with { Size = 1000 * Math.Exp(0.5 * random.NextNormal()) });
            life.Midnight(Life.Monday.AddDays(day));
        }

        return life;
    }

    private static double Gamma4(DeterministicRandom random) =>
        -Math.Log(Enumerable.Range(0, 4).Aggregate(1.0, (product, _) => product * (1 - random.NextDouble()))) / 4;

    private static Life Of(string name, Direction direction = Direction.High) =>
        new(MeasureCatalogue.Shipped.All.Single(m => m.Grammar.Name == name), direction);

    private static readonly Dictionary<(string, Direction), Life> Cache = [];

    /// <summary>Six weeks of an organisation; scored only where shared, so every caller that learns takes entities or a copy of its own.</summary>
    private static Life Grown(string name, Direction direction)
    {
        var life = Of(name, direction);
        if (!Cache.TryGetValue((name, direction), out var grown))
        {
            grown = Of(name, direction);
            grown.Live(42);
            Cache.Add((name, direction), grown);
        }

        life.Population = grown.Population;
        foreach (var (entity, baseline) in grown.Baselines)
            life.Baselines[entity] = life.Measure.ReadBaseline(grown.Bytes(baseline));
        return life;
    }

    private static double At(Life life, double count) => life.Score("user03", Nine(life, count));

    private static Deed Nine(Life _, double count) => new(Life.Monday.AddDays(42).AddHours(9), count);
}
