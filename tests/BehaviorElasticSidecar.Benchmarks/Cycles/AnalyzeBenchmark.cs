using System.Diagnostics;
using System.Globalization;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Files;
using BehaviorElasticSidecar.Range;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Benchmarks.Cycles;

/// <summary>A whole run over uncompressed range events of at least 700 bytes with 12 detectors (design section 10: 150,000 events a second on 2 cores).</summary>
internal static class AnalyzeBenchmark
{
    /// <summary>Twelve of the shipped detectors that the range's events feed, over six feature queries and all measures.</summary>
    private static readonly string[] Twelve =
    [
        "identity.logons", "identity.failed_logons", "identity.logon_hosts", "identity.unusual_hour", "identity.new_address", "identity.new_country",
        "identity.new_host", "identity.impossible_travel", "identity.service_tickets", "endpoint.new_process_for_user", "network.bytes_out", "cloud.new_action",
    ];

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var events = arguments.Count > 1 && arguments[0] == "--events" ? long.Parse(arguments[1], CultureInfo.InvariantCulture) : 2_000_000;
        var folder = Directory.CreateTempSubdirectory("behavior-analyze-").FullName;
        try
        {
            var paths = await LargeEvents.WriteFilesAsync(LargeEvents.Options(events, people: 2000, days: 20, seed: 1), folder, 1, cancellationToken);
            for (var run = 1; run <= 3; run++)
                await MeasureAsync(paths, Path.Combine(folder, "out"), run, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static async Task MeasureAsync(IReadOnlyList<string> paths, string output, int run, CancellationToken cancellationToken)
    {
        var measures = MeasureCatalogue.Shipped;
        var detectors = DetectorCatalogue.Load(null, measures.Grammars).Active.Where(d => Twelve.Contains(d.Id)).ToList();
        var queries = FeaturePlanner.Plan(PipelinePlanner.Wanted(detectors, ShippedSources.Default, measures));
        var parts = new PipelineParts(queries, measures, SiteClock.Utc, new CycleSettings());
        var watch = Stopwatch.StartNew();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var source = new FileFeatureSource(queries, new FileReadOptions { Paths = [.. paths], Now = DateTimeOffset.MaxValue.AddDays(-2) }, TimeProvider.System);
        await using var writer = new NdjsonResultWriter(output, new IndexNames(), null);
        var analyze = new AnalyzeRun(parts, source, writer, recorder: null);
        await analyze.RunAsync(DateTimeOffset.MaxValue, Path.GetTempPath(), cancellationToken);
        await writer.CompleteAsync(cancellationToken);
        var (seconds, busy) = (watch.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds);
        var read = source.Progress;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"run {run}: {read.Events:N0} events, {read.TextBytes / 1e6:N0} MB, {queries.Count} feature queries, {detectors.Count} detectors: {read.Events / seconds:N0} events/s, {read.TextBytes / 1e6 / seconds:N0} MB/s, {busy / read.Events * 1e6:N1} CPU s per million, {analyze.Observations:N0} observations, {writer.Anomalies:N0} anomalies, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB"));
    }
}
