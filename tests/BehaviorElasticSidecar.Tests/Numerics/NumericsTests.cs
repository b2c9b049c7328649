using BehaviorElasticSidecar.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace BehaviorElasticSidecar.Tests.Numerics;

public sealed class MomentsTests
{
    [Fact]
    public void Merging_two_halves_equals_one_pass()
    {
        double[] values = [3, 1, 4, 1, 5, 9, 2, 6];
        var merged = Moments.Of(values.AsSpan(0, 3)).Merge(Moments.Of(values.AsSpan(3)));
        var whole = Moments.Of(values);
        merged.Count.ShouldBe(8);
        merged.Mean.ShouldBe(whole.Mean, 1e-12);
        merged.Variance.ShouldBe(whole.Variance, 1e-12);
    }

    [Fact]
    public void A_small_spread_around_a_large_mean_survives()
    {
        var golden = GoldenNumbers.Of("variance_cancellation");
        var moments = Moments.Of([.. golden.GetProperty("x").EnumerateArray().Select(GoldenNumbers.Number)]);
        moments.Variance.ShouldBe(golden.Number("sample_variance"), 1e-9);
        moments.Mean.ShouldBe(golden.Number("mean"));
    }

    [Fact]
    public void Nothing_has_no_mean_and_one_value_no_variance()
    {
        Moments.Empty.Mean.ShouldBe(double.NaN);
        Moments.Empty.Add(2).Variance.ShouldBe(double.NaN);
        Moments.Empty.Merge(Moments.Empty.Add(2)).Mean.ShouldBe(2);
    }
}

public sealed class DeterministicRandomTests
{
    [Fact]
    public void SplitMix64_gives_the_published_stream()
    {
        var mix = new SplitMix64(42);
        foreach (var expected in GoldenNumbers.Of("splitmix64_seed42_first5").EnumerateArray())
            mix.Next().ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(expected.GetString());
    }

    [Fact]
    public void Same_seed_same_numbers_and_another_purpose_others()
    {
        var a = DeterministicRandom.For(7, "count/ana");
        var b = DeterministicRandom.For(7, "count/ana");
        var c = DeterministicRandom.For(7, "count/ben");
        var first = a.NextBits();
        b.NextBits().ShouldBe(first);
        c.NextBits().ShouldNotBe(first);
    }

    [Fact]
    public void Uniform_normal_and_Poisson_numbers_have_their_moments()
    {
        var random = new DeterministicRandom(1);
        Moments uniform = Moments.Empty, normal = Moments.Empty, poisson = Moments.Empty;
        for (var i = 0; i < 20_000; i++)
        {
            uniform = uniform.Add(random.Next(10));
            normal = normal.Add(random.NextNormal());
            poisson = poisson.Add(random.NextPoisson(65));
        }

        uniform.Mean.ShouldBe(4.5, 0.1);
        normal.Mean.ShouldBe(0, 0.03);
        normal.Variance.ShouldBe(1, 0.05);
        poisson.Mean.ShouldBe(65, 0.3);
        poisson.Variance.ShouldBe(65, 3);
    }
}

public sealed class ForgettingTests
{
    [Fact]
    public void Evidence_of_one_half_life_ago_counts_half()
    {
        (Forgetting.Growth(0) / Forgetting.Growth(30)).ShouldBe(0.5);
        Forgetting.Growth(-60).ShouldBe(0.25);
        Forgetting.Growth(960).ShouldBe(Math.Pow(2, 32));
        (Forgetting.Growth(17) * Forgetting.Growth(13)).ShouldBe(2, 1e-15);
    }

    [Fact]
    public void Chances_of_a_weekday_equal_the_sum_over_its_days() =>
        Check.One(Config.QuickThrowOnFailure.WithReplay(11, 11), Prop.ForAll(
            Gen.Choose(0, 400).ToArbitrary(), Gen.Choose(0, 9).ToArbitrary(), (length, later) =>
            {
                const int First = 739_000;
                int last = First + length, now = last + later;
                double weeks = 0, days = 0;
                for (var day = First; day <= last; day++)
                {
                    days += Forgetting.Growth(day - now);
                    if ((last - day) % 7 == 0)
                        weeks += Forgetting.Growth(day - now);
                }

                return Math.Abs(Forgetting.Weeks(First, last, now) - weeks) < 1e-9 && Math.Abs(Forgetting.Days(First, last, now) - days) < 1e-9;
            }));

    [Fact]
    public void No_day_is_no_chance()
    {
        Forgetting.Weeks(10, 9, 12).ShouldBe(0);
        Forgetting.Days(10, 9, 12).ShouldBe(0);
    }
}

public sealed class GeoPointTests
{
    [Fact]
    public void Distances_equal_the_golden_haversine()
    {
        foreach (var one in GoldenNumbers.Of("geo").EnumerateArray())
            Point(one.GetProperty("a")).DistanceKm(Point(one.GetProperty("b"))).ShouldBeNear(one.Number("km"), 1e-9, one.GetRawText());

        static GeoPoint Point(System.Text.Json.JsonElement pair) => new(pair[0].GetDouble(), pair[1].GetDouble());
    }
}

public sealed class HourOfWeekTests
{
    [Fact]
    public void Slots_follow_the_length_of_the_bucket()
    {
        HourOfWeek.Slot(25, 1).ShouldBe(HourOfWeek.Of(1, 1));
        HourOfWeek.Slot(25, 24).ShouldBe(HourOfWeek.Of(1, 0));
        HourOfWeek.Slot(33, 6).ShouldBe(HourOfWeek.Of(1, 6));
        HourOfWeek.Slot(167, 0.25).ShouldBe(167);
    }

    [Fact]
    public void Smoothing_goes_round_the_week_and_keeps_the_total()
    {
        var week = new double[HourOfWeek.Slots];
        week[HourOfWeek.Of(6, 23)] = 8;
        var smooth = new double[HourOfWeek.Slots];
        HourOfWeek.Smooth(week, smooth);
        smooth[HourOfWeek.Of(6, 23)].ShouldBe(4);
        smooth[HourOfWeek.Of(0, 0)].ShouldBe(2);
        smooth[HourOfWeek.Of(6, 22)].ShouldBe(2);
        smooth.Sum().ShouldBe(8);
    }
}

public sealed class StableHashTests
{
    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1)]
    public void Hashes_equal_the_published_XXH64_vectors(string text, ulong expected) => StableHash.Of(text).ShouldBe(expected);

    [Fact]
    public void Long_and_short_texts_and_their_bytes_hash_alike()
    {
        var text = string.Concat(Enumerable.Repeat("übergröße ", 100));
        StableHash.Of(text).ShouldBe(StableHash.Of(System.Text.Encoding.UTF8.GetBytes(text)));
        StableHash.Of("x", 1).ShouldNotBe(StableHash.Of("x", 2));
    }
}
