using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Features.Cluster;
using BehaviorElasticSidecar.Quality;
using BehaviorElasticSidecar.Worker.Checks;
using BehaviorElasticSidecar.Worker.Settings;
using BehaviorElasticSidecar.Worker.Verbs;
using Microsoft.Extensions.Logging;

namespace BehaviorElasticSidecar.Worker.Execution;

/// <summary>The worker's life beside one cluster: templates, what can run there, and the run that goes from cycle to cycle.</summary>
/// <remarks>A run that failed half-way is thrown away and opened again from its last checkpoint: nothing is learnt twice.</remarks>
internal sealed class ClusterExecution : IAsyncDisposable
{
    /// <summary>How often the mappings are looked at again: new indices bring fields, and with them detectors.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromHours(1);

    private readonly EffectiveSettings _settings;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly EngineClient _engine;
    private readonly IndexNames _names;
    private readonly ContextBookSource _context;
    private readonly List<ContextListReport> _unsaid = [];
    private ClusterRun? _run;
    private ClusterPlan? _plan;
    private string? _contextHash;
    private DateTimeOffset _looked;

    public ClusterExecution(EffectiveSettings settings, ILoggerFactory loggers, TimeProvider time)
    {
        (_settings, _time) = (settings, time);
        _logger = loggers.CreateLogger<ClusterExecution>();
        _engine = new EngineClient(settings.Get<EngineOptions>(), time, loggers.CreateLogger<EngineClient>());
        _names = new IndexNames(settings.Get<SiteOptions>().IndexPrefix);
        _context = new ContextBookSource(settings.Context, _engine, time);
    }

    public async Task<RunOutcome> CycleAsync(RunSpan span, bool commitAtEnd, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        var (run, refused) = (_run, default(RunOutcome));
        var finished = false;
        try
        {
            _unsaid.AddRange(await _context.ReadChangedAsync(cancellationToken).ConfigureAwait(false));
            if (run is null || _time.GetUtcNow() - _looked > LookAgain || _context.Book.Hash != _contextHash)
                (run, refused) = await OpenAsync(span, cancellationToken).ConfigureAwait(false);
            if (run is null)
                return refused!;
            var notes = await SayContextAsync(cancellationToken).ConfigureAwait(false);
            var started = _time.GetUtcNow();
            var outcome = await run.CatchUpAsync(started, commitAtEnd, new Days(progress), cancellationToken).ConfigureAwait(false);
            finished = true;
            return Told(run, outcome, notes);
        }
        catch (TermLostException taken)
        {
            return new RunOutcome { Exit = ExitCode.Fault, IsFinal = true, Message = taken.Message };
        }
        catch (EngineException denied) when (denied.Kind is EngineErrorKind.Forbidden or EngineErrorKind.Unauthorized or EngineErrorKind.ReadOnly)
        {
            return new RunOutcome { Exit = ExitCode.Privileges, Message = $"{denied.Message}\n{CheckAdvice.Of(denied)}" };
        }
        catch (EngineException trouble)
        {
            return new RunOutcome { Exit = ExitCode.Fault, Message = trouble.Message };
        }
        finally
        {
            // What was learnt since the last checkpoint may be half a bucket: the next cycle begins from the checkpoint.
            _run = finished && run is { AwaitsJoin: false } ? run : null;
        }
    }

    public Task CommitAsync(CancellationToken cancellationToken) => _run?.CommitAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _engine.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<(ClusterRun? Run, RunOutcome? Refused)> OpenAsync(RunSpan span, CancellationToken cancellationToken)
    {
        if (await PrepareAsync(cancellationToken).ConfigureAwait(false) is { } refused)
            return (null, refused);
        var plan = await ClusterPlan.ReadAsync(_engine, Runs.Detectors(_settings), _settings.Sources, cancellationToken).ConfigureAwait(false);
        _looked = _time.GetUtcNow();
        if (plan.Queries.Count == 0)
            return (null, new RunOutcome { Exit = ExitCode.Degraded, Message = "No detector can run here. 'behavior-sidecar check' says why.", Notes = plan.Off });
        if (_run is { } running && plan.IsSameAs(_plan) && _context.Book.Hash == _contextHash)
            return (running, null);
        if (_run is { } outdated)
            await outdated.CommitAsync(cancellationToken).ConfigureAwait(false);
        _plan = plan;
        var book = _context.Book;
        var parts = new PipelineParts(plan.Queries, Runs.Measures, Runs.Clock(_settings), Runs.CycleSettings(_settings, span.ScoreFrom))
        {
            IdentityInputs = Runs.IdentityInputs(_settings), Couplings = Runs.Couplings(_settings),
        }.Knowing(book, _settings.Get<PeerOptions>().ToRules());
        var source = new ClusterFeatureSource(_engine, plan.Capabilities, new ClusterReadOptions());
        var links = new ClusterRunLinks(_engine, _names, source, new ClusterResultWriter(_engine, _names, _time), _logger)
        {
            Time = _time, Quality = new SourceQualitySource(_engine, plan.Capabilities),
        };
        var state = _settings.Get<StateOptions>();
        var run = await ClusterRun.OpenAsync(parts, new ClusterRunSettings
        {
            History = _settings.Get<SiteOptions>().History,
            From = span.From,
            To = span.To,
            CheckpointInterval = state.CheckpointInterval,
            WriteBudgetBytes = state.WriteBudgetBytes,
        }, links, _time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        _contextHash = book.Hash;
        return (run, null);
    }

    /// <summary>How reading the lists went, to the health index; what is not sound to the log as well.</summary>
    private async Task<IReadOnlyList<string>> SayContextAsync(CancellationToken cancellationToken)
    {
        if (_unsaid.Count == 0)
            return [];
        var now = _time.GetUtcNow();
        await new ClusterResultWriter(_engine, _names, _time).WriteAsync([.. _unsaid.Select(r => HealthNotes.OfContext(r, now))], cancellationToken).ConfigureAwait(false);
        List<string> notes = [.. _unsaid.Where(r => !r.IsSound).Select(r => r.Message)];
        _unsaid.Clear();
        return notes;
    }

    /// <summary>Templates and first indices; null when they are there, else why nothing is written.</summary>
    private async Task<RunOutcome?> PrepareAsync(CancellationToken cancellationToken)
    {
        var templates = new TemplateInstaller(_engine, _names);
        try
        {
            foreach (var done in await templates.InstallAsync(dryRun: false, cancellationToken).ConfigureAwait(false))
                _logger.Installed(done);
            return null;
        }
        catch (EngineException refused) when (refused.Kind is EngineErrorKind.Forbidden or EngineErrorKind.Unauthorized)
        {
            var identity = await _engine.IdentifyAsync(cancellationToken).ConfigureAwait(false);
            return new RunOutcome { Exit = ExitCode.Privileges, Message = CheckAdvice.SetupRefused(refused.Message, identity.Stack, _names.Prefix) };
        }
        catch (EngineException trouble)
        {
            return new RunOutcome { Exit = CheckAdvice.ExitOf(trouble), Message = $"{trouble.Message}\n{CheckAdvice.Of(trouble)}" };
        }
    }

    private RunOutcome Told(ClusterRun run, CycleOutcome outcome, IReadOnlyList<string> notes) => new()
    {
        Exit = outcome.Unread.Count > 0 ? ExitCode.Degraded : ExitCode.Fine,
        Message = FormattableString.Invariant($"Everything before {run.Position:yyyy-MM-dd HH:mm} UTC is scored; {outcome.Anomalies:N0} anomalies in this run."),
        Buckets = outcome.Buckets,
        Observations = outcome.Rows,
        Anomalies = outcome.Anomalies,
        Notes = [.. outcome.Unread.Select(u => $"not read: {u.Key}: {u.Value}"), .. notes, .. _plan!.Off],
    };

    /// <summary>Progress in days of the data.</summary>
    private sealed class Days(IProgress<RunProgress> progress) : IProgress<CycleProgress>
    {
        public void Report(CycleProgress value)
        {
            var whole = (value.To - value.From).TotalDays;
            progress.Report(new RunProgress(
                FormattableString.Invariant($"Scoring {value.At:yyyy-MM-dd HH:mm}"), (long)(value.At - value.From).TotalDays, "days",
                whole <= 0 ? 1 : Math.Clamp((value.At - value.From).TotalDays / whole, 0, 1)));
        }
    }
}
