using System.Diagnostics;
using System.Globalization;
using System.Text;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Files;
using BehaviorElasticSidecar.Numerics;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Benchmarks.Cycles;

/// <summary>Peak memory of a whole run: one feature query of two detectors, all entities active in every hour (design section 10: at most 400 MB at 100,000).</summary>
/// <remarks>
/// <c>memory [--entities N] [--hours N] [--learning DAYS] [--memory MB] [--recorder 0|1]</c>. Every entity signs in once or twice an hour, in an order that
/// changes with the hour, and one in four fails to: both detectors have a baseline for everyone. One process, nothing else in it; one run, as peaks stay.
/// </remarks>
internal static class MemoryBenchmark
{
    private static readonly string[] Two = ["identity.failed_logons", "identity.logons"];
    private static readonly DateTime Start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var (entities, hours) = (Number(arguments, "--entities", 100_000), Number(arguments, "--hours", 60));
        var folder = Directory.CreateTempSubdirectory("behavior-memory-").FullName;
        try
        {
            var input = Path.Combine(folder, "events.ndjson");
            Write(input, entities, hours);
            await MeasureAsync(arguments, input, Path.Combine(folder, "out"), cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static async Task MeasureAsync(IReadOnlyList<string> arguments, string input, string output, CancellationToken cancellationToken)
    {
        var measures = MeasureCatalogue.Shipped;
        var detectors = DetectorCatalogue.Load(null, measures.Grammars).Active.Where(d => Two.Contains(d.Id)).ToList();
        var queries = FeaturePlanner.Plan(PipelinePlanner.Wanted(detectors, ShippedSources.Default, measures));
        // As analyze shares it out.
        var state = new StateOptions { MemoryBytes = (long)Number(arguments, "--memory", 512) << 20 };
        var settings = new CycleSettings { LearningDays = Number(arguments, "--learning", 1), BaselineBudgetBytes = state.MemoryBytes - state.OpenBucketBytes };
        var parts = new PipelineParts(queries, measures, SiteClock.Utc, settings);
        using var process = Process.GetCurrentProcess();
        var before = process.PeakWorkingSet64;
        long heap = 0, committed = 0;
        var watch = Stopwatch.StartNew();
        var options = new FileReadOptions { Paths = [input], Now = DateTimeOffset.MaxValue.AddDays(-2), BucketBudgetBytes = state.OpenBucketBytes };
        using var source = new FileFeatureSource(queries, options, TimeProvider.System);
        await using var writer = new NdjsonResultWriter(output, new IndexNames(), null);
        var analyze = new AnalyzeRun(parts, source, writer, Number(arguments, "--recorder", 1) == 0 ? null : new SeriesRecorder(parts));
        await using (new Timer(_ => Sample(ref heap, ref committed), null, 0, 50))
            await analyze.RunAsync(DateTimeOffset.MaxValue, Path.GetTempPath(), cancellationToken);
        await writer.CompleteAsync(cancellationToken);
        process.Refresh();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{source.Progress.Events:N0} events, {queries.Count} feature queries, {detectors.Count} detectors, {analyze.Observations:N0} observations, {writer.Anomalies:N0} anomalies, {watch.Elapsed.TotalSeconds:N1} s, {source.Spilled.Made:N0} files of open buckets: peak working set {process.PeakWorkingSet64 / 1e6:N0} MB (before the run {before / 1e6:N0} MB), GC heap peak {heap / 1e6:N0} MB, committed {committed / 1e6:N0} MB"));
    }

    /// <summary>The heap as it is between collections, garbage included.</summary>
    private static void Sample(ref long heap, ref long committed)
    {
        heap = Math.Max(heap, GC.GetTotalMemory(forceFullCollection: false));
        committed = Math.Max(committed, GC.GetGCMemoryInfo().TotalCommittedBytes);
    }

    private static void Write(string path, int entities, int hours)
    {
        using var to = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 16);
        var random = new SplitMix64(7);
        for (var hour = 0; hour < hours; hour++)
        {
            // A step that shares no factor with the number of entities visits each once; 7,919 is prime.
            var first = (int)(random.Next() % (ulong)entities);
            for (var i = 0; i < entities; i++)
            {
                var entity = (int)((first + i * 7919L) % entities);
                var time = Start.AddHours(hour).AddSeconds(3600.0 * i / entities);
                var draw = random.Next();
                Append(to, time, entity, "success");
                if (draw % 4 == 0)
                    Append(to, time, entity, "failure");
                if (draw % 3 == 0)
                    Append(to, time, entity, "success");
            }
        }
    }

    private static void Append(StreamWriter to, DateTime time, int entity, string outcome) => to.Write(string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"@timestamp":"{{{time:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}}","event":{"kind":"event","category":["authentication"],"type":["start"],"outcome":"{{{outcome}}}"},"user":{"name":"user{{{entity:D6}}}"}}{{{'\n'}}}"""));

    private static int Number(IReadOnlyList<string> arguments, string name, int otherwise)
    {
        var at = arguments.TakeWhile(a => a != name).Count() + 1;
        return at < arguments.Count ? int.Parse(arguments[at], CultureInfo.InvariantCulture) : otherwise;
    }
}
