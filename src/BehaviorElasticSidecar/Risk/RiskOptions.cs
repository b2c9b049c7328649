using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BehaviorElasticSidecar.Risk;

public sealed class RiskOptions
{
    /// <summary>Time in which the odds of an anomaly halve; a risk score below 50 that nothing refreshes halves in about this time. Default 24 hours.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "90.00:00:00")]
    public TimeSpan HalfLife { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How much likelier an attack is by somebody who is about to leave, or has left. Default 3.</summary>
    [Range(0.1, 10.0)]
    public double LeaverOdds { get; init; } = 3;

    /// <summary>Days before the last day from which somebody counts as leaver. Default 30.</summary>
    [Range(0, 365)]
    public int LeaverDays { get; init; } = 30;

    /// <summary>The same for somebody who is new. Default 1.5.</summary>
    [Range(0.1, 10.0)]
    public double JoinerOdds { get; init; } = 1.5;

    /// <summary>Days from the first day on. Default 30.</summary>
    [Range(0, 365)]
    public int JoinerDays { get; init; } = 30;

    /// <summary>For whom the lists call privileged. Default 1.5.</summary>
    [Range(0.1, 10.0)]
    public double PrivilegedOdds { get; init; } = 1.5;

    /// <summary>For low criticality. Default 0.5.</summary>
    [Range(0.1, 10.0)]
    public double LowOdds { get; init; } = 0.5;

    /// <summary>For high criticality; medium is 1. Default 1.5.</summary>
    [Range(0.1, 10.0)]
    public double HighOdds { get; init; } = 1.5;

    /// <summary>For extreme criticality. Default 2.</summary>
    [Range(0.1, 10.0)]
    public double ExtremeOdds { get; init; } = 2;

    internal RiskParameters ToParameters() => new(HalfLife)
    {
        Context = new ContextWeights
        {
            Leaver = LeaverOdds,
            LeaverDays = LeaverDays,
            Joiner = JoinerOdds,
            JoinerDays = JoinerDays,
            Privileged = PrivilegedOdds,
            Criticality = [LowOdds, 1, HighOdds, ExtremeOdds],
        },
    };
}

[OptionsValidator]
internal sealed partial class RiskOptionsValidator : IValidateOptions<RiskOptions>;
