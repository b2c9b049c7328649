using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Tests.Baselines;

public sealed class BeaconMeasureTests
{
    private static readonly IMeasure Measure = MeasureCatalogue.Shipped.All.Single(m => m.Grammar.Name == "beacon");
    private static readonly BehaviorElasticSidecar.Detectors.Detector Detector = new Life(Measure, bucket: TimeSpan.FromDays(1), of: "source.bytes").Detector with { By = "destination.ip" };
    private const string Partner = "203.0.113.9";

    [Fact]
    public void Events_are_asked_for_only_where_enough_happened_for_long_enough()
    {
        Measure.Request(Detector).GroupField.ShouldBe("destination.ip");
        Needs(9, 20).ShouldBeFalse();
        Needs(10, 5).ShouldBeFalse();
        Needs(10, 6).ShouldBeTrue();
        Needs(20_000, 24).ShouldBeTrue();
        Needs(20_001, 24).ShouldBeFalse();
    }

    [Fact]
    public void A_beacon_to_a_place_that_nobody_else_asks_surprises_and_is_told_with_its_beat()
    {
        var site = Lived();
        var surprise = Scored(site, Measure.NewBaseline(), Partner, 0.1).ShouldHaveSingleItem();
        surprise.Value.ShouldBeGreaterThan(2);
        var why = Measure.Explain(Sighting(Partner, 0.1, 40), Measure.NewBaseline(), site, surprise);
        why.Value.ShouldStartWith("about every 3");
        why.Partner.ShouldBe(Partner);
        why.Actual!.Value.ShouldBeInRange(1.15, 1.3, "0.15 more for a new pair and for a partner that nobody knows");
        Scored(site, Measure.NewBaseline(), Partner, 1).Select(s => s.Value).DefaultIfEmpty().Max().ShouldBeLessThan(surprise.Value - 1);
    }

    [Fact]
    public void What_most_machines_ask_surprises_less_than_what_one_does()
    {
        var site = Lived();
        Scored(site, Measure.NewBaseline(), "10.0.0.0", 0.02)[0].Value.ShouldBeLessThan(Scored(site, Measure.NewBaseline(), Partner, 0.02)[0].Value);
    }

    [Fact]
    public void An_updater_that_beats_every_day_comes_to_be_usual()
    {
        var (site, own) = (Lived(), Measure.NewBaseline());
        var first = Scored(site, own, Partner, 0.02)[0].Value;
        for (var day = 40; day < 60; day++)
            Measure.Learn(Sighting(Partner, 0.02, day), own, site, Measure.NewDay(), 1);
        Scored(site, own, Partner, 0.02, day: 60).Select(s => s.Value).DefaultIfEmpty().Max().ShouldBeLessThan(0.6);
        first.ShouldBeGreaterThan(2);
    }

    [Fact]
    public void Events_of_other_partners_change_nothing()
    {
        var (site, own) = (Lived(), Measure.NewBaseline());
        var sighting = Sighting(Partner, 0.1, 40);
        var from = sighting.Bucket.From;
        List<EntityEvent> more = [.. sighting.Events, .. Enumerable.Range(0, 99).Select(i => new EntityEvent(from.AddMinutes(i * i % 700), ["7", $"{i}", "192.0.2.1"]))];
        var mixed = new List<Surprise>();
        Measure.Score(sighting with { Events = [.. more.OrderBy(e => e.Time)] }, own, site, mixed);
        mixed.ShouldBe(Scored(site, own, Partner, 0.1));
    }

    /// <summary>Forty days of twenty machines: an updater that all ask, and people who browse.</summary>
    private static Population Lived()
    {
        var site = Measure.NewPopulation();
        var pairs = new Dictionary<(int, string), Baseline>();
        for (var day = 0; day < 40; day++)
        {
            var today = Measure.NewDay();
            for (var machine = 0; machine < 20; machine++)
                foreach (var (partner, jitter) in new[] { ("10.0.0.0", 0.02), ($"192.0.2.{machine}", 1.0), ($"192.0.2.{(machine * 7 + day) % 90}", 1.0) }.DistinctBy(p => p.Item1))
                {
                    var own = pairs.TryGetValue((machine, partner), out var known) ? known : pairs[(machine, partner)] = Measure.NewBaseline();
                    Measure.Learn(Sighting(partner, jitter, day, machine), own, site, today, 1);
                }

            site = Measure.Advance(site, today, DateOnly.FromDateTime(Life.Monday.AddDays(day).UtcDateTime).DayNumber);
        }

        return site;
    }

    private static List<Surprise> Scored(Population site, Baseline own, string partner, double jitter, int day = 40)
    {
        var found = new List<Surprise>();
        Measure.Score(Sighting(partner, jitter, day), own, site, found);
        return found;
    }

    private static bool Needs(double count, double hours)
    {
        var bucket = TimeBucket.UtcDay(Life.Monday);
        return Measure.NeedsEvents(Of(bucket, Partner, [1, count, bucket.From.ToUnixTimeMilliseconds(), bucket.From.AddHours(hours).ToUnixTimeMilliseconds()]), Measure.NewBaseline());
    }

    private static Sighting Sighting(string partner, double jitter, int day, int seed = 0)
    {
        var bucket = TimeBucket.UtcDay(Life.Monday.AddDays(day));
        var random = DeterministicRandom.For((ulong)seed, $"{partner}/{day}");
        var times = new List<DateTimeOffset>();
        for (var hours = jitter < 1 ? 0.0 : 8; hours < (jitter < 1 ? 24 : 17); hours += 0.1 * ((1 - jitter) - jitter * Math.Log(1 - random.NextDouble())))
            times.Add(bucket.From.AddHours(hours));
        List<EntityEvent> events = [.. times.Select((t, i) => new EntityEvent(t, [$"{900 * Math.Exp(jitter * random.NextNormal()):0}", $"{i}", partner]))];
        return Of(bucket, partner, [0, times.Count, times[0].ToUnixTimeMilliseconds(), times[^1].ToUnixTimeMilliseconds()]) with { Events = events };
    }

    private static Sighting Of(TimeBucket bucket, string partner, double[] numbers) => new()
    {
        Detector = Detector, Entity = "10.1.1.1", Bucket = bucket, Local = SiteClock.Utc.At(bucket.From), Rows = new[] { new Observation("10.1.1.1", partner, numbers) }, Columns = [1, 2, 3], Events = [],
    };
}
