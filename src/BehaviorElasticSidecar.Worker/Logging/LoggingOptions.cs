using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BehaviorElasticSidecar.Worker.Logging;

internal enum LogDetail
{
    Debug,
    Information,
    Warning,
    Error,
}

internal enum LogFormat
{
    Text,

    /// <summary>One JSON object a line.</summary>
    Json,
}

/// <summary>What the worker says about itself, to the console and to a file.</summary>
internal sealed class LoggingOptions
{
    /// <summary>Default information. Debug also shows content of events.</summary>
    public LogDetail Level { get; init; } = LogDetail.Information;

    public LogFormat Format { get; init; }

    /// <summary>File to log to as well; rolls daily and at 50 MB, the last seven are kept. None by default.</summary>
    [DataType("path")]
    public string? File { get; init; }
}

[OptionsValidator]
internal sealed partial class LoggingOptionsValidator : IValidateOptions<LoggingOptions>;
