using Microsoft.Extensions.Logging;

namespace BehaviorElasticSidecar.Worker.Hosting;

/// <summary>Event ids 20000 to 20999.</summary>
internal static partial class Log
{
    [LoggerMessage(20001, LogLevel.Information, "Started: {Version}, settings from {Settings}, a cycle {Schedule}")]
    public static partial void Started(this ILogger logger, string version, string settings, string schedule);

    [LoggerMessage(20002, LogLevel.Information, "{Progress}")]
    public static partial void Progressed(this ILogger logger, string progress);

    [LoggerMessage(20003, LogLevel.Information, "{Message} ({Buckets} buckets, {Observations} observations, {Anomalies} anomalies)")]
    public static partial void Cycled(this ILogger logger, string message, long buckets, long observations, long anomalies);

    [LoggerMessage(20004, LogLevel.Warning, "{Note}")]
    public static partial void Noted(this ILogger logger, string note);

    [LoggerMessage(20005, LogLevel.Information, "The cycle under way was abandoned at a clean place: its bucket is read again at the next start")]
    public static partial void Abandoned(this ILogger logger);

    [LoggerMessage(20006, LogLevel.Error, "The cycle failed; the next one is due {Next:O} and starts from the last checkpoint")]
    public static partial void Failed(this ILogger logger, Exception failure, DateTimeOffset? next);

    [LoggerMessage(20007, LogLevel.Error, "{Message}")]
    public static partial void Refused(this ILogger logger, string message);

    [LoggerMessage(20008, LogLevel.Information, "Stopped after {Cycles} cycles, {Failures} of them failed")]
    public static partial void Stopped(this ILogger logger, long cycles, long failures);

    [LoggerMessage(20009, LogLevel.Warning, "The cycle under way did not end within {Timeout}; nothing it did since the last checkpoint counts")]
    public static partial void CutOff(this ILogger logger, TimeSpan timeout);
}
