using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace BehaviorElasticSidecar.Tests.Baselines;

public sealed class SessionMeasureTests
{
    /// <summary>
    /// 90 looks at 0, 9 in band 8 and 1 in band 14; an own history of 27 looks at 0 and 3 in band 8. By a Python script of ten lines (double precision): the product of
    /// (more - ended + 0.5) / (more + 1) over the bands before, (own + k S) / (30 + k) with k = min(1 / S, 20).
    /// </summary>
    [Theory]
    [InlineData(1, 0.10396039603960397)]
    [InlineData(8, 0.0750661638915357)]
    [InlineData(11.5, 0.00498650151181061)]
    [InlineData(14, 0.002429120804196092)]
    [InlineData(21, 9.488753141390986e-06)]
    public void The_law_is_that_of_an_independent_calculation(double position, double expected) => Law().AtLeast(position).ShouldBe(expected, expected * 1e-12);

    [Theory]
    [InlineData(8, 0.09233273316242406)]
    [InlineData(15, 0.00024291208041960914)]
    public void An_own_history_is_weighed_against_that_of_all(double position, double expected)
    {
        var own = new SessionBaseline();
        own.Arrive(100, Life.Monday);
        own.Add(0, 27);
        own.Add(8, 3);
        Law().AtLeast(position, own, 100).ShouldBe(expected, expected * 1e-12);
    }

    [Fact]
    public void Origins_at_once_are_those_that_a_plain_search_finds() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(11, 11), Prop.ForAll(
            Gen.Choose(0, 12).Two().Select(p => ((double)Math.Min(p.Item1, p.Item2), (double)Math.Max(p.Item1, p.Item2))).ListOf().Where(l => l.Count > 0).ToArbitrary(), spans =>
            {
                var found = ConcurrentOrigins.Of([.. spans]);
                return found.Count == Plain(spans) && found.All(a => found.All(b => a == b || Overlap(spans[a], spans[b])));
            }));

    [Fact]
    public void Two_origins_in_turns_are_at_once_and_one_after_the_other_are_not()
    {
        ConcurrentOrigins.Of([(0, 10), (5, 5), (20, 30)]).ShouldBe([0, 1], "seen between two of another");
        ConcurrentOrigins.Of([(0, 10), (10, 20)]).Count.ShouldBe(1, "they touch");
        ConcurrentOrigins.Of([(5, 5), (5, 5)]).Count.ShouldBe(1);
    }

    [Fact]
    public void A_second_origin_surprises_who_always_had_one_and_not_who_has_two_every_day()
    {
        var life = Of("source.as.organization.name");
        Live(life, 40, (user, day) => user == 3 ? ["home", "phone"] : ["office"]);
        life.Score("user05", At(40, 9, "office", "hotel")).ShouldBeGreaterThan(3);
        life.Score("user03", At(40, 9, "home", "phone")).ShouldBeLessThan(0.1);
        life.Score("user03", At(40, 9, "home", "phone", "hotel")).ShouldBeGreaterThan(1.5);
        life.Score("user05", At(40, 9, "hotel")).ShouldBe(0, "one at a time, wherever");
        var why = life.Explain("user05", At(40, 9, "office", "hotel"));
        (why.Actual, why.TypicalP95, why.Normal).ShouldBe((2, 1, "one at a time"));
        (why.Value, why.Partner).ShouldBe(("hotel", "office"), "of equals the first by name is the odd one");
    }

    [Fact]
    public void A_session_goes_on_over_hours_and_midnight_until_nothing_happens_for_two_hours()
    {
        var life = Of(null);
        life.Learn("ana", At(0, 8));
        foreach (var hour in new[] { 9, 11, 13, 15, 17, 19, 21, 23, 25, 26 })
            life.Learn("ana", At(0, hour));
        life.Explain("ana", At(0, 27)).Actual.ShouldBe(19.3, "from 8:00 to 3:20");
        life.Explain("ana", At(0, 29)).Actual.ShouldBe(0.3, "nothing from 2:20 to 5:00");
        life.Learn("ana", At(1, 9));
        Describe(life, "ana").Evidence.ShouldBe(1, 1e-6, "the first one is over");
    }

    [Fact]
    public void Events_older_than_the_session_change_nothing()
    {
        var life = Of(null);
        life.Learn("ana", At(3, 9));
        var before = life.Bytes(life.Of("ana"));
        life.Score("ana", At(2, 9)).ShouldBe(0);
        life.Learn("ana", At(2, 9));
        life.Bytes(life.Of("ana")).ShouldBe(before);
    }

    [Fact]
    public void A_longer_session_surprises_more()
    {
        var life = Office();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(5, 5), Prop.ForAll(Gen.Choose(0, 40).ToArbitrary(), Gen.Choose(0, 40).ToArbitrary(), (a, b) =>
            Through(life, "user03", Math.Min(a, b)) <= Through(life, "user03", Math.Max(a, b))));
        Through(life, "user03", 8).ShouldBeLessThan(1);
        Through(life, "user03", 20).ShouldBeGreaterThan(3, "through the night");
    }

    [Fact]
    public void Who_never_rests_is_calm_and_excuses_nobody()
    {
        var life = Office(service: true);
        life.Score("service", At(60, 0)).ShouldBeLessThan(1);
        Through(life, "user03", 20).ShouldBeGreaterThan(2.5);
    }

    [Fact]
    public void A_doubtful_hour_makes_the_session_doubtful()
    {
        var (sure, doubtful) = (Office(), Office());
        foreach (var (life, weight) in new[] { (sure, 1.0), (doubtful, 0.01) })
        {
            for (var hour = 0; hour <= 20; hour++)
                life.Learn("user03", At(60, 8 + hour), hour == 20 ? weight : 1);
            life.Learn("user03", At(62, 9));
        }

        Through(doubtful, "user03", 20, 63).ShouldBeGreaterThan(Through(sure, "user03", 20, 63));
    }

    [Fact]
    public void One_in_a_hundred_sessions_has_a_surprise_of_two()
    {
        var life = Of(null);
        var random = new DeterministicRandom(29);
        int looks = 0, tens = 0, hundreds = 0;
        for (var day = 0; day < 160; day++)
        {
            for (var i = 0; i < 40; i++)
            {
                var hours = Math.Clamp((int)Math.Round((5 + i % 4) * Math.Exp(0.35 * random.NextNormal())), 0, 20);
                var surprise = 0.0;
                for (var hour = 0; hour <= hours; hour++)
                {
                    var deed = At(day, hour) with { Lasting = TimeSpan.FromMinutes(random.Next(59)) };
                    surprise = Math.Max(surprise, day >= 60 ? life.Score($"user{i}", deed) : 0);
                    life.Learn($"user{i}", deed);
                }

                if (day >= 60)
                    (looks, tens, hundreds) = (looks + 1, tens + (surprise >= 1 ? 1 : 0), hundreds + (surprise >= 2 ? 1 : 0));
            }

            life.Midnight(Life.Monday.AddDays(day));
        }

        (tens / (double)looks).ShouldBeInRange(0.06, 0.13);
        (hundreds / (double)looks).ShouldBeInRange(0.005, 0.015);
    }

    [Fact]
    public void An_open_session_is_kept_with_the_state()
    {
        var life = Office();
        life.Learn("user03", At(60, 8));
        var read = life.Measure.ReadBaseline(life.Bytes(life.Of("user03")));
        life.Bytes(read).ShouldBe(life.Bytes(life.Of("user03")));
        life.Score("user03", At(60, 10), read).ShouldBe(life.Score("user03", At(60, 10)));
        var state = life.Bytes(read);
        state.Length.ShouldBeLessThan(200);
        for (var length = 0; length < state.Length; length++)
            Should.Throw<InvalidDataException>(() => life.Measure.ReadBaseline(state.AsSpan(0, length)));
    }

    [Fact]
    public void A_break_is_no_shorter_than_a_bucket()
    {
        SessionMeasure.Break(TimeSpan.FromHours(1)).ShouldBe(TimeSpan.FromHours(2));
        SessionMeasure.Break(TimeSpan.FromDays(1)).ShouldBe(TimeSpan.FromDays(1));
    }

    private static Deed At(int day, int hour, params string[] origins) => new(Life.Monday.AddDays(day).AddHours(hour), 5, origins);

    private static Life Of(string? origins) => new(MeasureCatalogue.Shipped.All.Single(m => m.Grammar.Name == "session"), of: origins);

    private static LearntBaseline Describe(Life life, string entity) =>
        life.Measure.Describe(life.Detector, life.Of(entity), life.Population, DateOnly.FromDateTime(Life.Monday.UtcDateTime).DayNumber + 1);

    private static void Live(Life life, int days, Func<int, int, string[]> origins)
    {
        for (var day = 0; day < days; day++)
        {
            for (var i = 0; i < 20; i++)
                for (var hour = 8; hour < 17; hour++)
                    life.Learn($"user{i:00}", At(day, hour, origins(i, day)));
            life.Midnight(Life.Monday.AddDays(day));
        }
    }

    /// <summary>Sixty days of eight to ten hours; with a service that never rests, if asked.</summary>
    private static Life Office(bool service = false)
    {
        var life = Of(null);
        for (var day = 0; day < 60; day++)
        {
            for (var i = 0; i < 20; i++)
                for (var hour = 8; hour < 16 + (i + day) % 3; hour++)
                    life.Learn($"user{i:00}", At(day, hour));
            for (var hour = 0; service && hour < 24; hour++)
                life.Learn("service", At(day, hour));
            life.Midnight(Life.Monday.AddDays(day));
        }

        return life;
    }

    /// <summary>Of a session from 8:00 on, hour by hour; nothing is left behind.</summary>
    private static double Through(Life life, string entity, int hours, int day = 60)
    {
        var baseline = life.Measure.ReadBaseline(life.Bytes(life.Of(entity)));
        var surprise = 0.0;
        for (var hour = 0; hour <= hours; hour++)
        {
            surprise = Math.Max(surprise, life.Score(entity, At(day, 8 + hour), baseline));
            var today = life.Today;
            life.Today = life.Measure.NewDay();
            life.Learn(entity, At(day, 8 + hour), 1, baseline);
            life.Today = today;
        }

        return surprise;
    }

    private static SessionPopulation Law()
    {
        var sums = new DailySums(SessionPopulation.Length);
        sums.Add(0, 90L);
        sums.Add(8, 9L);
        sums.Add(14, 1L);
        return new SessionPopulation(new DecayedSums(SessionPopulation.Length).Advance(sums, 1));
    }

    private static bool Overlap((double First, double Last) a, (double First, double Last) b) => a.First < b.Last && b.First < a.Last;

    /// <summary>At every instant at which a span begins or is, those that hold it.</summary>
    private static int Plain(IReadOnlyList<(double First, double Last)> spans) => spans.Max(one => one.First == one.Last
        ? 1 + spans.Count(s => s.First < one.First && one.First < s.Last)
        : spans.Count(s => s.First <= one.First && one.First < s.Last));
}
