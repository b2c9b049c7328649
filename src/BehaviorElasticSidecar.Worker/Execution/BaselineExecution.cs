using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Cycles.Identity;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Worker.Settings;
using Microsoft.Extensions.Logging;

namespace BehaviorElasticSidecar.Worker.Execution;

/// <summary>What is learnt of one entity: from what workers have committed in a cluster, or by learning files first. Writes nothing.</summary>
internal sealed class BaselineExecution(EffectiveSettings settings, ILoggerFactory loggers, TimeProvider time)
{
    /// <summary>Reads the committed state without a part in it: a running worker goes on undisturbed.</summary>
    /// <exception cref="InvalidDataException">No worker has committed anything yet.</exception>
    public async Task<LearntDocument> BesideAsync(BaselineRequest request, CancellationToken cancellationToken)
    {
        // Somebody waits for the answer: one try more, not five.
        using var engine = new EngineClient(settings.With("engine.max_tries", 2).Get<EngineOptions>(), time, loggers.CreateLogger<EngineClient>());
        var context = new ContextBookSource(settings.Context, engine, time);
        var lists = await context.ReadChangedAsync(cancellationToken).ConfigureAwait(false);
        // Whatever the mappings are now: what was learnt while a field was there is shown.
        var queries = FeaturePlanner.Plan(PipelinePlanner.Wanted(Runs.Detectors(settings), settings.Sources, Runs.Measures));
        var parts = new PipelineParts(queries, Runs.Measures, Runs.Clock(settings), Runs.CycleSettings(settings, scoreFrom: null))
            .Knowing(context.Book, settings.Get<PeerOptions>().ToRules());
        var names = new IndexNames(settings.Get<SiteOptions>().IndexPrefix);
        var source = new CommittedStateSource(engine, names, parts);
        if (await source.ReadPopulationAsync(cancellationToken).ConfigureAwait(false) is not { } population)
            throw new InvalidDataException($"No worker has stored what it learnt in {names.State} yet. Run 'behavior-sidecar run --once' first, or learn from exports with --files.");
        var entities = new List<LearntEntity>();
        foreach (var named in Named(request, population.Identity))
        {
            var found = await source.ReadBaselinesAsync(named.Canonical.Kind, named.Names, cancellationToken).ConfigureAwait(false);
            if (new LearntComposer(parts, population, source.ReadTo).Of(named, found) is { } learnt)
                entities.Add(learnt);
        }

        return Told(request, population, source.ReadTo.Values.Max(), entities, [], population.Identity) with { Notes = [.. lists.Where(l => !l.IsSound).Select(l => l.Message)] };
    }

    /// <summary>The same engine as <c>analyze</c> over the files.</summary>
    /// <exception cref="InvalidDataException">There is no event in them.</exception>
    public async Task<LearntDocument> OfFilesAsync(BaselineRequest request, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        var files = await FileRun.ReadAsync(settings, time, request.Files, request.Span, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidDataException(FileRun.Nothing(request.Files, request.Span));
        using var source = files.Open(time);
        LearntDocument? told = null;
        AnalyzeRun? run = null;
        run = new AnalyzeRun(files.Parts, source, new DiscardingResultWriter(), recorder: null)
        {
            Quality = files.Quality,
            AtEnd = async pipeline => told = await ToldAsync(request, files, pipeline, run!, cancellationToken).ConfigureAwait(false),
        };
        await using (new ProgressTicks(time, () => progress.Report(FileRun.Reading(source.Progress))))
            await run.RunAsync(files.End, Path.GetTempPath(), cancellationToken).ConfigureAwait(false);
        return told!;
    }

    private static async Task<LearntDocument> ToldAsync(
        BaselineRequest request, FileRun files, Pipeline pipeline, AnalyzeRun run, CancellationToken cancellationToken)
    {
        var population = pipeline.Population ?? PopulationState.Empty(TimeBucket.UtcDay(files.Data.From).From, files.Parts.Population);
        var identity = pipeline.Population is null ? population.Identity : pipeline.IdentityNow();
        var readTo = files.Parts.Queries.ToDictionary(q => q.Id, q => TimeBucket.Holding(files.End, q.Bucket).From, StringComparer.Ordinal);
        var entities = new List<LearntEntity>();
        foreach (var named in Named(request, identity))
        {
            var found = new List<(FeatureQuery, EntityBaselines)>();
            foreach (var cycle in pipeline.Cycles.Where(c => c.Query.Kind == named.Canonical.Kind).OrderBy(c => c.Query.Id, StringComparer.Ordinal))
                found.AddRange((await cycle.Cache.TakeAsync(named.Names, cancellationToken).ConfigureAwait(false)).Where(b => b.Count > 0).Select(b => (cycle.Query, b)));
            if (new LearntComposer(files.Parts, population, readTo).Of(named, found) is { } learnt)
                entities.Add(learnt);
        }

        return Told(request, population, files.End, entities, request.Kinds.SelectMany(run.NamesOf), identity) with
        {
            Notes = [.. files.Lists.Where(l => !l.IsSound).Select(l => l.Message)],
        };
    }

    private static IEnumerable<NamedEntity> Named(BaselineRequest request, IdentityState identity) =>
        request.Kinds.Select(k => new NamedEntities(identity).Of(k, request.Entity)).OfType<NamedEntity>();

    private static LearntDocument Told(
        BaselineRequest request, PopulationState population, DateTimeOffset readTo, List<LearntEntity> entities, IEnumerable<string> more, IdentityState identity) => new()
    {
        Version = Program.Version,
        Asked = request.Entity,
        ReadTo = readTo,
        Midnight = population.Midnight,
        Entities = entities,
        Nearest = entities.Count > 0 ? [] : new NamedEntities(identity).Nearest(request.Entity, more),
    };
}

/// <param name="Kinds">Those that are looked for.</param>
/// <param name="Files">As given; empty for what stands in the cluster.</param>
/// <param name="Span">Of the files.</param>
internal sealed record BaselineRequest(string Entity, IReadOnlyList<EntityKind> Kinds, IReadOnlyList<string> Files, RunSpan Span);
