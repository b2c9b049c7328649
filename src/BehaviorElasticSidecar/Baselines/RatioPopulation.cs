namespace BehaviorElasticSidecar.Baselines;

/// <summary>The organisation's share, how it varies within an entity and between them.</summary>
internal sealed class RatioPopulation : Population
{
    public const int Tries = 0, Parts = 1, WithinSum = 2, WithinWeight = 3, TotalSum = 4, TotalWeight = 5, Length = 6;

    /// <summary>Half a try in the part and half beside it, before any is known (Jeffreys).</summary>
    private const double PriorTries = 1, PriorParts = 0.5;

    /// <summary>Buckets behind the guess that tries of one bucket correlate by 0.1, and those of one entity by 0.2.</summary>
    private const double PriorBuckets = 5, PriorWithin = 0.1, PriorTotal = 0.3;

    /// <summary>However even the buckets were, the next is never worth more than 100 tries.</summary>
    public const double LeastSpread = 0.01, MostSpread = 0.9;

    public RatioPopulation(DecayedSums sums)
    {
        Sums = sums;
        Share = (Math.Max(0, sums[Parts]) + PriorParts) / (Math.Max(0, sums[Tries]) + PriorTries);
        Within = Spread(sums[WithinSum], sums[WithinWeight], PriorWithin);
        var between = Math.Clamp(Spread(sums[TotalSum], sums[TotalWeight], PriorTotal) - Within, 0.02, 0.5);
        Strength = 1 / between - 1;
    }

    public DecayedSums Sums { get; }

    /// <summary>Share of all tries in the part, between 0 and 1.</summary>
    public double Share { get; }

    /// <summary>Correlation of the tries of one bucket around the entity's own share, 0..1.</summary>
    public double Within { get; }

    /// <summary>Tries that <see cref="Share"/> is worth to an entity: 1 / correlation between entities - 1 (empirical Bayes), 1 to 49.</summary>
    public double Strength { get; }

    private static double Spread(double sum, double weight, double prior) =>
        Math.Clamp((sum + PriorBuckets * prior) / (Math.Max(0, weight) + PriorBuckets), LeastSpread, MostSpread);
}
