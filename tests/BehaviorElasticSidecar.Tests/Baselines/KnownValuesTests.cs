using BehaviorElasticSidecar.Baselines;
using FsCheck;
using FsCheck.Fluent;

namespace BehaviorElasticSidecar.Tests.Baselines;

public sealed class KnownValuesTests
{
    [Fact]
    public void Sorted_arrays_know_what_a_dictionary_knows() =>
        Check.One(Config.QuickThrowOnFailure.WithReplay(5, 5), Prop.ForAll(
            Gen.ArrayOf(Gen.Choose(0, 30)).ToArbitrary(), shown =>
            {
                var (values, plain) = (new KnownValues(), new Dictionary<ulong, int>());
                for (var i = 0; i < shown.Length; i++)
                {
                    values.Learn([(ulong)shown[i], (ulong)shown[i] * 7], i, 1, 1000);
                    plain[(ulong)shown[i]] = i;
                    plain[(ulong)shown[i] * 7] = i;
                }

                return values.Count == plain.Count && plain.All(p => values.LastShown(p.Key) == p.Value && values.Knows(p.Key, shown.Length));
            }));

    [Fact]
    public void The_least_recently_shown_leave_when_there_are_too_many()
    {
        var values = new KnownValues();
        for (var day = 0; day < 100; day++)
            values.Learn([(ulong)day * 1000], day, 1, 10);
        values.Count.ShouldBe(10);
        values.Knows(89_000, 100).ShouldBeFalse();
        values.Knows(90_000, 100).ShouldBeTrue();
        values.Knows(99_000, 100).ShouldBeTrue();
    }

    [Fact]
    public void Ten_thousand_values_at_once_stay_within_the_bound()
    {
        var values = new KnownValues();
        values.Learn([.. Enumerable.Range(0, 10_000).Select(i => (ulong)i * 977 % 10_007)], 1, 1, 512);
        values.Count.ShouldBe(512);
    }

    [Fact]
    public void A_day_counts_once_with_its_largest_weight()
    {
        var values = new KnownValues();
        values.Learn([1], 5, 0.25, 10);
        values.Learn([1], 5, 0.25, 10);
        values.WeightOf(1).ShouldBe(0.25);
        values.Learn([1], 6, 0.5, 10);
        values.WeightOf(1).ShouldBe(0.75);
        values.TotalWeight.ShouldBe(0.75);
    }
}

public sealed class FrequentTextsTests
{
    [Fact]
    public void The_five_of_most_days_remain_whatever_the_order()
    {
        (string Text, double Weight)[] shown = [.. Enumerable.Range(0, 12).Select(i => ($"value {i}", (double)(i * 5 % 12 + 1)))];
        var known = new KnownValues();
        foreach (var (text, weight) in shown)
            for (var day = 0; day < weight; day++)
                known.Learn([FrequentTexts.HashOf(text)], day, 1, 100);
        FrequentTexts forth = new(), back = new();
        foreach (var (text, weight) in shown)
            forth.Learn(text, FrequentTexts.HashOf(text), weight);
        foreach (var (text, weight) in shown.Reverse())
            back.Learn(text, FrequentTexts.HashOf(text), weight);
        var best = shown.OrderByDescending(s => s.Weight).Take(5).Select(s => s.Text);
        forth.MostFrequent(known).ShouldBe(best);
        back.MostFrequent(known).ShouldBe(best);
    }

    [Fact]
    public void A_long_text_is_cut_between_characters()
    {
        var (texts, known) = (new FrequentTexts(), new KnownValues());
        var text = new string('a', 63) + "😀 and more";
        known.Learn([FrequentTexts.HashOf(text)], 1, 1, 10);
        texts.Learn(text, FrequentTexts.HashOf(text), 1);
        texts.MostFrequent(known).ShouldBe([new string('a', 63)]);
    }
}

public sealed class PrevalencesTests
{
    [Fact]
    public void First_showings_add_up_and_lately_fades_by_the_week()
    {
        var after = new Prevalences().Advance(Day((1, 3)), 100).Advance(Day((1, 2), (2, 0)), 101);
        after.Of(1).Entities.ShouldBe(5);
        after.Of(1).RecentOn(101).ShouldBeInRange(4.5, 5);
        after.Of(1).RecentOn(131).ShouldBeLessThan(0.4);
        after.Of(2).Day.ShouldBe(101);
        after.Of(3).Entities.ShouldBe(0);
    }

    [Fact]
    public void What_nobody_shows_for_half_a_year_is_dropped()
    {
        var values = new Prevalences().Advance(Day((1, 3), (2, 1)), 100).Advance(Day((2, 0)), 200).Advance(Day(), 281);
        values.Of(1).Entities.ShouldBe(0);
        values.Of(2).Entities.ShouldBe(1);
    }

    [Fact]
    public void Beyond_the_bound_the_longest_unseen_and_rarest_go_first()
    {
        var values = new Prevalences().Advance(Day((1, 9), (2, 1)), 100, most: 3).Advance(Day((3, 1), (4, 2)), 101, most: 3);
        values.Count.ShouldBe(3);
        values.Of(2).Entities.ShouldBe(0);
        values.Of(1).Entities.ShouldBe(9);
    }

    private static FirstShown Day(params (ulong Hash, long Entities)[] shown)
    {
        var day = new FirstShown();
        foreach (var (hash, entities) in shown)
            day.Add(hash, entities);
        return day;
    }
}
