using System.Diagnostics.Metrics;
using BehaviorElasticSidecar.Worker.Execution;
using BehaviorElasticSidecar.Worker.Progress;
using BehaviorElasticSidecar.Worker.Verbs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace BehaviorElasticSidecar.Worker.Hosting;

/// <summary>One turn of the schedule. The boundary at which anything that goes wrong is logged, counted and ends the run, but not the worker.</summary>
[DisallowConcurrentExecution]
internal sealed class CycleJob(IRuns runs, RunSpan span, CycleJournal journal, IHostApplicationLifetime lifetime, ILogger<CycleJob> logger) : IJob
{
    private static readonly Meter Meter = new("BehaviorElasticSidecar.Worker");

    private static readonly Counter<long> Failures = Meter.CreateCounter<long>("behavior.cycle.failures", description: "Cycles that did not end well");

    private static readonly TimeSpan ProgressPause = TimeSpan.FromSeconds(10);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var lines = new PlainProgress(context.Scheduler.TimeProvider, ProgressPause, logger.Progressed);
        journal.Started();
        try
        {
            var outcome = await runs.CycleAsync(span, new Both(lines, journal), stop.Token).ConfigureAwait(false);
            journal.Ended(outcome, context.NextFireTimeUtc);
            Tell(outcome);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            journal.Abandoned();
            logger.Abandoned();
        }
        catch (Exception failure)
        {
            Failures.Add(1);
            journal.Failed(failure.Message, context.NextFireTimeUtc);
            logger.Failed(failure, context.NextFireTimeUtc);
        }
    }

    private void Tell(RunOutcome outcome)
    {
        if (outcome.Exit is ExitCode.Fine or ExitCode.Degraded)
        {
            logger.Cycled(outcome.Message, outcome.Buckets, outcome.Observations, outcome.Anomalies);
            foreach (var note in outcome.Notes)
                logger.Noted(note);
            return;
        }

        Failures.Add(1);
        logger.Refused(outcome.Message);
        if (!outcome.IsFinal && (outcome.Exit is not (ExitCode.Privileges or ExitCode.Settings) || journal.Settled))
            return;
        journal.GiveUp(outcome.Exit);
        lifetime.StopApplication();
    }

    private sealed class Both(PlainProgress lines, CycleJournal journal) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            lines.Report(value);
            journal.Progressed();
        }
    }
}
