using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Cycles.Identity;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Files;
using BehaviorElasticSidecar.Quality;
using BehaviorElasticSidecar.Worker.Settings;

namespace BehaviorElasticSidecar.Worker.Execution;

/// <summary>What a run over files is made of, from the settings and from when the data is.</summary>
/// <param name="Data">From the first event to the last.</param>
/// <param name="Lists">How reading the lists of context went.</param>
internal sealed record FileRun(PipelineParts Parts, FileReadOptions Options, TimeBucket Data, DateTimeOffset ScoreFrom, IReadOnlyList<ContextListReport> Lists)
{
    /// <summary>Counts what the pass over the files sees of the sources.</summary>
    public QualityWatch Quality { get; } = new(Parts.Population.Quality);

    /// <summary>Buckets that end by then are whole.</summary>
    public DateTimeOffset End => TimeBucket.Holding(Data.To, Parts.Step).To;

    public FileFeatureSource Open(TimeProvider time) => new(Parts.Queries, Options, time, Quality);

    /// <summary>Null: there is no event with a time in the files.</summary>
    public static async Task<FileRun?> ReadAsync(
        EffectiveSettings settings, TimeProvider time, IReadOnlyList<string> files, RunSpan asked, CancellationToken cancellationToken)
    {
        var state = settings.Get<StateOptions>();
        var options = new FileReadOptions
        {
            Paths = files, Now = time.GetUtcNow(), From = asked.From, To = asked.To, ReorderWindow = settings.Get<AnalyzeOptions>().Lateness,
            BucketBudgetBytes = state.OpenBucketBytes,
        };
        var span = await EventSpan.ReadAsync(options, [.. settings.Sources.Select(s => s.TimeField).Distinct()], cancellationToken).ConfigureAwait(false);
        if (span is not { } data)
            return null;
        var scoreFrom = asked.ScoreFrom ?? AnalyzeExecution.LastThird(data);
        var measures = Runs.Measures;
        IReadOnlyList<FeatureQuery> queries =
        [
            .. FeaturePlanner.Plan(PipelinePlanner.Wanted(Runs.Detectors(settings), settings.Sources, measures)),
            .. IdentityPlanner.Plan(settings.Sources, capabilities: null),
        ];
        var cycles = Runs.CycleSettings(settings, scoreFrom) with { BaselineBudgetBytes = state.MemoryBytes - state.OpenBucketBytes };
        var context = new ContextBookSource(settings.Context, engine: null, time);
        var lists = await context.ReadChangedAsync(cancellationToken).ConfigureAwait(false);
        var parts = new PipelineParts(queries, measures, Runs.Clock(settings), cycles) { IdentityInputs = Runs.IdentityInputs(settings), Couplings = Runs.Couplings(settings) }
            .Knowing(context.Book, settings.Get<PeerOptions>().ToRules());
        return new FileRun(parts, options, data, scoreFrom, lists);
    }

    /// <summary>Why nothing could be read.</summary>
    public static string Nothing(IReadOnlyList<string> files, RunSpan asked) =>
        $"No event with a time was found in {string.Join(", ", files)}{(asked.From is null && asked.To is null ? "" : " between --from and --to")}. " +
        "Is it NDJSON, one event a line, and is the time field of the source right (sources: time_field, default @timestamp)?";

    public static RunProgress Reading(FileProgress read) => new(
        read.Last is { } last ? $"Reading {last:yyyy-MM-dd}" : "Reading", read.Events, "events", read.Fraction);
}
