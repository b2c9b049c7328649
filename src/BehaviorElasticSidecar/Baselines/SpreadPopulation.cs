namespace BehaviorElasticSidecar.Baselines;

/// <param name="targets">Of new hosts, as for <c>rare</c>.</param>
/// <param name="pairs">Owner and host, of which either side's machine knows the other.</param>
internal sealed class SpreadDay(RareDay targets, DailySums sums, FirstShown pairs) : PopulationDay
{
    public RareDay Targets { get; } = targets;

    public DailySums Sums { get; } = sums;

    public FirstShown Pairs { get; } = pairs;
}

/// <summary>How often machines reach new hosts, how often they do so with an account that is not their owner's, and which hosts each owner has reached.</summary>
internal sealed class SpreadPopulation(RarePopulation targets, DecayedSums sums, Prevalences pairs) : Population
{
    /// <summary>Buckets in which the machine of somebody reached hosts new to them, and those with an account that is not theirs.</summary>
    public const int Looks = 0, Switched = 1, Length = 2;

    /// <summary>Looks that the others' are worth at most: a month of workdays, as for gaps.</summary>
    public const double MostStrength = 20;

    public RarePopulation Targets { get; } = targets;

    public DecayedSums Sums { get; } = sums;

    public Prevalences Pairs { get; } = pairs;

    /// <summary>P(somebody who reaches a new host does so with an account that is not theirs), 0..1; half before any is known (Krichevsky and Trofimov 1981).</summary>
    public double SwitchShare => Math.Min(1, (Math.Max(0, Sums[Switched]) + 0.5) / (Math.Max(0, Sums[Looks]) + 1));

    /// <summary>The same of one machine: its own share, shrunk to that of all by one look of the kind that they would have shown.</summary>
    public double SwitchShareOf(SpreadBaseline own)
    {
        var strength = Math.Min(1 / SwitchShare, MostStrength);
        return Math.Min(1, (own.Switched + strength * SwitchShare) / (own.Looks + strength));
    }

    /// <summary>Whether any machine of the owner has reached the host, as of the last midnight.</summary>
    public bool Knows(string owner, string host) => Pairs.Of(PairOf(owner, host)).Entities > 0;

    public static ulong PairOf(string owner, string host) => FrequentTexts.HashOf($"{owner}\n{host}");
}
