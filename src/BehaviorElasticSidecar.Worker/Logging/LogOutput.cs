using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting;

namespace BehaviorElasticSidecar.Worker.Logging;

/// <summary>Serilog as the settings want it. The only place that knows it.</summary>
internal static class LogOutput
{
    private const long FileBytes = 50L * 1024 * 1024;

    private const int FilesKept = 7;

    /// <param name="to">Where the console's part goes: what a container collects for the service, the error stream for verbs whose output is a result.</param>
    public static ILoggerFactory Create(LoggingOptions options, TextWriter to)
    {
        ITextFormatter formatter = options.Format == LogFormat.Json ? new JsonLogFormatter() : new TextLogFormatter();
        var level = LevelOf(options.Level);
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Is(level)
            // Per-request chatter of the frameworks says nothing about the site.
            .MinimumLevel.Override("Microsoft", Max(level, LogEventLevel.Warning))
            .MinimumLevel.Override("System", Max(level, LogEventLevel.Warning))
            .MinimumLevel.Override("Quartz", Max(level, LogEventLevel.Warning))
            .WriteTo.Sink(new WriterSink(to, formatter));
        if (options.File is { } file)
            configuration = configuration.WriteTo.File(
                formatter, file, rollingInterval: RollingInterval.Day, fileSizeLimitBytes: FileBytes, rollOnFileSizeLimit: true, retainedFileCountLimit: FilesKept);
        return new SerilogLoggerFactory(configuration.CreateLogger(), dispose: true);
    }

    private static LogEventLevel LevelOf(LogDetail detail) => detail switch
    {
        LogDetail.Debug => LogEventLevel.Debug,
        LogDetail.Information => LogEventLevel.Information,
        LogDetail.Warning => LogEventLevel.Warning,
        _ => LogEventLevel.Error,
    };

    private static LogEventLevel Max(LogEventLevel a, LogEventLevel b) => a > b ? a : b;

    /// <summary>A sink over a given stream, so that verbs and tests choose where lines go.</summary>
    private sealed class WriterSink(TextWriter to, ITextFormatter formatter) : ILogEventSink
    {
        private readonly Lock _gate = new();

        public void Emit(LogEvent logEvent)
        {
            using var line = new StringWriter();
            formatter.Format(logEvent, line);
            lock (_gate)
            {
                to.Write(line.ToString());
                to.Flush();
            }
        }
    }
}
