using System.Text.Json;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Documents;

namespace BehaviorElasticSidecar.Tests.Baselines;

/// <summary>What every measure, and each in its own terms, says of what it has learnt.</summary>
public sealed class DescribeTests
{
    private const int Settled = 40;
    private static readonly int FirstDay = DateOnly.FromDateTime(Life.Monday.UtcDateTime).DayNumber;

    public static TheoryData<string> Names => [.. MeasureCatalogue.Shipped.All.Select(m => m.Grammar.Name)];

    [Theory, MemberData(nameof(Names))]
    public void It_says_something_since_when_and_how_sure_it_is_and_changes_nothing(string name)
    {
        var life = Of(name);
        life.Live(Settled);
        if (name == "beacon")
            Beat(life, "user07");
        var before = life.Bytes(life.Of("user07"));

        var learnt = Describe(life, "user07");

        learnt.Since!.Value.Date.ShouldBe(Life.Monday.Date);
        learnt.LastDay.ShouldBe(DateOnly.FromDayNumber(FirstDay + 39), "a Friday");
        learnt.Evidence.ShouldBeGreaterThan(1);
        learnt.EvidenceUnit.ShouldNotBeNullOrEmpty();
        learnt.OwnFraction.ShouldBeInRange(0.05, 1);
        (learnt.Week, learnt.Amount, learnt.Values, learnt.Rate, learnt.Gap, learnt.Place).ShouldNotBe((null, null, null, null, null, null));
        life.Measure.SizeOf(life.Of("user07"), FirstDay + Settled).ShouldBeGreaterThan(0);
        life.Bytes(life.Of("user07")).ShouldBe(before);
    }

    [Theory, MemberData(nameof(Names))]
    public void Its_own_habits_weigh_more_the_more_of_them_there_are_and_nothing_weighs_nothing(string name)
    {
        var life = Of(name);
        life.Live(5);
        if (name == "beacon")
            Beat(life, "user03");
        var early = Describe(life, "user03").OwnFraction;
        life.Live(40, firstDay: 5);
        if (name == "beacon")
            for (var day = 0; day < 3; day++)
                Beat(life, "user03", 50 + day);

        Describe(life, "user03", 53).OwnFraction.ShouldBeGreaterThan(early);
        Describe(life, "nobody").OwnFraction.ShouldBe(0);
        Describe(life, "nobody").Since.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Names))]
    public void Whatever_was_learnt_it_can_be_written_as_JSON(string name)
    {
        var life = Of(name);
        double[] odd = [double.NaN, double.PositiveInfinity, -5, 0, double.MaxValue, double.Epsilon, 1e300, 1];
        for (var i = 0; i < odd.Length * 3; i++)
            life.Learn("ana", new Deed(Life.Monday.AddHours(7 * i), odd[i % odd.Length], $"value {i}") { Size = odd[(i + 2) % odd.Length] }, odd[(i + 4) % odd.Length]);
        foreach (var day in new[] { -400, 0, 7, 100_000 })
            JsonSerializer.Serialize(Describe(life, "ana", day), DocumentJson.Default.LearntBaseline).ShouldContain("evidence_unit");
    }

    [Fact]
    public void Counts_tell_hours_amounts_and_what_others_would_be_expected_to_do()
    {
        var life = Of("count");
        life.Live(Settled);

        var learnt = Describe(life, "user04");

        var (quiet, busy) = (Describe(life, "user05").Amount!, learnt.Amount!);
        busy.Unit.ShouldBe("events");
        busy.Median.ShouldBeInRange(14, 24, "1 + Poisson of about 19");
        busy.P95.ShouldBeInRange(28, 60);
        quiet.Median.ShouldBeInRange(2.5, 6, "1 + Poisson of about 3");
        busy.OthersMedian!.Value.ShouldBeInRange(quiet.Median, busy.Median);
        learnt.Week!.Usual.ShouldMatch("^Mon-Fri 0[89]-1[67]$", "the fewest hours that hold nine tenths");
        learnt.Week.SlotHours.ShouldBe(1);
        learnt.Week.Shares.Count.ShouldBe(168);
        learnt.Week.Shares.Max().ShouldBe(1);
        learnt.Week.Shares.Where((_, hour) => hour / 24 >= 5 || hour % 24 is < 8 or >= 17).ShouldAllBe(s => s == 0);
        learnt.Evidence.ShouldBeInRange(90, 252, "seven in ten of nine hours on 28 workdays, the first ones fading");
    }

    [Fact]
    public void Buckets_of_a_day_are_drawn_by_the_day()
    {
        var life = new Life(Measure("count"), bucket: TimeSpan.FromDays(1));
        life.Live(Settled);

        var week = Describe(life, "user04").Week!;

        (week.SlotHours, week.Shares.Count, week.Usual).ShouldBe((24, 7, "Mon-Fri"));
        week.Shares.Select(s => s > 0).ShouldBe([true, true, true, true, true, false, false]);
        Describe(life, "user04").EvidenceUnit.ShouldBe("active days");
    }

    [Fact]
    public void Bytes_are_told_from_values_and_bits()
    {
        Unit("sum", "source.bytes").ShouldBe("bytes");
        Unit("max", "file.size").ShouldBe("file.size");
        Unit("mean", "network.bytes").ShouldBe("bytes");
        Unit("distinct", "host.name").ShouldBe("values");
        Unit("entropy", "dns.question.name").ShouldBe("bits");

        static string Unit(string measure, string of)
        {
            var life = new Life(Measure(measure), of: of);
            life.Live(10);
            var learnt = Describe(life, "user07", 10);
            (learnt.Week is null).ShouldBe(measure is "mean" or "entropy", "what is judged whatever the hour has no hours");
            return learnt.Amount!.Unit;
        }
    }

    [Fact]
    public void Values_tell_how_many_which_how_known_they_are_and_how_often_something_new_comes()
    {
        var life = Of("rare");
        life.Live(Settled);
        life.Learn("user07", new Deed(Life.Monday.AddDays(42).AddHours(9), 1, "203.0.113.9"), weight: 0.1);

        var values = Describe(life, "user07", 43).Values!;

        values.Known.ShouldBe(2);
        values.Most.Select(v => (v.Text, v.IsKnown)).ShouldBe([(Life.Place(7, 0), true), (Life.Place(7, 1), true), ("203.0.113.9", false)]);
        values.Most[0].Days.ShouldBeGreaterThan(values.Most[1].Days);
        values.Most[0].Entities.ShouldBe(1);
        values.NewEveryDays!.Value.ShouldBeGreaterThan(values.OthersNewEveryDays!.Value * 0.2);
        values.NewEveryDays!.Value.ShouldBeGreaterThanOrEqualTo(1);
    }

    [Fact]
    public void Hours_are_those_of_the_entity_beside_those_of_all()
    {
        var life = Of("time");
        life.Live(Settled);

        Describe(life, "user07").Week!.Usual.ShouldBe("Mon-Fri 08-17");
        Describe(life, "user07").Week!.Shares.Count(s => s > 0).ShouldBe(5 * 11, "nine hours, smoothed over the ones beside them");
        Describe(life, "user00").Week!.Shares.ShouldAllBe(s => s > 0, "a service");
        Describe(life, "user00").Week!.OthersUsual.ShouldBe(Describe(life, "user07").Week!.OthersUsual);
    }

    [Fact]
    public void A_gap_is_told_in_days_and_a_share_as_one()
    {
        var (gaps, shares) = (Of("gap"), Of("ratio"));
        gaps.Live(Settled);
        shares.Live(Settled);

        var gap = Describe(gaps, "user07").Gap!;
        (gap.MedianDays, gap.P95Days).ShouldBe((1, 3), "the next day, and weekends");
        var share = Describe(shares, "user04").Amount!;
        share.Unit.ShouldBe("share");
        share.Median.ShouldBeInRange(0.05, 0.15, "a tenth");
        share.P95.ShouldBeGreaterThan(share.Median);
        share.OthersMedian!.Value.ShouldBeInRange(0.05, 0.15);
    }

    [Fact]
    public void A_fact_is_told_as_a_rate_of_its_own_and_of_others()
    {
        var life = new Life(Measure("fact"), of: "group.name");
        for (var day = 0; day < 60; day += 5)
        {
            life.Learn("admin", new Deed(Life.Monday.AddDays(day).AddHours(10), 1, "Domain Admins"));
            for (var i = 0; i < 5; i++)
                life.Midnight(Life.Monday.AddDays(day + i));
        }

        var learnt = Describe(life, "admin", 60);

        learnt.Rate!.EveryDays.ShouldBeInRange(4, 9, "every fifth day, and what is expected of anybody");
        learnt.Values!.Most.ShouldHaveSingleItem().Text.ShouldBe("Domain Admins");
        learnt.Evidence.ShouldBeInRange(5, 12);
    }

    [Fact]
    public void Travel_tells_the_last_place_and_a_beacon_its_score()
    {
        var (travels, beacons) = (Of("travel"), Of("beacon"));
        travels.Live(Settled);
        Beat(beacons, "user07");

        var place = Describe(travels, "user07").Place!;
        (place.Address[..5], place.Country).ShouldBe(("10.7.", "DE"));
        Describe(travels, "user07").Rate!.What.ShouldBe("an impossible journey");
        var score = Describe(beacons, "user07").Amount!;
        score.Unit.ShouldBe("score");
        score.Median.ShouldBeInRange(0.8, 1);
    }

    /// <summary>A day of connections like a clock's.</summary>
    private static void Beat(Life life, string entity, int day = 39) =>
        life.Learn(entity, new Deed(Life.Monday.AddDays(day), 300, "10.7.0.7") { Jitter = 0 });

    private static LearntBaseline Describe(Life life, string entity, int day = Settled) =>
        life.Measure.Describe(life.Detector, life.Of(entity), life.Population, FirstDay + day);

    private static IMeasure Measure(string name) => MeasureCatalogue.Shipped.All.Single(m => m.Grammar.Name == name);

    private static Life Of(string name) => new(Measure(name), Direction.High, name == "beacon" ? TimeSpan.FromDays(1) : null);
}
