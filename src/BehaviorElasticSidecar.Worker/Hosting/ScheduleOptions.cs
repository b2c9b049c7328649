using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BehaviorElasticSidecar.Worker.Hosting;

/// <summary>When cycles run, and how the worker stops.</summary>
internal sealed class ScheduleOptions
{
    /// <summary>From the start of one cycle to the next; a cycle that takes longer is followed at once, never overlapped. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Quartz cron expression in UTC (seconds first); takes the place of the interval.</summary>
    public string? Cron { get; init; }

    /// <summary>Time that a cycle has to finish or abandon its bucket when the worker is told to stop. Default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>File in which the worker says that it is alive, read by <c>behavior-sidecar health</c>; none by default.</summary>
    [DataType("path")]
    public string? Heartbeat { get; init; }
}

[OptionsValidator]
internal sealed partial class ScheduleOptionsValidator : IValidateOptions<ScheduleOptions>;
