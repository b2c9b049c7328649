using System.Globalization;
using BehaviorElasticSidecar.Numerics;
using BehaviorElasticSidecar.Tests.Detectors;
using FsCheck;
using FsCheck.Fluent;

namespace BehaviorElasticSidecar.Tests.Numerics;

public sealed class RegularityTests
{
    private const int Day = 86_400;

    /// <summary>RITA's own scores of real captures (<c>rita-beacons/README.md</c>); where a subscore is not given there it is not compared.</summary>
    [SharedDataFact]
    public void Scores_of_real_captures_are_those_of_RITA()
    {
        var folder = Path.Combine(RepositoryFiles.Shared!, "data", "rita-beacons");
        var lines = File.ReadLines(Path.Combine(folder, "expected.csv")).Skip(1).Select(l => l.Split(',')).ToList();
        foreach (var expected in lines)
        {
            var events = FlatEvent.ReadGzip(Path.Combine(folder, $"{expected[0]}.ndjson.gz")).Where(e => Time(e) >= Begin(expected[0])).ToList();
            var mine = events.Where(e => e["source.ip"].Contains(expected[1]) && Target(e, expected[0], expected[3]) == expected[2]).OrderBy(Time).ToList();
            mine.Count.ShouldBe(int.Parse(expected[4], CultureInfo.InvariantCulture), expected[2]);
            var (from, to) = Window(events, expected[0]);
            var found = Regularity.Of([.. mine.Select(e => (long)Time(e))], [.. mine.SelectMany(e => e["source.bytes"]).Select(Number)], from, to).ShouldNotBeNull();
            double?[] actual = [found.Score, found.Intervals, found.Sizes, found.Duration, found.Histogram];
            for (var i = 0; i < actual.Length; i++)
                if (expected[6 + i].Length > 0)
                    actual[i]!.Value.ShouldBe(Number(expected[6 + i]), 0.05, $"{expected[2]}, column {6 + i}: {found}");
        }
    }

    [Fact]
    public void A_clock_that_ticks_all_day_scores_1() =>
        Regularity.Of([.. Enumerable.Range(0, 288).Select(i => 300L * i)], [.. Enumerable.Repeat(900.0, 288)], 0, Day)!.Value.Score.ShouldBe(1, 0.01);

    [Fact]
    public void More_jitter_scores_less()
    {
        var before = 1.01;
        foreach (var jitter in new[] { 0, 0.2, 0.5, 1.0 })
        {
            var score = Jittered(jitter, 0);
            score.ShouldBeLessThan(before);
            before = score;
        }

        before.ShouldBeLessThan(0.75, "chance");
    }

    [Fact]
    public void When_it_happens_does_not_matter() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(30).WithReplay(11, 11),
        Prop.ForAll(Gen.Choose(0, 2_000_000_000).ToArbitrary(), shift => Math.Abs(Jittered(0.3, shift) - Jittered(0.3, 0)) < 1e-12));

    [Fact]
    public void Every_part_lies_in_0_to_1() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(13, 13),
        Prop.ForAll(Gen.Choose(0, 2 * Day).ListOf().ToArbitrary(), Gen.Choose(0, 1_000_000).ListOf().ToArbitrary(), (times, sizes) =>
            Regularity.Of([.. times.Select(t => (long)t - Day / 2).Order()], [.. sizes.Select(s => (double)s)], 0, Day) is not { } found
            || new[] { found.Intervals, found.Sizes, found.Duration, found.Histogram, found.Score }.All(part => part is >= 0 and <= 1)));

    [Fact]
    public void Too_few_intervals_say_nothing()
    {
        Regularity.Of([0, 60, 120], [1, 1, 1], 0, Day).ShouldBeNull();
        Regularity.Of([0, 0, 0, 0, 0, 60, 120], [1, 1, 1], 0, Day).ShouldBeNull();
        Regularity.Of([0, 60, 120, 180], [1, 1, 1], 0, Day).ShouldNotBeNull();
    }

    /// <summary>Written out by hand: quartiles 10, 20 and 40, so a skewness of 1/3; deviations 0, 0, 10, 10, 20, 30.</summary>
    [Fact]
    public void A_small_example_gives_what_the_formula_says() =>
        Regularity.Of([0, 10, 20, 40, 60, 100, 150], [], 0, Day)!.Value.Intervals.ShouldBe(((1 - 1 / 3.0) + (20 - 10) / 20.0) / 2, 1e-12);

    private static double Jittered(double jitter, long shift)
    {
        var random = new DeterministicRandom(3);
        List<long> times = [];
        for (var at = 0.0; at < Day; at += 300 * (1 - jitter) + jitter * -300 * Math.Log(1 - random.NextDouble()))
            times.Add(shift + (long)at);
        return Regularity.Of(times, [.. times.Select(_ => 900 * Math.Exp(jitter * random.NextNormal()))], shift, shift + Day)!.Value.Score;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double Time(FlatEvent one) => DateTimeOffset.Parse(one["@timestamp"].Single(), CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() / 1000.0;

    /// <summary>Of the last day of one set; of the two hours up to the last event of another, in which one connection began five hours before.</summary>
    private static double Begin(string set) => set switch
    {
        "proxy" => new DateTimeOffset(2023, 1, 4, 18, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(),
        "rolling" => new DateTimeOffset(2024, 4, 29, 18, 58, 10, TimeSpan.Zero).ToUnixTimeSeconds(),
        _ => 0,
    };

    private static string? Target(FlatEvent one, string set, string kind) => kind switch
    {
        "address" => one["event.dataset"].Contains("zeek.connection") ? one["destination.ip"].SingleOrDefault() : null,
        "name" => one["destination.domain"].SingleOrDefault(),
        _ => !one["http.request.method"].Contains("CONNECT") ? null
            : set == "rolling" ? one["url.original"].SingleOrDefault() : one["destination.domain"].SingleOrDefault(),
    };

    private static (long From, long To) Window(List<FlatEvent> events, string set) => ((long)Math.Max(Begin(set), set == "web24" ? events.Min(Time) : 0), (long)events.Max(Time));
}
