using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>Runs over files.</summary>
public sealed class AnalyzeOptions
{
    /// <summary>How far out of order events may stand within a file; later ones are dropped and counted. Default 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan Lateness { get; init; } = TimeSpan.FromHours(1);
}

[OptionsValidator]
internal sealed partial class AnalyzeOptionsValidator : IValidateOptions<AnalyzeOptions>;
