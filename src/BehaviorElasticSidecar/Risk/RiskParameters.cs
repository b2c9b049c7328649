namespace BehaviorElasticSidecar.Risk;

/// <summary>The numbers of the risk model; docs/decisions/risk-as-decayed-log-odds.md has the table that they were chosen by.</summary>
/// <param name="HalfLife">Time in which the odds of a piece of evidence halve.</param>
internal sealed record RiskParameters(TimeSpan HalfLife)
{
    public static RiskParameters Default { get; } = new(TimeSpan.FromHours(24));

    /// <summary>log10 odds added by a score of 100: about as strong as the prior is weak, so that one alone stays Moderate.</summary>
    public double Strongest { get; init; } = 3.1;

    /// <summary>log10 odds of an entity that shows nothing: one in 630.</summary>
    public double Prior { get; init; } = -2.8;

    /// <summary>What the second, third, ... of a family count, before 1/k^1.5: so that repeating one idea adds at most 0.4 of its rarest.</summary>
    public double RepeatWeight { get; init; } = 0.25;

    /// <summary>log10 odds of evidence from which context counts fully, below it in proportion: twice what context can take away, so that more evidence is always more risk.</summary>
    public double FullContextFrom { get; init; } = 2;

    public ContextWeights Context { get; init; } = new();

    /// <summary>Evidence kept of one entity.</summary>
    public int MostEvidence { get; init; } = 200;

    /// <summary>Evidence kept of one family; the next would count 0.25/70 of its own strength.</summary>
    public int MostOfFamily { get; init; } = 16;

    /// <summary>Inputs that a risk score lists.</summary>
    public int ListedInputs { get; init; } = 10;
}
