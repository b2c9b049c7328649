using System.Globalization;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Files;
using BehaviorElasticSidecar.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace BehaviorElasticSidecar.Tests.Features.Files;

public sealed class SpillTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private static readonly FeatureQuery[] Queries =
    [
        Q.Users(Q.Events, Q.Column(Metric.Distinct, "host.name"), Q.Column(Metric.Sum, "source.bytes"), Q.Column(Metric.Sum, "source.bytes", Q.Is("host.name", "h1")),
            Q.Column(Metric.Min, "source.bytes"), Q.Column(Metric.Max, "source.bytes", Q.Is("host.name", "h2", "h3"))).WithEvents("host.name", "source.geo.name"),
        Q.Users(Q.Events, Q.Column(Metric.Sum, "source.bytes")) with { Id = "by", GroupField = "host.name", Bucket = TimeSpan.FromHours(6) },
        Q.Users(Q.Events, Q.Column(Metric.Distinct, "source.bytes")) with { Id = "day", Bucket = TimeSpan.FromDays(1) },
    ];

    [Fact]
    public void Whatever_the_budget_rows_and_events_are_the_same_to_the_last_digit()
    {
        var property = Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            using var run = new Run();
            Write(run, (ulong)seed, files: 1 + seed % 70);
            var (expected, made) = Read(run, long.MaxValue);
            made.ShouldBe(0);
            var (lines, spilled) = Read(run, 0);
            lines.ShouldBe(expected, "budget 0");
            spilled.ShouldBeGreaterThan(3);
            foreach (var budget in new[] { 20_000L, 100_000, 1_000_000 })
                Read(run, budget).Lines.ShouldBe(expected, $"budget {budget}");
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5).WithReplay(2026, 1), property);
    }

    [Fact]
    public async Task Nothing_is_left_on_disk_when_a_run_is_whole_broken_off_or_cancelled()
    {
        using var run = new Run();
        Write(run, 5, files: 40);
        using (var whole = Source(run, 0))
        {
            (await whole.ReadAsync(CancellationToken.None).CountAsync()).ShouldBeGreaterThan(10);
            Directory.EnumerateFileSystemEntries(SpillFolder(run)).ShouldBeEmpty();
            whole.Spilled.OpenFiles.ShouldBeInRange(1, 2, "events of the latest buckets can still be read");
            whole.Dispose();
            whole.Spilled.OpenFiles.ShouldBe(0);
        }

        var broken = Source(run, 0);
        await Should.ThrowAsync<InvalidTimeZoneException>(async () =>
        {
            await foreach (var batch in broken.ReadAsync(CancellationToken.None))
                throw new InvalidTimeZoneException();
        });
        var cancelled = Source(run, 0);
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var batch in cancelled.ReadAsync(stop.Token))
                await stop.CancelAsync();
        });

        foreach (var source in new[] { broken, cancelled })
        {
            source.Spilled.Made.ShouldBeGreaterThan(0);
            source.Spilled.OpenFiles.ShouldBe(0);
        }

        Directory.EnumerateFileSystemEntries(SpillFolder(run)).ShouldBeEmpty();
    }

    [Fact]
    public void A_folder_that_is_not_there_ends_the_run_with_its_own_exception()
    {
        using var run = new Run();
        Write(run, 5, files: 3);
        Should.Throw<DirectoryNotFoundException>(() => run.Batches(Queries, o => o with { BucketBudgetBytes = 0, SpillFolder = Path.Combine(run.Folder, "none") }));
    }

    [Fact]
    public void Numbers_and_texts_come_back_as_they_were()
    {
        using var run = new Run();
        using var folder = new SpillFolder(run.Folder);
        using var file = folder.Create();
        string?[] texts = ["", null, "Zürich", "\ud800 alone", new('x', 100_000), new('y', 32_768)];
        var writer = new SpillWriter(file);
        foreach (var text in texts)
        {
            writer.Write(text);
            writer.Write(double.NaN);
            writer.Write(-0.0);
            writer.Write(long.MinValue);
        }

        writer.Flush();
        var reader = new SpillReader(file, 0, file.Length, 4096);
        foreach (var text in texts)
        {
            reader.ReadText().ShouldBe(text);
            reader.ReadDouble().ShouldBe(double.NaN);
            double.IsNegative(reader.ReadDouble()).ShouldBeTrue();
            reader.ReadInt64().ShouldBe(long.MinValue);
        }

        reader.IsAtEnd.ShouldBeTrue();
        if (!OperatingSystem.IsWindows())
            Directory.EnumerateFileSystemEntries(run.Folder).ShouldBeEmpty("the file has no name while it is open");
    }

    private static string SpillFolder(Run run) => Directory.CreateDirectory(Path.Combine(run.Folder, "spill")).FullName;

    private static FileFeatureSource Source(Run run, long budget)
    {
        var spill = SpillFolder(run);
        return run.Source(Queries, o => o with { Paths = [Path.Combine(run.Folder, "*.ndjson")], BucketBudgetBytes = budget, SpillFolder = spill });
    }

    private static (List<string> Lines, int Made) Read(Run run, long budget)
    {
        using var source = Source(run, budget);
        var lines = new List<string>();
        foreach (var batch in source.ReadAsync(CancellationToken.None).ToBlockingEnumerable())
        {
            foreach (var row in batch.Rows)
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{batch.Query.Id} {batch.Bucket.From:O} {row.Entity}/{row.Group} ") + string.Join(' ', row.Numbers.Select(Digits)));
            if (batch.Query.Detectors.Count > 0)
                foreach (var entity in batch.Rows.Select(r => r.Entity).Append("nobody"))
                    lines.AddRange(source.ReadEventsAsync(batch.Query, batch.Query.Detectors[0], entity, batch.Bucket, CancellationToken.None).Result
                        .Select(e => $"{entity} {e.Time:O} {string.Join(',', e.Values)}"));
        }

        lines.AddRange(source.Dropped.Select(d => $"{d.Reason} {d.Count.ToString(CultureInfo.InvariantCulture)}"));
        return (lines, source.Spilled.Made);
    }

    private static string Digits(double number) => BitConverter.DoubleToInt64Bits(number).ToString("x", CultureInfo.InvariantCulture);

    /// <summary>Three days, the second an import (late events wait until that is known); each file has events of all times: everything stays open.</summary>
    private static void Write(Run run, ulong seed, int files)
    {
        var random = DeterministicRandom.For(seed, "spill");
        var lines = Enumerable.Range(0, files).Select(_ => new List<(DateTimeOffset Time, string Line)>()).ToArray();
        for (var i = 0; i < 2500; i++)
        {
            var time = Start.AddMilliseconds(random.Next(3 * 86_400_000));
            var late = time.Day == 6 ? random.Next(10) > 0 : random.Next(30) == 0;
            var user = random.Next(4) == 0 ? "ana" : $"u{random.Next(40)}";
            var bytes = string.Create(CultureInfo.InvariantCulture, $"{Math.Pow(10, random.Next(20) - 6) * (random.NextDouble() - 0.3):R}");
            var place = random.Next(20) == 0 ? "null" : $"\"p{random.Next(2)}\"";
            lines[random.Next(files)].Add((time, $$$"""{"@timestamp":"{{{time:O}}}","event":{"ingested":"{{{time.AddDays(late ? 9 : 0):O}}}"},"user":{"name":"{{{user}}}"},"host":{"name":["h{{{random.Next(6)}}}","h{{{random.Next(3)}}}"]},"source":{"bytes":{{{bytes}}},"geo":{"name":{{{place}}} } } }"""));
        }

        for (var file = 0; file < files; file++)
            run.File($"{file:D2}.ndjson", [.. lines[file].OrderBy(l => l.Time).Select(l => l.Line)]);
    }
}
