using Microsoft.Extensions.Logging;

namespace BehaviorElasticSidecar.Cycles;

internal static partial class Log
{
    [LoggerMessage(12001, LogLevel.Information, "Committed everything before {Position:O}: {Baselines} baselines, {Bytes} bytes of state sent")]
    public static partial void Committed(this ILogger logger, DateTimeOffset position, long baselines, long bytes);

    [LoggerMessage(12002, LogLevel.Information, "Detectors {Detectors} of {Query} are new or changed: they learn their history alone, from {From:O} on")]
    public static partial void Joining(this ILogger logger, string detectors, string query, DateTimeOffset from);

    [LoggerMessage(12003, LogLevel.Warning, "New detectors wait for the next start: the feature queries stand at different days after a crash and are brought together first")]
    public static partial void JoinPostponed(this ILogger logger);

    [LoggerMessage(12004, LogLevel.Warning, "Feature query {Query} could not be read from {From:O} on: nothing is learnt from it, the next cycle asks again")]
    public static partial void Unread(this ILogger logger, string query, DateTimeOffset from, Exception exception);

    [LoggerMessage(12005, LogLevel.Warning, "Feature query {Query} is stalled at {Position:O}: the others go on without it")]
    public static partial void Stalled(this ILogger logger, string query, DateTimeOffset position);

    [LoggerMessage(12006, LogLevel.Warning, "What came late to {Query} on {Day:yyyy-MM-dd} could not be counted; nothing else depends on it")]
    public static partial void LateUncounted(this ILogger logger, string query, DateTimeOffset day, Exception exception);

    [LoggerMessage(12007, LogLevel.Information, "Context has changed from {Before} to {Now}: it counts from {Position:O} on")]
    public static partial void OtherContext(this ILogger logger, string before, string now, DateTimeOffset position);

    [LoggerMessage(12008, LogLevel.Warning, "What {Source} held of {Day:yyyy-MM-dd} could not be counted: it is not judged by that day")]
    public static partial void NotJudged(this ILogger logger, string source, DateTimeOffset day, Exception exception);

    [LoggerMessage(12009, LogLevel.Information, "Holidays have changed from {Before} to {Now}: they count from {Position:O} on")]
    public static partial void OtherCalendar(this ILogger logger, string before, string now, DateTimeOffset position);
}
