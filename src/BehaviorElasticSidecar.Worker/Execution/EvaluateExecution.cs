using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Evaluation;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Files;
using BehaviorElasticSidecar.Worker.Settings;

namespace BehaviorElasticSidecar.Worker.Execution;

/// <summary>Result folders and labels into an evaluation; with the events also naive baselines, areas and calibration.</summary>
internal sealed class EvaluateExecution(EffectiveSettings settings, TimeProvider time)
{
    private readonly SiteClock _clock = Runs.Clock(settings);

    public async Task<EvaluationDocument> RunAsync(EvaluateRequest request, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        var labels = await LabelReader.ReadAsync(request.Labels, cancellationToken).ConfigureAwait(false);
        if (labels.Count == 0)
            throw new InvalidDataException($"{request.Labels} holds no label; each line is one, such as {{\"scenario\":\"theft\",\"entities\":[{{\"kind\":\"user\",\"id\":\"sarah\"}}],\"start\":\"2026-03-02T01:00:00Z\",\"end\":\"2026-03-02T03:00:00Z\"}}");
        var naive = await ReadEventsAsync(request.Events, progress, cancellationToken).ConfigureAwait(false);
        var run = await LabelAsync(Path.GetFileName(Path.TrimEndingDirectorySeparator(request.Folder)), request.Folder, labels, naive, cancellationToken).ConfigureAwait(false);
        if (request.Clean is { } clean)
        {
            var cleanNaive = await ReadEventsAsync(request.CleanEvents, progress, cancellationToken).ConfigureAwait(false);
            run = run with { Clean = await LabelAsync("clean", clean, [], cleanNaive, cancellationToken).ConfigureAwait(false) };
        }

        return Evaluator.Evaluate([run], Program.Version);
    }

    /// <summary>One result folder with what was learnt of its events beside it.</summary>
    public async Task<LabelledRun> LabelAsync(
        string name, string folder, IReadOnlyList<Label> labels, NaiveBaselines? naive, CancellationToken cancellationToken)
    {
        var results = await new ResultReader(_clock).ReadAsync(folder, cancellationToken).ConfigureAwait(false);
        var (from, to) = WholeDays(results.Summary);
        return new LabelledRun
        {
            Name = name,
            Labels = labels,
            Clock = _clock,
            From = from,
            To = to,
            Rankings = results.Rankings,
            Scores = results.Scores,
            Users = naive?.Users ?? (int)(results.Summary.Entities.FirstOrDefault(e => e.Kind == EntityKind.User.Name())?.Count ?? 0),
            Naive = naive is null ? [] : [naive.NeverSeen, naive.ThreeSigma],
            Population = naive?.Population(from, to) ?? [],
            DetectorDays = naive?.DetectorDays(from, to) ?? 0,
        };
    }

    public NaiveBaselines NewNaive() => new(_clock, settings.Get<LearningOptions>().Days);

    private async Task<NaiveBaselines?> ReadEventsAsync(IReadOnlyList<string> paths, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        if (paths.Count == 0)
            return null;
        var naive = NewNaive();
        var options = new FileReadOptions { Paths = [.. paths], Now = time.GetUtcNow(), ReorderWindow = settings.Get<AnalyzeOptions>().Lateness };
        var queries = FeaturePlanner.Plan(PipelinePlanner.Wanted(Runs.Detectors(settings), settings.Sources, Runs.Measures));
        var source = new FileFeatureSource(queries, options, time);
        await using (new ProgressTicks(time, () => progress.Report(new RunProgress("Reading for the naive baselines", source.Progress.Events, "events", source.Progress.Fraction))))
            await foreach (var batch in source.ReadAsync(cancellationToken).ConfigureAwait(false))
                naive.Take(batch);
        return naive;
    }

    /// <summary>Local days that were scored from their first hour to their last.</summary>
    private (int From, int To) WholeDays(SummaryDocument summary)
    {
        if (summary is not { ScoreFrom: { } scoreFrom, To: { } last } || last <= scoreFrom)
            throw new InvalidDataException("The run scored nothing: all of its events only taught. Give more history, or --score-from.");
        var from = _clock.At(scoreFrom).Day;
        var to = _clock.At(last).Day;
        if (_clock.EndOf(from - 1) < scoreFrom)
            from++;
        if (_clock.EndOf(to) - last > TimeSpan.FromHours(2))
            to--;
        return to >= from ? (from, to) : throw new InvalidDataException("The run scored less than one whole day.");
    }
}

/// <param name="Folder">What <c>analyze --out</c> wrote.</param>
/// <param name="Events">The events behind it; empty leaves out what needs them.</param>
/// <param name="Clean">Results on the same events without the attacks.</param>
internal sealed record EvaluateRequest(string Folder, string Labels, IReadOnlyList<string> Events, string? Clean, IReadOnlyList<string> CleanEvents);
