using System.Text.Json;
using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Reports;
using BehaviorElasticSidecar.Worker.Settings;
using BehaviorElasticSidecar.Worker.Verbs;

namespace BehaviorElasticSidecar.Worker.Execution;

/// <summary>One run over files, from their names to the report.</summary>
internal sealed class AnalyzeExecution(EffectiveSettings settings, TimeProvider time)
{
    private static readonly string[] Files =
        ["anomalies.ndjson", "risk.ndjson", "risk-latest.ndjson", "entities.ndjson", "health.ndjson", "summary.json", "report.html"];

    public async Task<RunOutcome> RunAsync(AnalyzeRequest request, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        if (await FileRun.ReadAsync(settings, time, request.Files, request.Span, cancellationToken).ConfigureAwait(false) is not { } files)
            return new RunOutcome { Exit = ExitCode.Fault, Message = FileRun.Nothing(request.Files, request.Span) };
        var (parts, data, scoreFrom, lists) = (files.Parts, files.Data, files.ScoreFrom, files.Lists);
        using var source = files.Open(time);
        var (kept, recorder) = (new ReportMaterial(), new SeriesRecorder(parts));
        await using var writer = new NdjsonResultWriter(request.OutFolder, new IndexNames(settings.Get<SiteOptions>().IndexPrefix), kept);
        var run = new AnalyzeRun(parts, source, writer, recorder, request.Observe) { Quality = files.Quality };
        await using (new ProgressTicks(time, () => progress.Report(FileRun.Reading(source.Progress))))
            await run.RunAsync(files.End, Path.GetTempPath(), cancellationToken).ConfigureAwait(false);
        await writer.WriteAsync([.. lists.Select(l => HealthNotes.OfContext(l, data.To))], cancellationToken).ConfigureAwait(false);
        await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        var summary = new AnalyzeSummary(parts, source, run).Of(writer.Anomalies, scoreFrom);
        summary = summary with { Notes = [.. summary.Notes, .. lists.Select(l => l.Message)] };
        await WriteReportAsync(request.OutFolder, new ReportInput
        {
            Summary = summary,
            Anomalies = kept.Anomalies,
            RiskHistory = kept.Risks,
            Days = kept.Days,
            Series = [.. kept.Anomalies.Select(a => recorder.Series.GetValueOrDefault(a.Event.Id)).OfType<AnomalySeries>()],
            Clock = parts.Clock,
        }, cancellationToken).ConfigureAwait(false);
        return Outcome(request.OutFolder, summary, run.Buckets);
    }

    /// <summary>The first midnight UTC of the last third.</summary>
    internal static DateTimeOffset LastThird(TimeBucket data)
    {
        var third = data.From + (data.To - data.From) * 2 / 3;
        var midnight = TimeBucket.UtcDay(third);
        return midnight.From == third ? third : midnight.To;
    }

    private static async Task WriteReportAsync(string folder, ReportInput input, CancellationToken cancellationToken)
    {
        await using (var summary = File.Create(Path.Combine(folder, "summary.json")))
            await JsonSerializer.SerializeAsync(summary, input.Summary, DocumentJson.Default.SummaryDocument, cancellationToken).ConfigureAwait(false);
        await using var report = File.Create(Path.Combine(folder, "report.html"));
        await ReportWriter.WriteAsync(input, report, cancellationToken).ConfigureAwait(false);
    }

    private static RunOutcome Outcome(string folder, SummaryDocument summary, long buckets) => new()
    {
        Exit = ExitCode.Fine,
        Message = FormattableString.Invariant(
            $"{summary.Anomalies:N0} anomalies in {summary.Events:N0} events from {summary.From:yyyy-MM-dd} to {summary.To:yyyy-MM-dd}; scored from {summary.ScoreFrom:yyyy-MM-dd} on. Open {Path.Combine(folder, "report.html")}"),
        Buckets = buckets,
        Events = summary.Events,
        Observations = summary.Observations,
        Anomalies = summary.Anomalies,
        Notes = [.. summary.Notes, .. summary.Sources.SelectMany(s => s.Findings.Select(f => $"source {s.Source}: {f.Problem}. {f.Advice}")), .. summary.Dropped.Select(d => FormattableString.Invariant($"{d.Count:N0} dropped: {d.Reason}{(d.Example is null ? "" : $", first {d.Example}")}"))],
        Written = [.. Files.Select(f => Path.Combine(folder, f))],
    };
}
