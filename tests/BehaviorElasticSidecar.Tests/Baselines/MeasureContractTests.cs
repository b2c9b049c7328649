using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Features;
using FsCheck;
using FsCheck.Fluent;

namespace BehaviorElasticSidecar.Tests.Baselines;

/// <summary>What every measure of the catalogue promises, run on each unasked.</summary>
public sealed class MeasureContractTests
{
    private const int Settled = 40;

    /// <summary>At three in the morning of the Sunday after <see cref="Settled"/> days, a thousand times as much, larger, even as a clock and of another kind, from home and at once from elsewhere.</summary>
    private static readonly Deed Planted = new(Life.Monday.AddDays(41).AddHours(3), 20_000, Life.Place(7, 0), "203.0.113.9") { Size = 50_000, Part = 1, Jitter = 0 };

    /// <summary>The same eight weeks later, for what is about absence.</summary>
    private static readonly Deed PlantedLater = Planted with { At = Planted.At.AddDays(56) };

    public static TheoryData<string> Names => [.. MeasureCatalogue.Shipped.All.Select(m => m.Grammar.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Same_sightings_give_the_same_scores_and_bytes(string name)
    {
        var (one, other) = (Of(name), Of(name));
        one.Live(10).ShouldBe(other.Live(10));
        foreach (var entity in one.Baselines.Keys)
            one.Bytes(one.Of(entity)).ShouldBe(other.Bytes(other.Of(entity)));
        one.Bytes(one.Population).ShouldBe(other.Bytes(other.Population));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_first_ordinary_sighting_on_the_first_day_is_no_sensation(string name) =>
        Of(name).Score("ana", new Deed(Life.Monday.AddHours(9), 5, "10.1.1.1")).ShouldBeInRange(0, 2);

    [Theory, MemberData(nameof(Names))]
    public void Days_of_everyday_life_stay_unremarkable(string name)
    {
        var last = Of(name).Live(Settled).Where(m => m.Day >= 30).Select(m => m.Surprise).Order().ToList();
        last[last.Count / 2].ShouldBeLessThan(2.5);
        last[^1].ShouldBeLessThan(8);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_planted_anomaly_ranks_above_all_everyday_days(string name)
    {
        var life = Of(name);
        var everyday = life.Live(Settled).Where(m => m.Day >= 30).Max(m => m.Surprise);
        Midnights(life, 1);
        Math.Max(life.Score("user07", Planted), life.Score("user07", PlantedLater)).ShouldBeGreaterThan(Math.Max(everyday, 1.5));
    }

    [Theory, MemberData(nameof(Names))]
    public void An_explanation_says_what_was_seen_and_since_when(string name)
    {
        var life = Of(name);
        life.Live(Settled);
        var explanation = life.Explain("user07", Planted);
        explanation.Actual.ShouldNotBeNull().ShouldBeGreaterThan(0);
        explanation.Since.ShouldBe(Life.Monday.AddHours(explanation.Since!.Value.Hour));
        explanation.Normal.ShouldNotBeNullOrEmpty();
        explanation.TypicalValues.Count.ShouldBeLessThanOrEqualTo(5);
        if (explanation.PeersShare is { } share)
            share.ShouldBeInRange(0, 1);
    }

    [Theory, MemberData(nameof(Names))]
    public void Impossible_numbers_give_finite_scores_and_a_state_that_can_be_read(string name)
    {
        var life = Of(name);
        double[] odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -5, 0, double.MaxValue, double.Epsilon, 1e300, 1];
        for (var i = 0; i < odd.Length * 3; i++)
        {
            var deed = new Deed(Life.Monday.AddHours(i), odd[i % odd.Length], i % 2 == 0 ? "10.0.0.1" : new string('x', 5000)) { Size = odd[(i + 2) % odd.Length], Part = odd[(i + 6) % odd.Length] };
            foreach (var surprise in life.Surprises("ana", deed))
                surprise.Value.ShouldBeInRange(0, 300);
            life.Learn("ana", deed, odd[(i + 4) % odd.Length]);
        }

        life.Midnight(Life.Monday);
        life.Score("ana", Planted).ShouldBeInRange(0, 300);
        life.Bytes(life.Measure.ReadBaseline(life.Bytes(life.Of("ana")))).ShouldBe(life.Bytes(life.Of("ana")));
    }

    [Theory, MemberData(nameof(Names))]
    public void The_same_thing_every_hour_for_months_stays_calm_and_finite(string name)
    {
        var life = Of(name);
        for (var hour = 0; hour < 24 * 90; hour++)
        {
            life.Learn("job", new Deed(Life.Monday.AddHours(hour), 7, "10.0.0.1"));
            if (hour % 24 == 23)
                life.Midnight(Life.Monday.AddHours(hour));
        }

        life.Score("job", new Deed(Life.Monday.AddDays(90), 7, "10.0.0.1")).ShouldBeInRange(0, 1);
        life.Score("job", new Deed(Life.Monday.AddDays(90), 7_000_000, "203.0.113.9")).ShouldBeInRange(0, 300);
    }

    [Theory, MemberData(nameof(Names))]
    public void Half_of_all_baselines_take_at_most_2_KiB(string name)
    {
        var life = Of(name);
        life.Live(60);
        for (var day = 0; day < 60; day++)
            for (var hour = 0; hour < 24; hour++)
                life.Learn("user00", new Deed(Life.Monday.AddDays(day).AddHours(hour), hour, $"value {hour} of many", $"value {day}"));
        var sizes = life.Baselines.Values.Select(b => life.Bytes(b).Length).Order().ToList();
        sizes[sizes.Count / 2].ShouldBeLessThanOrEqualTo(2048);
        sizes[^1].ShouldBeLessThanOrEqualTo(8192);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_state_written_and_read_is_the_same_and_scores_alike(string name)
    {
        var life = Of(name);
        life.Live(15);
        foreach (var (entity, baseline) in life.Baselines)
        {
            var read = life.Measure.ReadBaseline(life.Bytes(baseline));
            life.Bytes(read).ShouldBe(life.Bytes(baseline));
            life.Score(entity, Planted, read).ShouldBe(life.Score(entity, Planted, baseline));
        }

        life.Learn("user03", Planted);
        life.Bytes(life.Measure.ReadDay(life.Bytes(life.Today))).ShouldBe(life.Bytes(life.Today));
        var population = life.Measure.ReadPopulation(life.Bytes(life.Population));
        life.Bytes(population).ShouldBe(life.Bytes(life.Population));
        var before = life.Score("user04", Planted);
        life.Population = population;
        life.Score("user04", Planted).ShouldBe(before);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_state_of_a_later_version_or_cut_off_is_refused(string name)
    {
        var life = Of(name);
        life.Live(3);
        byte[][] states = [life.Bytes(life.Of("user03")), life.Bytes(life.Population), life.Bytes(life.Today)];
        Action<byte[]>[] readers = [b => life.Measure.ReadBaseline(b), b => life.Measure.ReadPopulation(b), b => life.Measure.ReadDay(b)];
        for (var i = 0; i < states.Length; i++)
        {
            Should.Throw<InvalidDataException>(() => readers[i]([255, .. states[i][1..]]));
            Should.Throw<InvalidDataException>(() => readers[i]([.. states[i], 0]));
            for (var length = 0; length < states[i].Length; length += 7)
                Should.Throw<InvalidDataException>(() => readers[i](states[i][..length]));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Merging_days_in_any_order_and_grouping_gives_the_same_bytes(string name) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20).WithReplay(23, 23), Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var life = Of(name);
            life.Live(3);
            var days = Enumerable.Range(0, 3).Select(part =>
            {
                life.Today = life.Measure.NewDay();
                for (var i = part * 7; i < part * 7 + 7; i++)
                    foreach (var deed in Life.Days($"user{i:00}", i, 7, (ulong)seed))
                        life.Learn($"user{i:00}", deed);
                return life.Bytes(life.Today);
            }).ToList();
            return Merged(life, days[0], days[1], days[2]).AsSpan().SequenceEqual(Merged(life, days[2], days[0], days[1]))
                && Merged(life, Merged(life, days[0], days[1]), days[2]).AsSpan().SequenceEqual(Merged(life, days[0], Merged(life, days[1], days[2])));
        }));

    [Theory, MemberData(nameof(Names))]
    public void The_order_of_rows_does_not_matter(string name)
    {
        var (one, other) = (Of(name), Of(name));
        one.Live(5);
        other.Live(5);
        for (var day = 7; day < 30; day++)
        {
            var deed = new Deed(Life.Monday.AddDays(day).AddHours(9), 4, [.. Enumerable.Range(0, 6).Select(i => $"thing {i * day % 11}")]);
            var rows = one.Rows("user03", deed);
            Observation[] turned = [.. rows.Reverse()];
            one.Surprises("user03", deed, rows: rows).Select(s => (rows[s.Row].Group, s.Value)).Order()
                .ShouldBe(other.Surprises("user03", deed, rows: turned).Select(s => (turned[s.Row].Group, s.Value)).Order());
            one.Learn("user03", deed, rows: rows);
            other.Learn("user03", deed, rows: turned);
        }

        one.Bytes(one.Of("user03")).ShouldBe(other.Bytes(other.Of("user03")));
        one.Bytes(one.Today).ShouldBe(other.Bytes(other.Today));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_former_life_is_forgotten(string name)
    {
        var (moved, always) = (Of(name), Of(name));
        moved.Live(56, seed: 9);
        moved.Live(280, firstDay: 56);
        always.Live(280, firstDay: 56);
        var planted = Planted with { At = Life.Monday.AddDays(336 + 6).AddHours(3) };
        moved.Score("user04", planted).ShouldBe(always.Score("user04", planted), 0.3);
    }

    /// <summary>Without those that add up what came, whatever is learnt of it: that is their point.</summary>
    public static TheoryData<string> OfOneBucket => [.. MeasureCatalogue.Shipped.All.Select(m => m.Grammar.Name).Where(n => n != "drift")];

    [Theory, MemberData(nameof(OfOneBucket))]
    public void What_is_learnt_with_weight_0_changes_no_later_score(string name)
    {
        var (one, other) = (Of(name), Of(name));
        one.Live(12);
        other.Live(12);
        var morning = new Deed(Life.Monday.AddDays(14).AddHours(9), 3, Life.Place(5, 0));
        one.Learn("user05", morning);
        other.Learn("user05", morning);
        one.Learn("user05", morning with { At = morning.At.AddHours(2), Count = 9000, Values = ["203.0.113.9"] }, weight: 0);
        foreach (var later in new[] { morning with { At = morning.At.AddHours(4) }, Planted })
            one.Score("user05", later).ShouldBe(other.Score("user05", later));
    }

    [Theory, MemberData(nameof(Names))]
    public void What_was_surprising_surprises_less_once_it_is_learnt(string name)
    {
        var life = Of(name);
        life.Live(Settled);
        var before = Math.Max(life.Score("user06", Planted), life.Score("user06", PlantedLater));
        for (var week = 0; week < 8; week++)
            life.Learn("user06", Planted with { At = Planted.At.AddDays(7 * week) });
        life.Score("user06", Planted with { At = Planted.At.AddDays(56) }).ShouldBeLessThan(before);
    }

    [Theory, MemberData(nameof(Names))]
    public void The_first_column_counts_the_detectors_own_events(string name)
    {
        var life = Of(name);
        life.Request.Columns[0].ShouldBe(new FeatureColumn(life.Detector.Events, Metric.Count, null));
        life.Measure.Grammar.Name.ShouldMatch("^[a-z]+$");
        life.Measure.Grammar.Help.ShouldEndWith(".");
    }

    [Theory, MemberData(nameof(Names))]
    public void Clocks_that_run_back_and_years_of_silence_do_no_harm(string name)
    {
        var life = Of(name);
        life.Live(10);
        var deed = new Deed(Life.Monday.AddDays(-400).AddHours(9), 4, "10.3.0.7");
        foreach (var days in new[] { 0, 9, 400, 5_000, 100_000, 399 })
        {
            var then = deed with { At = deed.At.AddDays(days) };
            life.Score("user03", then).ShouldBeInRange(0, 300);
            life.Learn("user03", then);
            life.Midnight(then.At);
        }

        life.Score("user03", deed with { At = deed.At.AddDays(100_001) }).ShouldBeInRange(0, 300);
        life.Measure.ReadBaseline(life.Bytes(life.Of("user03"))).ShouldNotBeNull();
    }

    private static Life Of(string name) => new(MeasureCatalogue.Shipped.All.Single(m => m.Grammar.Name == name));

    private static byte[] Merged(Life life, params byte[][] days)
    {
        var sum = life.Measure.NewDay();
        foreach (var day in days)
            life.Measure.Merge(sum, life.Measure.ReadDay(day));
        return life.Bytes(sum);
    }

    private static void Midnights(Life life, int count)
    {
        for (var i = 0; i < count; i++)
            life.Midnight(Life.Monday.AddDays(Settled + i));
    }
}
