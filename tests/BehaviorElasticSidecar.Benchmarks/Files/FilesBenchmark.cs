using System.Diagnostics;
using System.Globalization;
using BehaviorElasticSidecar.Features.Files;
using BehaviorElasticSidecar.Quality;

namespace BehaviorElasticSidecar.Benchmarks.Files;

/// <summary>Rate and memory of evaluating twelve detectors' queries over files.</summary>
/// <remarks>
/// <c>files [--events N] [--days D] [--runs R]</c> makes Windows events (default 1,000,000 over 2 days); <c>files PATH... [--repeat N]</c> takes files,
/// each line N times over. With <c>--quality</c> every second run also counts what the events are worth. CPU seconds count when the machine has other work.
/// </remarks>
internal static class FilesBenchmark
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("behavior-bench-").FullName;
        try
        {
            var paths = arguments.TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal)).ToList();
            var input = Path.Combine(folder, "events.ndjson");
            using (var stream = File.Create(input))
            {
                if (paths.Count > 0)
                    Repeat(paths, Number(arguments, "--repeat", 200), stream);
                else
                    new WindowsEvents(seed: 7).Write(stream, Number(arguments, "--events", 1_000_000), Number(arguments, "--days", 2));
            }

            for (var run = 0; run < Number(arguments, "--runs", 3); run++)
                await MeasureAsync(input, arguments.Contains("--quality") && run % 2 == 1, cancellationToken);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string input, bool quality, CancellationToken cancellationToken)
    {
        var options = new FileReadOptions { Paths = [input], Now = TimeProvider.System.GetUtcNow() };
        var watch = quality ? new QualityWatch(QualityPlan.Of(TwelveDetectors.Queries)) : null;
        using var source = new FileFeatureSource(TwelveDetectors.Queries, options, TimeProvider.System, watch);
        using var process = Process.GetCurrentProcess();
        var (cpu, allocated, clock) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(), Stopwatch.StartNew());
        var rows = 0L;
        await foreach (var batch in source.ReadAsync(cancellationToken))
            rows += batch.Rows.Count;
        var seconds = clock.Elapsed.TotalSeconds;
        process.Refresh();
        var used = (process.TotalProcessorTime - cpu).TotalSeconds;
        var progress = source.Progress;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{(quality ? "with quality: " : "")}{progress.Events:N0} events, {progress.TextBytes / 1e6:N0} MB, {rows:N0} rows: {seconds:F2} s, {progress.Events / seconds:N0} events/s, " +
            $"{progress.TextBytes / seconds / 1e6:N0} MB/s; CPU {used:F2} s, {used / progress.Events * 1e6:F2} s per million events, " +
            $"{progress.TextBytes / used / 1e6:N0} MB per CPU second; allocated {(GC.GetTotalAllocatedBytes() - allocated) / 1e6:N0} MB, peak {process.PeakWorkingSet64 / 1e6:N0} MB"));
        foreach (var drop in source.Dropped)
            Console.WriteLine($"  {drop.Reason} {drop.Count.ToString(CultureInfo.InvariantCulture)}");
    }

    private static void Repeat(List<string> paths, int times, FileStream to)
    {
        using var text = new MemoryStream();
        foreach (var file in EventFiles.Expand(paths))
        {
            using var stream = File.OpenRead(file.Path);
            using var lines = file.Path.EndsWith(".gz", StringComparison.Ordinal)
                ? new System.IO.Compression.GZipStream(stream, System.IO.Compression.CompressionMode.Decompress) : (Stream)stream;
            lines.CopyTo(text);
        }

        for (var i = 0; i < times; i++)
            text.WriteTo(to);
    }

    private static int Number(IReadOnlyList<string> arguments, string name, int otherwise)
    {
        var at = arguments.TakeWhile(a => a != name).Count() + 1;
        return at < arguments.Count ? int.Parse(arguments[at], CultureInfo.InvariantCulture) : otherwise;
    }
}
