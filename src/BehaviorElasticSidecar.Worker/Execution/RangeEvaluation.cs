using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Evaluation;
using BehaviorElasticSidecar.Range;
using BehaviorElasticSidecar.Worker.Settings;

namespace BehaviorElasticSidecar.Worker.Execution;

/// <summary>Seeds of the range, each generated, analysed and judged with its clean twin: the numbers that are reported.</summary>
internal sealed class RangeEvaluation(EffectiveSettings settings, TimeProvider time)
{
    /// <summary>Share of the days that only teach.</summary>
    private const int TeachingThird = 3;

    public async Task<EvaluationDocument> RunAsync(RangeEvaluationRequest request, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        // The site's lists know nobody of an invented organisation, which has holidays of its own, and what is published is measured without any.
        var inForce = settings.With("time_zone", request.Options.Zone) with { Context = [], Calendar = HolidayCalendar.None };
        var runs = new List<LabelledRun>();
        foreach (var seed in request.Seeds)
        {
            var attacks = request.Options with { Seed = seed };
            var run = await RunOneAsync(inForce, attacks, Path.Combine(request.Folder, $"seed-{seed}"), request.KeepsEvents, progress, cancellationToken).ConfigureAwait(false);
            var clean = await RunOneAsync(
                inForce, attacks with { Scenarios = [] }, Path.Combine(request.Folder, $"seed-{seed}-clean"), request.KeepsEvents, progress, cancellationToken).ConfigureAwait(false);
            runs.Add(run with { Clean = clean });
        }

        return Evaluator.Evaluate(runs, Program.Version);
    }

    private async Task<LabelledRun> RunOneAsync(
        EffectiveSettings inForce, SampleOptions options, string folder, bool keepsEvents, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(folder);
        await RangeGenerator.WriteFolderAsync(options, folder, new GeneratingProgress(name, progress), cancellationToken).ConfigureAwait(false);
        var evaluation = new EvaluateExecution(inForce, time);
        var (naive, results) = (evaluation.NewNaive(), Path.Combine(folder, "result"));
        var scoreFrom = new DateTimeOffset(options.From.AddDays(options.Days / TeachingThird), TimeOnly.MinValue, TimeSpan.Zero);
        await new AnalyzeExecution(inForce, time).RunAsync(
            new AnalyzeRequest([Path.Combine(folder, RangeGenerator.EventsFolder)], results, new RunSpan(null, null, scoreFrom)) { Observe = naive.Take },
            new Analysing(name, progress), cancellationToken).ConfigureAwait(false);
        var labels = await LabelReader.ReadAsync(Path.Combine(folder, RangeGenerator.LabelsFile), cancellationToken).ConfigureAwait(false);
        var run = await evaluation.LabelAsync(name, results, labels, naive, cancellationToken).ConfigureAwait(false);
        if (!keepsEvents)
            Directory.Delete(Path.Combine(folder, RangeGenerator.EventsFolder), recursive: true);
        return run;
    }

    private sealed class Analysing(string name, IProgress<RunProgress> shown) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => shown.Report(value with { Phase = $"{name}: {value.Phase}" });
    }
}

/// <param name="Options">Of every run but for the seed; the clean twin leaves its scenarios out.</param>
/// <param name="Folder">Takes a folder for each run.</param>
internal sealed record RangeEvaluationRequest(SampleOptions Options, IReadOnlyList<ulong> Seeds, string Folder, bool KeepsEvents);
