using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Files;
using BehaviorElasticSidecar.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace BehaviorElasticSidecar.Tests.Features.Files;

public sealed class MergeTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private static readonly FeatureQuery[] Queries =
    [
        Q.Users(Q.Events, Q.Column(Metric.Distinct, "host.name"), Q.Column(Metric.Sum, "source.bytes"), Q.Column(Metric.Max, "@timestamp")),
        Q.Users() with { Id = "by", GroupField = "host.name", Bucket = TimeSpan.FromMinutes(5) },
        Q.Users() with { Id = "day", Bucket = TimeSpan.FromDays(1) },
    ];

    [Fact]
    public void However_events_are_spread_over_files_the_rows_are_those_of_a_plain_count()
    {
        var property = Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var events = Events(seed, 400);
            var expected = Plainly(events);
            Rows(events, seed, files: 1, parsers: 1).ShouldBe(expected);
            Rows(events, seed, files: 2 + seed % 7, parsers: 3).ShouldBe(expected);
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(15).WithReplay(2026, 1), property);
    }

    [Fact]
    public void Files_of_one_day_each_are_read_in_the_order_of_their_days_whatever_their_names()
    {
        using var run = new Run();
        for (var day = 0; day < 300; day++)
            run.File($"{(day * 7919) % 300:D3}.ndjson", Line(Start.AddDays(-day), "ana"), Line(Start.AddDays(-day).AddHours(5), "bob"));
        var batches = run.Batches([Q.Users() with { Bucket = TimeSpan.FromDays(1) }]);
        batches.Count.ShouldBe(300);
        batches.Select(b => b.Bucket.From).ShouldBeInOrder();
        run.Dropped.ShouldBeEmpty();
    }

    [Fact]
    public void Events_within_the_window_are_put_in_order_and_others_counted()
    {
        using var run = new Run();
        var ahead = Enumerable.Range(0, 64).Select(i => Line(Start.AddHours(10).AddSeconds(i), "ana"));
        run.File("a.ndjson", [.. ahead, Line(Start.AddHours(9.5), "late"), Line(Start.AddHours(8.9), "lost"), Line(Start.AddHours(10.5), "ana")]);
        run.Rows(Q.Users()).ShouldBe(["q 01-05 09:00 late 1", "q 01-05 10:00 ana 65"]);
        run.Drops("out_of_order").ShouldBe(1);
        run.Example("out_of_order")!.ShouldContain("a.ndjson:66: ");
        run.Rows(Q.Users(), o => o with { ReorderWindow = TimeSpan.FromHours(2) }).Count.ShouldBe(3);
    }

    [Fact]
    public void A_few_clocks_ahead_lose_nothing()
    {
        using var run = new Run();
        run.File("a.ndjson", [.. Enumerable.Range(0, 2000).Select(i => Line(i % 3 == 0 ? Start.AddDays(40) : Start.AddMinutes(i), "ana"))]);
        var rows = run.Batches([Q.Users()]);
        rows.Sum(b => b.Rows[0].Numbers[0]).ShouldBe(2000);
        run.Dropped.ShouldBeEmpty();
    }

    [Fact]
    public void Buckets_close_while_files_are_still_read()
    {
        var book = new BucketBook(FilePlan.Of([Q.Users()]), new DropLedger([new EventFile("a", "a", 0), new EventFile("b", "b", 0)], false),
            [Start.ToUnixTimeMilliseconds(), Start.AddDays(1).ToUnixTimeMilliseconds()], 0, new BucketSpill(long.MaxValue, new SpillFolder(Path.GetTempPath())));
        book.Add(Block(0, [.. Enumerable.Range(0, 200).Select(i => Line(Start.AddMinutes(i), "ana"))]));
        book.TakeClosed().Select(b => b.Batch.Bucket.From.Hour).ShouldBe([0, 1]);
        book.Add(Block(0, [], isLast: true));
        book.TakeClosed().Select(b => b.Batch.Bucket.From.Hour).ShouldBe([2, 3]);
    }

    private static EventBlock Block(int file, string[] lines, bool isLast = false)
    {
        var block = new EventBlock { File = file, IsLast = isLast };
        block.Length = System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines), block.Buffer);
        return new BlockParser(FilePlan.Of([Q.Users()]), new TimeGate(new FileReadOptions { Paths = [], Now = Run.Now })).Parse(block);
    }

    private static string Line(DateTimeOffset time, string user) => $$$"""{"@timestamp":"{{{time:O}}}","user":{"name":"{{{user}}}"}}""";

    private static List<Event> Events(int seed, int count)
    {
        var events = new List<Event>();
        for (var i = 0; i < count; i++)
        {
            var draw = StableHash.Of($"{seed}/{i}");
            events.Add(new Event(Start.AddSeconds(draw % 200_000), $"u{draw / 7 % 5}", $"h{draw / 31 % 4}", draw / 127 % 1000));
        }

        return [.. events.OrderBy(e => e.Time)];
    }

    private static IReadOnlyList<string> Rows(List<Event> events, int seed, int files, int parsers)
    {
        using var run = new Run();
        foreach (var file in events.Select((e, i) => (Event: e, File: StableHash.Of($"{seed}:{i}") % (ulong)files)).GroupBy(e => e.File))
            run.File($"{file.Key}.ndjson", [.. file.Select(e => e.Event.Line)]);
        var paths = Directory.GetFiles(run.Folder).OrderBy(f => StableHash.Of($"{seed}{Path.GetFileName(f)}")).ToList();
        return run.Rows(Queries, o => o with { Paths = paths, Parsers = parsers });
    }

    private static List<string> Plainly(List<Event> events)
    {
        var rows = new List<(DateTimeOffset To, string Query, string Row)>();
        foreach (var row in events.GroupBy(e => (TimeBucket.Holding(e.Time, TimeSpan.FromHours(1)), e.User)).OrderBy(g => g.Key.User, StringComparer.Ordinal))
            rows.Add((row.Key.Item1.To, "q", FormattableString.Invariant(
                $"q {row.Key.Item1.From:MM-dd HH:mm} {row.Key.User} {row.Count()} {row.Select(e => e.Host).Distinct().Count()} {row.Sum(e => (double)e.Bytes)} {row.Max(e => e.Time.ToUnixTimeMilliseconds())}")));
        foreach (var row in events.GroupBy(e => (TimeBucket.Holding(e.Time, TimeSpan.FromMinutes(5)), e.User, e.Host)).OrderBy(g => g.Key.User + g.Key.Host, StringComparer.Ordinal))
            rows.Add((row.Key.Item1.To, "by", FormattableString.Invariant($"by {row.Key.Item1.From:MM-dd HH:mm} {row.Key.User}/{row.Key.Host} {row.Count()}")));
        foreach (var row in events.GroupBy(e => (TimeBucket.UtcDay(e.Time), e.User)).OrderBy(g => g.Key.User, StringComparer.Ordinal))
            rows.Add((row.Key.Item1.To, "day", FormattableString.Invariant($"day {row.Key.Item1.From:MM-dd HH:mm} {row.Key.User} {row.Count()}")));
        return [.. rows.OrderBy(r => r.To).ThenBy(r => r.Query, StringComparer.Ordinal).Select(r => r.Row)];
    }

    private sealed record Event(DateTimeOffset Time, string User, string Host, ulong Bytes)
    {
        public string Line => $$$"""{"@timestamp":"{{{Time:O}}}","user":{"name":"{{{User}}}"},"host.name":"{{{Host}}}","source":{"bytes":{{{Bytes}}}}}""";
    }
}
