using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Tests.Baselines;

public sealed class EntropyMeasureTests
{
    private static readonly IMeasure Measure = MeasureCatalogue.Shipped.All.Single(m => m.Grammar.Name == "entropy");
    private static readonly BehaviorElasticSidecar.Detectors.Detector Detector = new Life(Measure, of: "dns.question.name").Detector with { By = "dns.question.registered_domain" };

    [Fact]
    public void Events_are_asked_for_only_where_there_are_enough_different_values()
    {
        Measure.Request(Detector).Columns[1].ShouldBe(new FeatureColumn(Detector.Events, Metric.Distinct, "dns.question.name"));
        Measure.NeedsEvents(Of(["a"], 2), Measure.NewBaseline()).ShouldBeFalse();
        Measure.NeedsEvents(Of(["a"], 3), Measure.NewBaseline()).ShouldBeTrue();
        Measure.NeedsEvents(Of(["a"], 20_001), Measure.NewBaseline()).ShouldBeFalse();
    }

    [Fact]
    public void Bits_are_those_of_the_different_values_of_the_partner_in_any_order_and_number()
    {
        Actual(["ab", "cd"]).ShouldBe(2);
        Actual(["cd", "ab", "ab", "ab"]).ShouldBe(2);
        Actual(["aaaa"]).ShouldBe(0);
        var mixed = Of(["ab", "cd"], 10);
        mixed = mixed with { Events = [.. mixed.Events, new EntityEvent(mixed.Bucket.From, ["wxyz", "other.example"])] };
        Measure.Explain(mixed, Measure.NewBaseline(), Measure.NewPopulation(), new Surprise(1, 0)).Actual.ShouldBe(2);
    }

    [Fact]
    public void Names_that_carry_data_surprise_more_than_names_of_hosts()
    {
        var (site, own) = (Measure.NewPopulation(), Enumerable.Range(0, 20).Select(_ => Measure.NewBaseline()).ToList());
        var random = new DeterministicRandom(4);
        for (var day = 0; day < 30; day++)
        {
            var today = Measure.NewDay();
            foreach (var one in own)
                Measure.Learn(Of(Hosts(random), 12, day), one, site, today, 1);
            site = Measure.Advance(site, today, DateOnly.FromDateTime(Life.Monday.AddDays(day).UtcDateTime).DayNumber);
        }

        const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";
        var (hosts, tunnel) = (new List<Surprise>(), new List<Surprise>());
        Measure.Score(Of(Hosts(random), 12, 30), Measure.NewBaseline(), site, hosts);
        string[] carried = [.. Enumerable.Range(0, 100).Select(_ => string.Concat(Enumerable.Range(0, 44).Select(_ => Base32[random.Next(32)])))];
        Measure.Score(Of(carried, 100, 30), Measure.NewBaseline(), site, tunnel);
        tunnel.ShouldHaveSingleItem().Value.ShouldBeGreaterThan(hosts.Select(s => s.Value).DefaultIfEmpty().Max() + 1);
    }

    private static string[] Hosts(DeterministicRandom random) =>
        [.. Enumerable.Range(0, 12).Select(_ => new[] { "www", "mail", "img", "static", "login", "api" }[random.Next(6)] + random.Next(30) + ".example.com")];

    private static double? Actual(string[] values) => Measure.Explain(Of(values, 10), Measure.NewBaseline(), Measure.NewPopulation(), new Surprise(1, 0)).Actual;

    private static Sighting Of(string[] values, double distinct, int day = 0)
    {
        var bucket = TimeBucket.Holding(Life.Monday.AddDays(day).AddHours(9), TimeSpan.FromHours(1));
        return new Sighting
        {
            Detector = Detector, Entity = "10.1.1.1", Bucket = bucket, Local = SiteClock.Utc.At(bucket.From), Rows = new[] { new Observation("10.1.1.1", "example.com", [distinct, distinct]) },
            Columns = [0, 1], Events = [.. values.Select((v, i) => new EntityEvent(bucket.From.AddSeconds(i), [v, "example.com"]))],
        };
    }
}
