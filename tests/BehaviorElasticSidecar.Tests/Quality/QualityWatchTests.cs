using BehaviorElasticSidecar.Features.Files;
using BehaviorElasticSidecar.Quality;
using BehaviorElasticSidecar.Tests.Features.Files;

namespace BehaviorElasticSidecar.Tests.Quality;

public sealed class QualityWatchTests
{
    private static readonly DateTimeOffset Day = new(2026, 2, 3, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_day_is_counted_by_hours_parts_lateness_clocks_copies_outcomes_and_failures()
    {
        var day = Full(
            """{"@timestamp":"2026-02-03T09:10:00Z","user":{"name":"ana"},"event":{"id":"a","outcome":"success","ingested":"2026-02-03T09:10:05Z"}}""",
            """{"@timestamp":"2026-02-03T09:10:00Z","user":{"name":"ana"},"event":{"id":"a","outcome":"success","ingested":"2026-02-03T09:10:06Z"}}""",
            """{"@timestamp":"2026-02-03T09:50:00Z","user":{"name":"-"},"host":{"name":"h1"},"event":{"id":"b","outcome":"Success","ingested":"2026-02-03T10:30:00Z"}}""",
            """{"@timestamp":"2026-02-03T10:00:00Z","source":{"ip":"10.0.0.1","geo":{"country_iso_code":"DE"}},"event":{"id":"c","ingested":"2026-02-05T20:00:00Z"}}""",
            """{"@timestamp":"2026-02-03T11:00:00Z","user":{"id":"u1"},"event":{"id":"d","ingested":"2026-02-03T10:00:00Z","created":"2026-02-03T10:00:00Z"},"tags":["x","_grokparsefailure"]}""",
            """{"@timestamp":"2026-02-03T12:00:00Z","event":{"id":"e","kind":"pipeline_error"}}""");

        (day.Events, day.Hours[9], day.Hours[10]).ShouldBe((6, 3, 1));
        (day.Having["user"], day.Having["host"], day.Having["address"], day.Having["geo"]).ShouldBe((3, 1, 1, 1));
        var details = day.Details!;
        (details.Ingested, details.Ahead, details.CreatedAhead, details.Failures).ShouldBe((5, 1, 1, 2));
        // 5m, 15m, 1h, 6h, 24h and 48h after the end of the hour.
        details.LateBy.ShouldBe([2, 2, 1, 1, 1, 1]);
        (details.Ids, details.DistinctIds, details.Duplicates).ShouldBe((6, 5, 1));
        details.Outcomes.ShouldBe(new Dictionary<string, long> { ["Success"] = 1, ["success"] = 2 }, ignoreOrder: true);
        details.UnknownOutcomes.ShouldBe(1);
    }

    [Fact]
    public void What_came_after_the_horizon_is_told_and_not_judged()
    {
        string[] lines =
        [
            """{"@timestamp":"2026-02-03T09:10:00Z","user":{"name":"ana"},"event":{"ingested":"2026-02-03T09:10:05Z"}}""",
            """{"@timestamp":"2026-02-03T09:20:00Z","user":{"name":"ana"},"event":{"ingested":"2026-02-04T00:05:00Z"}}""",
        ];

        Judged(lines).Events.ShouldBe(1);
        Full(lines).Events.ShouldBe(2);
        // A day of which most came two days later was imported: no horizon.
        Judged([.. lines.Select(l => l.Replace("\"2026-02-04T00:05:00Z\"", "\"2026-02-09T00:00:00Z\"").Replace("\"2026-02-03T09:10:05Z\"", "\"2026-02-09T00:00:00Z\""))]).Events.ShouldBe(2);
    }

    [Fact]
    public void Watching_changes_no_row_and_no_drop()
    {
        var lines = Enumerable.Range(0, 500).Select(i =>
            $$$"""{"@timestamp":"2026-02-0{{{1 + i / 100}}}T{{{i % 24:00}}}:00:00Z","user":{"name":"u{{{i % 7}}}"},"event":{"id":"{{{i}}}","outcome":"success"}}""").ToArray();
        using var run = new Run();
        run.File("a.ndjson", lines);
        var expected = run.Rows(Q.Users());

        var watch = new QualityWatch([QualityPlan.Of(Q.Source(), [])]);
        using var source = new FileFeatureSource([Q.Users()], new FileReadOptions { Paths = [run.Folder], Now = Run.Now, Parsers = 2 }, TimeProvider.System, watch);
        var rows = source.ReadAsync(CancellationToken.None).ToBlockingEnumerable().Sum(b => b.Rows.Count);

        rows.ShouldBe(expected.Count);
        source.Dropped.ShouldBe(run.Dropped);
        watch.Full("logs").Sum(d => d.Events).ShouldBe(500);
        watch.Full("logs").Count.ShouldBe(5);
    }

    private static SourceDay Full(params string[] lines) => Watched(lines).Full("logs").Single(d => d.Day == Day);

    private static SourceDay Judged(params string[] lines) => Watched(lines).Judged(Day).Single();

    private static QualityWatch Watched(string[] lines)
    {
        using var run = new Run();
        run.File("a.ndjson", lines);
        var watch = new QualityWatch([QualityPlan.Of(Q.Source(), [])]);
        using var source = new FileFeatureSource([Q.Users()], new FileReadOptions { Paths = [run.Folder], Now = Run.Now, Parsers = 2 }, TimeProvider.System, watch);
        _ = source.ReadAsync(CancellationToken.None).ToBlockingEnumerable().Count();
        return watch;
    }
}
