using BehaviorElasticSidecar.Anomalies.Days;

namespace BehaviorElasticSidecar.Tests.Anomalies.Days;

public sealed class DayModelTests
{
    private static readonly DayCalibration Known = ADay.Known();

    [Fact]
    public void Of_a_family_the_rarest_counts_once()
    {
        var one = Judge(("file.reads", 3.5));
        var two = Judge(("file.reads", 3.5), ("file.more_reads", 3.2));

        two.Families.Single().Rarest.DetectorId.ShouldBe("file.reads");
        two.Parts.Sum.ShouldBe(one.Parts.Sum, 1e-12);
    }

    [Fact]
    public void Another_family_makes_a_day_rarer_by_less_than_its_own()
    {
        var one = Judge(("file.reads", 3.5));
        var both = Judge(("file.reads", 3.5), ("identity.places", 3.2));

        both.Parts.Sum.ShouldBeGreaterThan(one.Parts.Sum);
        both.Families[1].Added.ShouldBe(1.2 / Math.Pow(2, 1.5), 1e-12);
        both.Log10Rarity.ShouldBeGreaterThan(one.Log10Rarity);
    }

    [Fact]
    public void What_everybody_has_on_most_days_adds_nothing()
    {
        Judge(("file.reads", 1.9), ("identity.places", 1.2)).Families.ShouldBeEmpty();
        Judge().Log10Rarity.ShouldBe(0);
    }

    [Fact]
    public void One_family_adds_no_more_than_its_cap()
    {
        var model = ADay.Judge(DayCalibration.Empty);
        model.Judge(ADay.Of("ana", 40, ("file.reads", 9)), CouplingSums.Empty).Parts.Sum.ShouldBe(DayModel.Cap);
    }

    [Fact]
    public void Two_things_that_are_unremarkable_alone_are_rare_together()
    {
        var together = Judge(("file.reads", 1.9), ("network.sends", 1.9));
        var unrelated = Judge(("file.reads", 1.9), ("identity.places", 1.9));

        together.Couplings[0].ShouldSatisfyAllConditions(c => c.Id.ShouldBe("collects-and-sends"), c => c.One.ShouldBe("file.reads"), c => c.Other.ShouldBe("network.sends"));
        together.Log10Rarity.ShouldBeGreaterThan(unrelated.Log10Rarity + 0.5);
    }

    [Fact]
    public void A_coupling_is_worth_both_each_capped_and_nothing_if_one_is_missing()
    {
        Value(("file.reads", 2.5), ("network.sends", 4)).ShouldBe(2.5 + CouplingDay.Cap, 1e-12);
        Value(("file.reads", 2.5), ("network.sends", 0.3)).ShouldBe(0);
        Value(("file.reads", 2.5)).ShouldBe(0);
    }

    [Fact]
    public void Evidence_does_not_couple_with_its_own_family() =>
        Value(("file.reads", 2.5), ("file.more_reads", 2.5)).ShouldBe(0);

    [Fact]
    public void Days_that_are_nothing_special_add_up_to_one_that_is_and_begin_again_when_it_has_spoken()
    {
        var sums = CouplingSums.Empty;
        var (usual, spoken) = (Known.UsualOfCoupling("collects-and-sends"), 0);
        double first = 0;
        for (var day = 0; day < 8; day++)
        {
            var judged = ADay.Judge(Known).Judge(ADay.Of("ana", 40 + day, ("file.reads", usual / 2 + 0.4), ("network.sends", usual / 2 + 0.4)), sums);
            first = day == 0 ? judged.Couplings.Single(c => c.IsSlow).Rarity : first;
            if (day > 0 && spoken == 0)
                judged.Couplings.Single(c => c.IsSlow).Rarity.ShouldBeGreaterThanOrEqualTo(first);
            spoken += judged.Slow["collects-and-sends"] == 0 ? 1 : 0;
            sums = sums.Advance(ADay.First + 40 + day, judged.Slow.Select(s => (s.Key, judged.Day.Holder, s.Value)));
        }

        spoken.ShouldBeInRange(1, 3);
    }

    [Fact]
    public void Quiet_days_bring_a_sum_down_and_a_long_absence_ends_it()
    {
        var sums = CouplingSums.Empty.Advance(10, [("c", ADay.User("ana"), 2.0)]);

        sums.After("c", ADay.User("ana"), 11, 0, 1).ShouldBe(1);
        sums.After("c", ADay.User("ana"), 11, 0, 3).ShouldBe(0);
        sums.After("c", ADay.User("ben"), 11, 3, 1).ShouldBe(2);
        sums.After("c", ADay.User("ana"), 11 + CouplingSums.ForgottenAfterDays, 1.5, 1).ShouldBe(0.5);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1000)]
    public void Rarity_comes_as_often_as_promised_on_days_it_was_not_calibrated_on(int promised)
    {
        const int people = 20_000;
        var judge = ADay.Judge(Known);
        var seen = Enumerable.Range(0, people).Count(i => judge.Judge(ADay.Ordinary(100, i), CouplingSums.Empty).Log10Rarity >= Math.Log10(promised));

        (seen * (double)promised / people).ShouldBeInRange(0.4, 2.5);
    }

    private static double Value(params (string Detector, double Log10)[] evidence) =>
        CouplingDay.Of(ADay.Exfiltration, ADay.Of("ana", 40, evidence).Evidence, ADay.Detectors).Value;

    private static DayModel.Judged Judge(params (string Detector, double Log10)[] evidence) => ADay.Judge(Known).Judge(ADay.Of("ana", 40, evidence), CouplingSums.Empty);
}
