using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BehaviorElasticSidecar.Risk;

public sealed class RiskOptions
{
    /// <summary>Time in which the odds of an anomaly halve; a risk score below 50 that nothing refreshes halves in about this time. Default 24 hours.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "90.00:00:00")]
    public TimeSpan HalfLife { get; init; } = TimeSpan.FromHours(24);

    internal RiskParameters ToParameters() => new(HalfLife);
}

[OptionsValidator]
internal sealed partial class RiskOptionsValidator : IValidateOptions<RiskOptions>;
