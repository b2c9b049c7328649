using BehaviorElasticSidecar.Worker.Execution;
using BehaviorElasticSidecar.Worker.Settings;
using BehaviorElasticSidecar.Worker.Verbs;

namespace BehaviorElasticSidecar.Worker.Tests;

/// <summary>Runs that do what the test says, and remember what they were asked.</summary>
internal sealed class ScriptedRuns : IRuns
{
    private int _underWay;

    public static RunOutcome Fine { get; } = new() { Exit = ExitCode.Fine, Message = "Done.", Buckets = 3, Observations = 40, Anomalies = 2 };

    public Func<IProgress<RunProgress>, CancellationToken, Task<RunOutcome>> Body { get; set; } = (_, _) => Task.FromResult(Fine);

    public EffectiveSettings? Settings { get; private set; }

    public AnalyzeRequest? Analyzed { get; private set; }

    public RunSpan? Span { get; private set; }

    public int Cycles { get; private set; }

    public int Closed { get; private set; }

    /// <summary>Most runs that were ever under way together.</summary>
    public int MostAtOnce { get; private set; }

    public ScriptedRuns With(EffectiveSettings settings)
    {
        Settings = settings;
        return this;
    }

    public Task<RunOutcome> AnalyzeAsync(AnalyzeRequest request, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        Analyzed = request;
        return Body(progress, cancellationToken);
    }

    public Task<RunOutcome> RunOnceAsync(RunSpan span, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        Span = span;
        return Body(progress, cancellationToken);
    }

    public async Task<RunOutcome> CycleAsync(RunSpan span, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        Span = span;
        Cycles++;
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _underWay));
        try
        {
            return await Body(progress, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    public Task CloseAsync(CancellationToken cancellationToken)
    {
        Closed++;
        return Task.CompletedTask;
    }
}
