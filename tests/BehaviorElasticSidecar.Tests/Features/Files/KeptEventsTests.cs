using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Tests.Features.Files;

public sealed class KeptEventsTests
{
    private static readonly FeatureQuery Query = Q.Users(Q.Column(Metric.Count, null, Q.Is("event.outcome", "success")), Q.Events)
        .WithEvents("source.geo.country_iso_code", "source.geo.location");

    [Fact]
    public async Task Events_come_in_time_order_with_the_detectors_own_filter()
    {
        using var run = new Run();
        run.File("a.ndjson", Line("10:20", "FR"), Line("10:10", "DE"), Line("10:15", "US", "failure"), Line("10:30", null), Line("11:10", "NL"));
        (await ReadAsync(run)).ShouldBe([["10:10 DE ", "10:20 FR ", "10:30  "], ["11:10 NL "]]);
    }

    [Fact]
    public async Task Of_a_run_of_equal_values_first_and_last_are_kept_whatever_the_order_of_lines()
    {
        using var run = new Run();
        var lines = Enumerable.Range(0, 60).Select(i => Line($"10:{i:D2}", i == 40 ? "FR" : "DE")).ToArray();
        run.File("a.ndjson", lines);
        var expected = new[] { "10:00 DE ", "10:39 DE ", "10:40 FR ", "10:41 DE ", "10:59 DE " };
        (await ReadAsync(run))[0].ShouldBe(expected);
        Array.Reverse(lines);
        run.File("a.ndjson", lines);
        (await ReadAsync(run))[0].ShouldBe(expected);
    }

    [Fact]
    public async Task Names_that_fold_together_are_one_sequence_and_one_event_comes_once()
    {
        using var run = new Run();
        run.File("a.ndjson", Line("10:10", "DE", user: "[\"CORP\\\\Ana\",\"ana\"]"), Line("10:20", "FR", user: "\"ANA\""));
        (await ReadAsync(run)).ShouldBe([["10:10 DE ", "10:20 FR "]]);
    }

    [Theory]
    [InlineData("""{"lat":52.5,"lon":"13.4"}""", "52.5,13.4")]
    [InlineData("[13.4,52.50,34]", "52.5,13.4")]
    [InlineData("\"52.5,13.4\"", "52.5,13.4")]
    [InlineData("[{\"lon\":13.4,\"lat\":52.5}]", "52.5,13.4")]
    [InlineData("\"POINT (13.4 52.5)\"", "52.5,13.4")]
    [InlineData("""{"type":"Point","coordinates":[13.4,52.5]}""", "52.5,13.4")]
    [InlineData("\"Berlin\"", "")]
    [InlineData("""{"lat":152.5,"lon":13.4}""", "")]
    [InlineData("""{"lat":52.5}""", "")]
    public async Task A_place_is_one_text_however_it_is_written(string location, string expected)
    {
        using var run = new Run();
        run.File("a.ndjson", $$$"""{"@timestamp":"2026-01-05T10:10:00Z","user":{"name":"ana"},"event":{"outcome":"success"},"source":{"geo.location":{{{location}}} } }""");
        (await ReadAsync(run))[0].ShouldBe([$"10:10  {expected}"]);
    }

    [Fact]
    public async Task Of_several_values_the_ordinally_least_is_given()
    {
        using var run = new Run();
        run.File("a.ndjson", Line("10:10", "FR\",\"DE"));
        (await ReadAsync(run))[0].ShouldBe(["10:10 DE "]);
    }

    [Fact]
    public async Task Buckets_long_closed_and_detectors_without_event_fields_are_refused()
    {
        using var run = new Run();
        run.File("a.ndjson", Line("10:10", "DE"), Line("11:10", "FR"), Line("12:10", "FR"));
        var source = run.Source([Query]);
        var buckets = source.ReadAsync(CancellationToken.None).ToBlockingEnumerable().Select(b => b.Bucket).ToList();
        (await source.ReadEventsAsync(Query, Query.Detectors[0], "ana", buckets[1], CancellationToken.None)).Count.ShouldBe(1);
        (await source.ReadEventsAsync(Query, Query.Detectors[0], "nobody", buckets[2], CancellationToken.None)).ShouldBeEmpty();
        await Should.ThrowAsync<InvalidOperationException>(() => source.ReadEventsAsync(Query, Query.Detectors[0], "ana", buckets[0], CancellationToken.None));
    }

    private static string Line(string time, string? country, string outcome = "success", string user = "\"ana\"") =>
        $$$"""{"@timestamp":"2026-01-05T{{{time}}}:00Z","user":{"name":{{{user}}}},"event":{"outcome":"{{{outcome}}}"},"source.geo":{"country_iso_code":{{{(country is null ? "null" : $"[\"{country}\"]")}}} } }""";

    private static async Task<List<string[]>> ReadAsync(Run run)
    {
        var source = run.Source([Query]);
        var all = new List<string[]>();
        await foreach (var batch in source.ReadAsync(CancellationToken.None))
        {
            var events = await source.ReadEventsAsync(Query, Query.Detectors[0], "ana", batch.Bucket, CancellationToken.None);
            all.Add([.. events.Select(e => $"{e.Time:HH:mm} {e.Values[0]} {e.Values[1]}")]);
        }

        return all;
    }
}
