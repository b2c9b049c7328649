using BehaviorElasticSidecar.Anomalies;
using FsCheck;
using FsCheck.Fluent;

namespace BehaviorElasticSidecar.Tests.Anomalies;

public class CalibrationTests
{
    [Fact]
    public void Merging_days_is_associative_and_takes_any_order()
    {
        var property = Prop.ForAll<NonNegativeInt[], NonNegativeInt[], NonNegativeInt[]>((a, b, c) =>
        {
            var left = Merged(Merged(Day(a), Day(b)), Day(c));
            var right = Merged(Day(c), Merged(Day(b), Day(a)));
            var once = Day([.. a, .. b, .. c]);
            return left.ToBytes().SequenceEqual(right.ToBytes()) && left.ToBytes().SequenceEqual(once.ToBytes());
        });
        Check.One(Config.QuickThrowOnFailure.WithReplay(20260302, 9), property);
    }

    [Fact]
    public void Days_older_than_the_window_fall_out_even_when_days_were_skipped()
    {
        var calibration = Calibration.Empty(windowDays: 3).Advance(10, Day([1])).Advance(11, Day([2])).Advance(13, Day([4]));

        calibration.Days.ShouldBe([11, 13]);
        calibration.Total().EntityDays("a").ShouldBe(2);
    }

    [Fact]
    public void A_day_cannot_be_counted_twice() =>
        Should.Throw<ArgumentException>(() => Calibration.Empty().Advance(10, Day([1])).Advance(10, Day([1])));

    [Fact]
    public void Stored_and_read_again_it_is_the_same_to_the_byte()
    {
        var calibration = Calibration.Empty().Advance(1, Day([1, 5, 900])).Advance(2, Day([3, 3, 3]));
        var restored = Calibration.FromBytes(calibration.ToBytes());

        restored.ToBytes().ShouldBe(calibration.ToBytes());
        restored.LastDay.ShouldBe(2);
        Calibrator.From(restored).Rarity("a", 0.03).ShouldBe(Calibrator.From(calibration).Rarity("a", 0.03));
    }

    [Fact]
    public void Bytes_that_are_cut_short_changed_or_from_a_newer_program_are_refused()
    {
        var bytes = Calibration.Empty().Advance(1, Day([1, 5, 900])).ToBytes();

        for (var length = 0; length < bytes.Length; length++)
            Should.Throw<InvalidDataException>(() => Calibration.FromBytes(bytes[..length]));
        Should.Throw<InvalidDataException>(() => Calibration.FromBytes([.. bytes, 0]));
        Should.Throw<InvalidDataException>(() => Calibration.FromBytes([99, .. bytes[1..]])).Message.ShouldContain("version 99");
    }

    [Fact]
    public void A_detector_that_back_filled_alone_joins_day_by_day()
    {
        var old = Calibration.Empty().Advance(1, Day([1])).Advance(2, Day([2]));
        var fresh = new CalibrationDay();
        fresh.Add("new", 0.5);
        var joined = old.Merge(Calibration.Empty().Advance(1, fresh));

        joined.Total().EntityDays("a").ShouldBe(2);
        joined.Total().EntityDays("new").ShouldBe(1);
        joined.Without("new").ToBytes().ShouldBe(old.ToBytes());
    }

    [Fact]
    public void The_mean_of_a_bin_is_exact_to_a_millionth()
    {
        var histogram = new SurpriseHistogram();
        histogram.Add(3.0001);
        histogram.Add(3.0002);
        var bin = SurpriseHistogram.IndexOf(3.0001);

        histogram.CountOf(bin).ShouldBe(2);
        histogram.SumOf(bin).ShouldBe(6.0003, 2e-6);
    }

    [Fact]
    public void Every_surprise_lies_in_its_bin_and_bins_are_narrow()
    {
        for (var surprise = 0.0; surprise < 300; surprise += 0.0371)
        {
            var bin = SurpriseHistogram.IndexOf(surprise);
            surprise.ShouldBeInRange(SurpriseHistogram.LowerEdge(bin) - 1e-12, SurpriseHistogram.LowerEdge(bin + 1));
            (SurpriseHistogram.LowerEdge(bin + 1) - SurpriseHistogram.LowerEdge(bin)).ShouldBeLessThanOrEqualTo((1 + surprise) / 127);
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-0.1)]
    public void A_surprise_that_is_none_is_refused(double surprise) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new CalibrationDay().Add("a", surprise));

    [Fact]
    public void A_busy_day_of_a_detector_is_stored_in_few_kilobytes()
    {
        var site = new SimulatedSurprise(3);
        var day = new CalibrationDay();
        for (var i = 0; i < 20_000; i++)
            day.Add("a", SimulatedSurprise.Continuous["as promised"](site));

        day.ToBytes().Length.ShouldBeLessThan(4096);
    }

    private static CalibrationDay Day(IEnumerable<int> hundredths)
    {
        var day = new CalibrationDay();
        foreach (var value in hundredths)
            day.Add(value % 3 == 0 ? "b" : "a", value / 100.0);
        return day;
    }

    private static CalibrationDay Day(NonNegativeInt[] hundredths) => Day(hundredths.Select(v => v.Get));

    private static CalibrationDay Merged(CalibrationDay one, CalibrationDay other)
    {
        var both = new CalibrationDay();
        both.Merge(one);
        both.Merge(other);
        return both;
    }
}
