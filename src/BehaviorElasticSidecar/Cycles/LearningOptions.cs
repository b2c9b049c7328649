using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>The learning phase, of the site and the detector, not of the entity.</summary>
public sealed class LearningOptions
{
    /// <summary>Days of history before the first anomaly. Default 14.</summary>
    [Range(1, 365)]
    public int Days { get; init; } = 14;
}

[OptionsValidator]
internal sealed partial class LearningOptionsValidator : IValidateOptions<LearningOptions>;
