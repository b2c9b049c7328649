using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BehaviorElasticSidecar.Anomalies;

/// <summary>Which anomalies become documents.</summary>
public sealed class AnomalyOptions
{
    /// <summary>Score 0..100 from which one is written. Default 25: one in 100 entity-days.</summary>
    [Range(0.0, 100.0)]
    public double MinScore { get; init; } = 25;
}

[OptionsValidator]
internal sealed partial class AnomalyOptionsValidator : IValidateOptions<AnomalyOptions>;
