using Microsoft.Extensions.Logging;

namespace BehaviorElasticSidecar.Engine;

/// <summary>Event ids 13000 to 13999.</summary>
internal static partial class Log
{
    [LoggerMessage(13001, LogLevel.Information, "Engine is {Stack} {Version}, cluster {Cluster}")]
    public static partial void Identified(this ILogger logger, EngineStack stack, string version, string cluster);

    [LoggerMessage(13002, LogLevel.Warning, "Try {Try} in {Delay}: {Trouble}")]
    public static partial void Retrying(this ILogger logger, int @try, TimeSpan delay, string trouble);

    [LoggerMessage(13003, LogLevel.Warning, "Page of {Path} halved to {Size} rows: {Trouble}")]
    public static partial void PageHalved(this ILogger logger, string path, int size, string trouble);

    [LoggerMessage(13004, LogLevel.Warning, "Node {Node} is left out for {DeadFor}")]
    public static partial void NodeFailed(this ILogger logger, string node, TimeSpan deadFor);

    [LoggerMessage(13005, LogLevel.Information, "No point in time, reading without: {Trouble}")]
    public static partial void NoPointInTime(this ILogger logger, string trouble);

    [LoggerMessage(13006, LogLevel.Debug, "Point in time not closed, it will expire: {Trouble}")]
    public static partial void PointInTimeLeft(this ILogger logger, string trouble);

    [LoggerMessage(13007, LogLevel.Warning, "{Items} of {All} bulk operations refused, sent again in {Delay}")]
    public static partial void BulkRejected(this ILogger logger, int items, int all, TimeSpan delay);

    [LoggerMessage(13008, LogLevel.Warning, "Bulk of {Items} operations halved: {Trouble}")]
    public static partial void BulkHalved(this ILogger logger, int items, string trouble);

    [LoggerMessage(13009, LogLevel.Warning, "The cluster is slow for {Kind}: {Fast:F0} ms per 1,000 rows, usually {Usual:F0}. Waiting between pages")]
    public static partial void ClusterBusy(this ILogger logger, string kind, double fast, double usual);

    [LoggerMessage(13010, LogLevel.Information, "The cluster answers {Kind} as usual again; waited {Waited} in all since the start")]
    public static partial void ClusterCalm(this ILogger logger, string kind, TimeSpan waited);
}
