namespace BehaviorElasticSidecar.Risk;

/// <summary>How much likelier an attack is given what the lists say: prior knowledge, and modest, as detectors have been calibrated on these people already.</summary>
internal sealed record ContextWeights
{
    public double Leaver { get; init; } = 3;

    public int LeaverDays { get; init; } = 30;

    public double Joiner { get; init; } = 1.5;

    public int JoinerDays { get; init; } = 30;

    public double Privileged { get; init; } = 1.5;

    /// <summary>By <see cref="Context.Criticality"/>: low, medium, high, extreme.</summary>
    public IReadOnlyList<double> Criticality { get; init; } = [0.5, 1, 1.5, 2];

    /// <summary>All together count no more than this and no less than its inverse: who somebody is must not outweigh what they do.</summary>
    public double Most { get; init; } = 10;
}
