using BehaviorElasticSidecar.Worker.Execution;
using BehaviorElasticSidecar.Worker.Settings;
using BehaviorElasticSidecar.Worker.Verbs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BehaviorElasticSidecar.Worker.Hosting;

/// <summary>The service: a schedule of cycles until somebody stops it.</summary>
internal sealed class WorkerHost(EffectiveSettings settings, RunSpan span, Surroundings surroundings, ILoggerFactory loggers)
{
    /// <summary>Ends when the token is cancelled, the process gets SIGTERM, or the first cycle finds that it may not do what it must.</summary>
    public async Task<ExitCode> RunAsync(CancellationToken cancellationToken)
    {
        var schedule = settings.Get<ScheduleOptions>();
        var runs = surroundings.Runs(settings, loggers);
        var journal = new CycleJournal(schedule.Heartbeat is null ? null : new HeartbeatStore(schedule.Heartbeat), surroundings.Time);
        var logger = loggers.CreateLogger<WorkerHost>();
        using var host = Build(schedule, runs, journal);
        logger.Started(Program.Version, settings.File ?? "defaults", CycleSchedule.InWords(schedule));
        await host.RunAsync(cancellationToken).ConfigureAwait(false);
        if (journal.Running)
            logger.CutOff(schedule.ShutdownTimeout);
        else if (journal.Settled)
            await CloseAsync(runs, schedule.ShutdownTimeout).ConfigureAwait(false);
        logger.Stopped(journal.Cycles, journal.Failures);
        return journal.Exit;
    }

    private IHost Build(ScheduleOptions schedule, IRuns runs, CycleJournal journal)
    {
        // Empty: settings come from our own file, variables and flags, never from an appsettings.json that happens to lie about.
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSettings(settings);
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton(surroundings.Time);
        builder.Services.AddSingleton(runs);
        builder.Services.AddSingleton(span);
        builder.Services.AddSingleton(journal);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = schedule.ShutdownTimeout);
        CycleSchedule.Add(builder.Services, schedule);
        return builder.Build();
    }

    private async Task CloseAsync(IRuns runs, TimeSpan timeout)
    {
        using var limit = new CancellationTokenSource(timeout, surroundings.Time);
        await runs.CloseAsync(limit.Token).ConfigureAwait(false);
    }
}
