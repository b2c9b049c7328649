using BehaviorElasticSidecar.Anomalies;
using FsCheck;
using FsCheck.Fluent;

namespace BehaviorElasticSidecar.Tests.Anomalies;

public class CalibratorTests
{
    private const int Users = 300;
    private const int Days = 90;
    private static readonly Lazy<Calibrator> Continuous = new(() => Calibrated(SimulatedSurprise.Continuous));
    private static readonly Lazy<Calibrator> WithLevels = new(() => Calibrated(SimulatedSurprise.WithLevels));

    public static TheoryData<string> ContinuousShapes => [.. SimulatedSurprise.Continuous.Keys];

    public static TheoryData<string> ShapesWithLevels => [.. SimulatedSurprise.WithLevels.Keys];

    [Theory]
    [MemberData(nameof(ContinuousShapes))]
    public void On_a_clean_population_one_in_n_happens_once_in_n_within_a_factor_of_two(string shape)
    {
        var (at100, at1000) = ObservedOverPromised(Continuous.Value, shape, SimulatedSurprise.Continuous[shape]);

        at100.ShouldBeInRange(0.5, 2);
        at1000.ShouldBeInRange(0.5, 2);
    }

    [Theory]
    [MemberData(nameof(ShapesWithLevels))]
    public void Where_surprise_jumps_nothing_happens_more_than_twice_as_often_as_promised(string shape)
    {
        var (at100, at1000) = ObservedOverPromised(WithLevels.Value, shape, SimulatedSurprise.WithLevels[shape]);

        at100.ShouldBeLessThan(2);
        at1000.ShouldBeLessThan(2);
    }

    [Fact]
    public void All_detectors_pooled_keep_score_50_within_two_and_score_75_within_three()
    {
        var calibrator = Continuous.Value;
        var days = 0;
        var (at50, at75) = (0, 0);
        foreach (var (shape, draw) in SimulatedSurprise.Continuous)
        {
            var site = new SimulatedSurprise(77);
            for (var i = 0; i < 100_000; i++, days++)
            {
                var rarity = calibrator.Rarity(shape, draw(site));
                at50 += rarity >= 1000 ? 1 : 0;
                at75 += rarity >= 10_000 ? 1 : 0;
            }
        }

        (at50 * 1000.0 / days).ShouldBeInRange(1 / 2.0, 2);
        (at75 * 10_000.0 / days).ShouldBeInRange(1 / 3.0, 3);
    }

    [Fact]
    public void Two_hundred_entity_days_promise_nothing_rarer_than_one_in_two_thousand()
    {
        var calibrator = Of(Enumerable.Range(0, 200).Select(i => i / 100.0));

        calibrator.Rarity("d", 1000).ShouldBe(2000);
        calibrator.Score("d", 1000).ShouldBe(57.5, 0.1);
    }

    [Fact]
    public void A_detector_without_history_promises_nothing()
    {
        var calibrator = Of([]);

        calibrator.Rarity("d", 12).ShouldBe(1);
        calibrator.Rarity("never heard of", 12).ShouldBe(1);
        calibrator.SurpriseAtScore("d", 25).ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public void Ties_count_half_below_the_99th_percentile()
    {
        var calibrator = Of(Enumerable.Repeat(0.0, 900).Concat(Enumerable.Repeat(1.0, 100)));

        calibrator.Rarity("d", 1.0).ShouldBe(1001 / 50.5, 1e-9);
        calibrator.Rarity("d", 0.0).ShouldBe(1001 / 550.5, 1e-9);
    }

    [Fact]
    public void Active_entity_days_without_an_observation_count_as_no_surprise()
    {
        var day = new CalibrationDay();
        day.Add("d", 1);
        day.AddEntityDays("d", 10_000);
        var calibrator = Calibrator.From(Calibration.Empty().Advance(1, day));

        calibrator.EntityDays("d").ShouldBe(10_000);
        calibrator.Rarity("d", 1).ShouldBeGreaterThan(2000);
    }

    [Fact]
    public void A_tail_too_short_to_know_takes_the_slope_of_the_other_detectors()
    {
        var day = new CalibrationDay();
        foreach (var i in Enumerable.Range(0, 100_000))
        {
            day.Add("steep", -0.2 * Math.Log10((i + 0.5) / 100_000));
            day.Add("steep too", -0.2 * Math.Log10((i + 0.5) / 100_000));
        }

        foreach (var i in Enumerable.Range(0, 100))
            day.Add("young", -Math.Log10((i + 0.5) / 100));
        var calibrator = Calibrator.From(Calibration.Empty().Advance(1, day));

        calibrator.MedianExcess.ShouldBe(0.2 / Math.Log(10), 0.003);
        (calibrator.Rarity("young", 2.6) / Of(Enumerable.Range(0, 100).Select(i => -Math.Log10((i + 0.5) / 100))).Rarity("d", 2.6)).ShouldBeGreaterThan(1.5);
    }

    [Fact]
    public void Rarity_never_falls_as_surprise_grows_and_stays_between_one_and_ten_times_the_days()
    {
        var property = Prop.ForAll<NonNegativeInt[], PositiveInt>((values, scale) =>
        {
            var seen = values.Select(v => v.Get / (double)scale.Get).ToList();
            var calibrator = Of(seen);
            var rarities = Enumerable.Range(0, 400).Select(i => calibrator.Rarity("d", i * 0.05)).ToList();
            return rarities.SequenceEqual(rarities.Order()) && rarities.All(r => r >= 1 && r <= Math.Max(1, 10.0 * seen.Count));
        });
        Check.One(Config.QuickThrowOnFailure.WithReplay(20260301, 7), property);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(25)]
    [InlineData(50)]
    [InlineData(75)]
    public void The_surprise_at_a_score_is_the_smallest_that_reaches_it(double score)
    {
        var calibrator = Continuous.Value;
        foreach (var shape in SimulatedSurprise.Continuous.Keys)
        {
            var surprise = calibrator.SurpriseAtScore(shape, score);

            calibrator.Score(shape, surprise).ShouldBeGreaterThanOrEqualTo(score, shape);
            calibrator.Score(shape, Math.BitDecrement(surprise)).ShouldBeLessThan(score, shape);
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(10, 0)]
    [InlineData(100, 25)]
    [InlineData(1000, 50)]
    [InlineData(10_000, 75)]
    [InlineData(1e7, 100)]
    public void Scores_are_25_for_each_power_of_ten_beyond_the_first(double rarity, double score) =>
        AnomalyScore.FromRarity(rarity).ShouldBe(score, 1e-9);

    private static (double At100, double At1000) ObservedOverPromised(Calibrator calibrator, string shape, Func<SimulatedSurprise, double> draw)
    {
        const int tested = 200_000;
        var site = new SimulatedSurprise(4711);
        var rarities = Enumerable.Range(0, tested).Select(_ => calibrator.Rarity(shape, draw(site))).Where(r => r >= 100).ToList();
        return (rarities.Count * 100.0 / tested, rarities.Count(r => r >= 1000) * 1000.0 / tested);
    }

    /// <summary>300 users over 90 days, detectors of all the shapes side by side, so that each is shrunk to the others.</summary>
    private static Calibrator Calibrated(IReadOnlyDictionary<string, Func<SimulatedSurprise, double>> shapes)
    {
        var site = new SimulatedSurprise(5);
        var calibration = Calibration.Empty();
        for (var number = 0; number < Days; number++)
        {
            var day = new CalibrationDay();
            foreach (var (shape, draw) in shapes)
            {
                for (var user = 0; user < Users; user++)
                    day.Add(shape, draw(site));
            }

            calibration = calibration.Advance(number, day);
        }

        return Calibrator.From(calibration);
    }

    private static Calibrator Of(IEnumerable<double> surprises)
    {
        var day = new CalibrationDay();
        foreach (var surprise in surprises)
            day.Add("d", surprise);
        return Calibrator.From(Calibration.Empty().Advance(1, day));
    }
}
