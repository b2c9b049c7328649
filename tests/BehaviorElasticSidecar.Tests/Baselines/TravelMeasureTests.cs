using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Tests.Baselines;

public sealed class TravelMeasureTests
{
    private static readonly IMeasure Measure = MeasureCatalogue.Shipped.All.Single(m => m.Grammar.Name == "travel");
    private static readonly Life Any = new(Measure);
    private static readonly EntityEvent Berlin = At(0, "198.51.100.1", "52.52,13.405", "DE", "3320");
    private static readonly EntityEvent Tokyo = At(60, "203.0.113.1", "35.6762,139.6503", "JP", "2516");
    private static readonly EntityEvent Munich = At(20, "198.51.100.9", "48.1374,11.5755", "DE", "8881");

    [Fact]
    public void Berlin_to_Tokyo_in_an_hour_is_impossible_and_told_with_its_speed()
    {
        var baseline = Learnt(Berlin);
        var surprise = Scored(baseline, Tokyo).ShouldHaveSingleItem();
        surprise.Value.ShouldBeGreaterThan(2);
        var explanation = Measure.Explain(Sighting(Tokyo), baseline, Measure.NewPopulation(), surprise);
        explanation.Details["from"].ShouldBe("DE (198.51.100.1)");
        explanation.Details["to"].ShouldBe("JP (203.0.113.1)");
        double.Parse(explanation.Details["distance_km"], System.Globalization.CultureInfo.InvariantCulture).ShouldBe(8919, 10);
        explanation.Details["speed_kmh"].ShouldBe(explanation.Details["distance_km"]);
    }

    [Fact]
    public void A_late_sign_in_before_the_last_known_place_is_put_in_its_time()
    {
        var baseline = Learnt(At(90, "198.51.100.1", "52.52,13.405", "DE", "3320"));
        var late = Scored(baseline, Tokyo).ShouldHaveSingleItem();
        var explanation = Measure.Explain(Sighting(Tokyo), baseline, Measure.NewPopulation(), late);
        explanation.Value.ShouldBe("JP (203.0.113.1)", "it is what is new");
        (explanation.Details["from"], explanation.Details["to"]).ShouldBe(("JP (203.0.113.1)", "DE (198.51.100.1)"));
        Learn(baseline, Tokyo);
        Scored(baseline, At(95, "198.51.100.1", "52.52,13.405", "DE", "3320")).ShouldBeEmpty("the last known place stays the last");
    }

    [Fact]
    public void Late_sign_ins_are_no_journey_where_there_was_time_enough_on_both_sides() =>
        Scored(Learnt(At(20 * 60, "203.0.113.1", "35.6762,139.6503", "JP", "2516")), Berlin).ShouldBeEmpty();

    [Theory]
    [InlineData(12 * 60, "JP", "2516", 0)]
    [InlineData(60, "PL", "2516", 0)]
    [InlineData(60, "DE", "3320", 0)]
    [InlineData(60, "DE", "2516", 1)]
    [InlineData(60, "GB", "2516", 1)]
    [InlineData(60, null, "2516", 1)]
    public void Enough_time_a_bordering_country_or_the_same_carrier_excuse(int minutes, string? country, string system, int expected) =>
        Scored(Learnt(Berlin), At(minutes, "203.0.113.1", "35.6762,139.6503", country, system)).Count.ShouldBe(expected);

    [Fact]
    public void Near_places_and_clocks_that_differ_by_minutes_excuse()
    {
        Scored(Learnt(Berlin), At(1, "203.0.113.1", "52.40,13.06", "DE", "1")).ShouldBeEmpty();
        Scored(Learnt(Berlin), At(1, "203.0.113.1", "53.55,10.00", "DE", "1")).Count.ShouldBe(1, "Hamburg is 255 km away");
        Scored(Learnt(Berlin), At(20, "203.0.113.1", "53.55,10.00", "DE", "1")).ShouldBeEmpty();
    }

    [Fact]
    public void Runs_collapsed_to_first_and_last_give_the_same_as_all_events()
    {
        EntityEvent[] all = [.. Run(Berlin, 0, 5), .. Run(Munich, 20, 25), .. Run(Tokyo, 60, 69), .. Run(Berlin, 100, 130)];
        EntityEvent[] collapsed = [.. Ends(Berlin, 0, 5), .. Ends(Munich, 20, 25), .. Ends(Tokyo, 60, 69), .. Ends(Berlin, 100, 130)];
        var (full, few) = (Measure.NewBaseline(), Measure.NewBaseline());
        Scored(full, all).Select(s => (s.Row, s.Value)).ShouldBe(Scored(few, collapsed).Select(s => (s.Row, s.Value)));
        Scored(full, all).Count.ShouldBe(3);
        Learn(full, all);
        Learn(few, collapsed);
        Any.Bytes(full).ShouldBe(Any.Bytes(few));
    }

    [Fact]
    public void A_network_shared_by_many_users_is_an_egress_point()
    {
        var life = new Life(Measure);
        for (var i = 0; i < 10; i++)
            life.Learn($"user{i}", new Deed(Life.Monday, 1, $"203.0.113.{i}"));
        var before = life.Population;
        life.Midnight(Life.Monday);
        Scored(Learnt(Berlin), before, Tokyo).Count.ShouldBe(1);
        Scored(Learnt(Berlin), life.Population, Tokyo).ShouldBeEmpty();
        ((TravelPopulation)life.Population).IsShared("203.0.114.1").ShouldBeFalse();
    }

    [Fact]
    public void An_office_that_many_share_is_a_place_that_one_can_be_called_away_from()
    {
        var life = Lived(way => [At(way * Day, Home(way), "52.40,13.06", "DE", "3320"), At(way * Day + 60, "203.0.114.7", "52.52,13.405", "DE", "3320")]);
        ((TravelPopulation)life.Population).IsShared("203.0.114.7").ShouldBeTrue();
        ((TravelPopulation)life.Population).RateOf("203.0.114.7").ShouldBeLessThan(0.05);
        var atWork = Learnt(life.Population, At(0, "203.0.114.7", "52.52,13.405", "DE", "3320"));
        Scored(atWork, life.Population, Tokyo).ShouldHaveSingleItem().Value.ShouldBeGreaterThan(1.5);
        Scored(atWork, life.Population, Munich).ShouldHaveSingleItem();
    }

    [Fact]
    public void An_exit_of_a_tunnel_is_no_place_and_hides_nobody()
    {
        var exit = At(30, "203.0.114.7", "25.2048,55.2708", "AE", "9");
        var life = Lived(way => [At(way * Day, Home(way), "52.40,13.06", "DE", "3320"), Later(exit, way)]);
        ((TravelPopulation)life.Population).RateOf("203.0.114.7").ShouldBeGreaterThan(0.3, "they come home the next day");
        var tunnelled = Learnt(life.Population, Berlin, exit);
        Scored(tunnelled, life.Population, At(40, "198.51.100.9", "48.1374,11.5755", "DE", "3320")).ShouldBeEmpty("Munich, by the same carrier, is where an exit hid them");
        Scored(tunnelled, life.Population, Tokyo).ShouldHaveSingleItem("Berlin, where they were, is too far from Tokyo");
    }

    [Fact]
    public void Who_often_travels_impossibly_surprises_less()
    {
        var often = Learnt(Berlin);
        for (var day = 1; day < 20; day++)
            Learn(often, day % 2 == 0 ? Later(Berlin, day) : Later(Tokyo, day), Later(Munich, day));
        Scored(often, Later(Berlin, 21), Later(Tokyo, 21))[^1].Value.ShouldBeLessThan(Scored(Learnt(Berlin), Tokyo)[0].Value - 0.8);
    }

    [Fact]
    public void Speed_adds_at_most_one_decade()
    {
        var fast = Scored(Learnt(Berlin), At(11, "203.0.113.1", "35.6762,139.6503", "JP", "2"))[0].Value;
        var slow = Scored(Learnt(Berlin), At(590, "203.0.113.1", "35.6762,139.6503", "JP", "2"))[0].Value;
        (fast - slow).ShouldBeInRange(0.9, 1);
    }

    [Fact]
    public void Events_are_needed_only_when_an_address_changes_and_the_time_moves_on_without_them()
    {
        var baseline = Learnt(Berlin);
        Measure.NeedsEvents(Sighting(Berlin), baseline).ShouldBeFalse();
        Measure.NeedsEvents(Sighting(Tokyo), baseline).ShouldBeTrue();
        Measure.NeedsEvents(Sighting(Berlin), Measure.NewBaseline()).ShouldBeTrue();
        var still = Sighting([At(600, "198.51.100.1", "", "", "")], withEvents: false);
        Measure.Learn(still, baseline, Measure.NewPopulation(), Measure.NewDay(), 1);
        ((TravelBaseline)baseline).Last!.Time.ShouldBe(Life.Monday.AddMinutes(600).ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1,2,3")]
    [InlineData("91,0")]
    [InlineData("NaN,NaN")]
    [InlineData("Berlin")]
    public void Without_a_place_there_is_nothing_to_say(string? location)
    {
        Scored(Learnt(Berlin), At(60, "203.0.113.1", location, "JP", "2516")).ShouldBeEmpty();
        Any.Bytes(Learnt(Berlin, At(60, "198.51.100.1", location, "JP", "2516"))).ShouldBe(Any.Bytes(Learnt(Berlin)));
    }

    [Fact]
    public void Borders_go_both_ways_and_nothing_borders_itself()
    {
        CountryBorders.All.ShouldAllBe(pair => CountryBorders.Touch(pair.Other, pair.One) && pair.One != pair.Other && pair.One.Length == 2);
        CountryBorders.Touch("FR", "GB").ShouldBeTrue();
        CountryBorders.Touch("DE", "PL").ShouldBeTrue();
        CountryBorders.Touch("DE", "ES").ShouldBeFalse();
        CountryBorders.Touch("??", "DE").ShouldBeFalse();
        CountryBorders.All.Count(pair => pair.One == "DE").ShouldBe(9);
        CountryBorders.All.Count(pair => pair.One == "CN").ShouldBe(16, "14 neighbours, Hong Kong and Macao");
        CountryBorders.All.Count(pair => pair.One == "BR").ShouldBe(10);
    }

    private static EntityEvent At(double minutes, string address, string? location, string? country, string? system) =>
        new(Life.Monday.AddMinutes(minutes), [address, location, country, system]);

    private const double Day = 24 * 60;

    /// <summary>Twelve people, each with an address of their own, live twelve days like this.</summary>
    private static Life Lived(Func<int, EntityEvent[]> day)
    {
        var life = new Life(Measure);
        for (var way = 0; way < 12; way++)
        {
            var today = Measure.NewDay();
            for (var person = 0; person < 12; person++)
                Measure.Learn(Sighting([.. day(way).Select(e => e.Values[0]!.StartsWith("home", StringComparison.Ordinal) ? e with { Values = [$"198.51.{person}.1", .. e.Values.Skip(1)] } : e)]), life.Of($"user{person}"), life.Population, today, 1);
            life.Population = Measure.Advance(life.Population, today, SiteClock.UtcDayOf(Life.Monday) + way);
        }

        return life;
    }

    private static string Home(int way) => $"home{way}";

    private static Baseline Learnt(Population population, params EntityEvent[] events)
    {
        var baseline = Measure.NewBaseline();
        Measure.Learn(Sighting(events), baseline, population, Measure.NewDay(), 1);
        return baseline;
    }

    private static EntityEvent Later(EntityEvent one, int days) => one with { Time = one.Time.AddDays(days) };

    private static EntityEvent[] Run(EntityEvent one, int from, int to) =>
        [.. Enumerable.Range(from, to - from + 1).Select(minute => one with { Time = Life.Monday.AddMinutes(minute) })];

    private static EntityEvent[] Ends(EntityEvent one, int from, int to) =>
        [one with { Time = Life.Monday.AddMinutes(from) }, one with { Time = Life.Monday.AddMinutes(to) }];

    private static Baseline Learnt(params EntityEvent[] events)
    {
        var baseline = Measure.NewBaseline();
        Learn(baseline, events);
        return baseline;
    }

    private static void Learn(Baseline baseline, params EntityEvent[] events) =>
        Measure.Learn(Sighting(events), baseline, Measure.NewPopulation(), Measure.NewDay(), 1);

    private static List<Surprise> Scored(Baseline baseline, params EntityEvent[] events) => Scored(baseline, Measure.NewPopulation(), events);

    private static List<Surprise> Scored(Baseline baseline, Population population, params EntityEvent[] events)
    {
        var found = new List<Surprise>();
        Measure.Score(Sighting(events), baseline, population, found);
        return found;
    }

    private static Sighting Sighting(params EntityEvent[] events) => Sighting(events, withEvents: true);

    private static Sighting Sighting(EntityEvent[] events, bool withEvents)
    {
        var bucket = TimeBucket.UtcDay(events[0].Time);
        return new Sighting
        {
            Detector = Any.Detector, Entity = "ana", Bucket = bucket, Local = SiteClock.Utc.At(bucket.From), Columns = [0, 1, 2],
            Rows = events.GroupBy(e => e.Values[0], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Observation("ana", g.Key,
                [g.Count(), g.Min(e => e.Time).ToUnixTimeMilliseconds(), g.Max(e => e.Time).ToUnixTimeMilliseconds()])).ToArray(),
            Events = withEvents ? events : [],
        };
    }
}
