using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BehaviorElasticSidecar.Anomalies;

/// <summary>Which anomalies become documents.</summary>
public sealed class AnomalyOptions
{
    /// <summary>Score 0..100 from which one is written. Default 25: one in 100 entity-days.</summary>
    [Range(0.0, 100.0)]
    public double MinScore { get; init; } = 25;

    /// <summary>Rarity from which the day of a person or host is written: one in so many. Default 10.</summary>
    [Range(1.0, 1_000_000.0)]
    public double MinDayRarity { get; init; } = 10;
}

[OptionsValidator]
internal sealed partial class AnomalyOptionsValidator : IValidateOptions<AnomalyOptions>;
