using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace BehaviorElasticSidecar.Worker.Hosting;

/// <summary>One job, one trigger, in memory. A cycle that outlasts its interval is followed at once by one other, however many firings it missed.</summary>
internal static class CycleSchedule
{
    public static void Add(IServiceCollection services, ScheduleOptions options)
    {
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore();
            quartz.ScheduleJob<CycleJob>(trigger => Time(trigger.WithIdentity("cycle"), options));
        });
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
    }

    public static string InWords(ScheduleOptions options) =>
        options.Cron is { } cron ? $"at {cron} UTC" : $"every {Sources.Yaml.DurationText.Format(options.Interval)}";

    private static void Time(ITriggerConfigurator trigger, ScheduleOptions options)
    {
        if (options.Cron is { } cron)
        {
            trigger.WithSchedule(CronScheduleBuilder.Create(cron).InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed));
            return;
        }

        // The first cycle starts with the worker.
        trigger.WithSchedule(
            SimpleScheduleBuilder.Create().WithInterval(options.Interval).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow));
    }
}
