using Microsoft.Extensions.Logging;

namespace BehaviorElasticSidecar.Worker.Execution;

internal static partial class Log
{
    [LoggerMessage(21001, LogLevel.Information, "Installed {What}")]
    public static partial void Installed(this ILogger logger, string what);
}
