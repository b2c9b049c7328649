namespace BehaviorElasticSidecar.Tests.Features.Files;

public sealed class HorizonTests
{
    [Fact]
    public void An_event_ingested_at_the_horizon_is_late_and_one_before_it_is_not()
    {
        using var run = new Run();
        run.File("a.ndjson",
            Line("2026-01-05T10:15:00Z", "2026-01-05T11:04:59.999Z", "ana"), Line("2026-01-05T10:15:00Z", "2026-01-05T11:05:00Z", "bob"),
            Line("2026-01-05T10:15:00Z", null, "cyd"));
        run.Rows(Q.Users()).ShouldBe(["q 01-05 10:00 ana 1", "q 01-05 10:00 cyd 1"]);
        run.Drops("late").ShouldBe(1);
        run.Example("late")!.ShouldContain("a.ndjson:2: ");
    }

    [Fact]
    public void Each_bucket_span_has_its_own_horizon()
    {
        using var run = new Run();
        run.File("a.ndjson", Line("2026-01-05T10:15:00Z", "2026-01-05T18:00:00Z", "ana"), Line("2026-01-05T10:15:00Z", "2026-01-05T10:16:00Z", "ana"));
        run.Rows([Q.Users(), Q.Users() with { Id = "day", Bucket = TimeSpan.FromDays(1) }]).ShouldBe(["q 01-05 10:00 ana 1", "day 01-05 00:00 ana 2"]);
        run.Drops("late").ShouldBe(1);
    }

    [Fact]
    public void A_source_without_a_time_of_ingest_has_no_horizon()
    {
        using var run = new Run();
        run.File("a.ndjson", Line("2026-01-05T10:15:00Z", "2026-01-06T00:00:00Z", "ana"));
        run.Rows(Q.Of(Q.Source() with { IngestedField = "" })).ShouldBe(["q 01-05 10:00 ana 1"]);
    }

    [Fact]
    public void A_day_ingested_two_days_later_is_read_whole_and_said()
    {
        using var run = new Run();
        run.File("a.ndjson", [.. Enumerable.Range(3, 20).Select(h => Line($"2026-01-05T{h:D2}:15:00Z", "2026-01-20T00:00:00Z", "ana"))]);
        run.Rows(Q.Users()).Count.ShouldBe(20);
        run.Dropped.ShouldBeEmpty();
        run.Notes.ShouldHaveSingleItem().ShouldStartWith("logs: 1 days from 2026-01-05 to 2026-01-05");
    }

    [Theory]
    [InlineData("2026-01-07T11:00:00Z", 2)]
    [InlineData("2026-01-07T10:59:59Z", 0)]
    public void Two_days_count_from_the_end_of_the_hour(string ingested, int rows)
    {
        using var run = new Run();
        run.File("a.ndjson", Line("2026-01-05T10:15:00Z", ingested, "ana"), Line("2026-01-05T15:15:00Z", ingested, "ana"));
        run.Rows(Q.Users()).Count.ShouldBe(rows);
        run.Drops("late").ShouldBe(2 - rows);
    }

    [Theory]
    [InlineData(3, 1, 5)]
    [InlineData(2, 1, 1)]
    public void More_than_half_of_those_with_a_time_of_ingest_make_an_import(int imported, int onTime, int counted)
    {
        using var run = new Run();
        run.File("a.ndjson",
        [
            .. Enumerable.Repeat(Line("2026-01-05T10:15:00Z", "2026-01-20T00:00:00Z", "ana"), imported),
            .. Enumerable.Repeat(Line("2026-01-05T10:16:00Z", "2026-01-05T10:17:00Z", "ana"), onTime),
            Line("2026-01-05T10:59:00Z", "2026-01-05T20:00:00Z", "ana"), Line("2026-01-05T12:00:00Z", null, "bob"),
        ]);
        var rows = run.Rows(Q.Users());
        rows.ShouldBe([$"q 01-05 10:00 ana {counted}", "q 01-05 12:00 bob 1"]);
        run.Drops("late").ShouldBe(imported + onTime + 1 - counted);
    }

    [Fact]
    public void Short_buckets_wait_until_their_hour_has_shown_what_the_day_is()
    {
        using var run = new Run();
        run.File("a.ndjson", Line("2026-01-05T10:01:00Z", "2026-01-20T00:00:00Z", "ana"), Line("2026-01-05T10:50:00Z", "2026-01-20T00:00:00Z", "ana"));
        run.Rows(Q.Users() with { Bucket = TimeSpan.FromMinutes(5) }).ShouldBe(["q 01-05 10:00 ana 1", "q 01-05 10:50 ana 1"]);
    }

    [Fact]
    public async Task Events_kept_for_detectors_follow_the_same_horizon()
    {
        using var run = new Run();
        run.File("a.ndjson",
            Line("2026-01-05T10:15:00Z", "2026-01-05T10:16:00Z", "ana"), Line("2026-01-05T10:20:00Z", "2026-01-05T22:00:00Z", "ana"),
            Line("2026-01-06T10:15:00Z", "2026-01-20T00:00:00Z", "ana"), Line("2026-01-06T10:20:00Z", "2026-01-20T00:00:00Z", "ana"));
        var query = Q.Users().WithEvents("event.ingested");
        var source = run.Source([query]);
        var read = new List<int>();
        await foreach (var batch in source.ReadAsync(CancellationToken.None))
            read.Add((await source.ReadEventsAsync(query, query.Detectors[0], "ana", batch.Bucket, CancellationToken.None)).Count);
        read.ShouldBe([1, 2]);
    }

    private static string Line(string time, string? ingested, string user) => ingested is null
        ? $$$"""{"@timestamp":"{{{time}}}","user":{"name":"{{{user}}}"}}"""
        : $$$"""{"@timestamp":"{{{time}}}","user":{"name":"{{{user}}}"},"event":{"ingested":"{{{ingested}}}"}}""";
}
