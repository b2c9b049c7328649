namespace BehaviorElasticSidecar.Baselines;

/// <summary>What is expected of an active bucket.</summary>
/// <param name="Active">Probability that the bucket is active at all.</param>
/// <param name="Evidence">Decayed number of buckets behind the level.</param>
/// <param name="Level">Entity's level without rhythm.</param>
/// <param name="Centre">Level with the rhythm of the slot.</param>
/// <param name="OwnCentre">The same from the entity's own level alone, which its spread is measured around: distance from the others is no spread.</param>
/// <param name="Spread">Of the entity's buckets around the centre.</param>
/// <param name="Doubt">Spread of the centre itself, as little is known.</param>
internal readonly record struct AmountForecast(double Active, double Evidence, double Level, double Centre, double OwnCentre, double Spread, double Doubt)
{
    /// <summary>Natural logarithm of the factor that the closing of a month or quarter has in the centres; 0 on other days.</summary>
    public double Effect { get; init; }
}

/// <summary>The family of distributions of an amount, given that there is any.</summary>
/// <remarks>Learnt amounts are what sums are kept of: <c>x - 1</c> for counts, <c>ln x</c> for sums. Stateless.</remarks>
internal abstract class AmountLaw
{
    /// <summary>Relative doubt of a slot's rhythm before it has shown any: a factor of about e^0.5 up or down.</summary>
    public const double RhythmDoubt = 0.25;

    /// <summary>What an entity shows itself always outweighs others: the prior of its level is worth at most so many of its buckets.</summary>
    protected const double MostStrength = 1;

    /// <summary>What no amount is believed to exceed.</summary>
    public const double Largest = 1e15;

    /// <summary>Smaller is no activity; larger counts as this much.</summary>
    public abstract double Smallest { get; }

    /// <summary>Prior of a population that nothing is known of: mean and variance of ln x, and spread within an entity. Deliberately wide.</summary>
    public abstract (double LogMean, double LogVariance, double Spread) Weakest { get; }

    /// <summary>From mean and variance of ln x over all entities' buckets and the spread within entities.</summary>
    public abstract AmountPrior PriorOf(double logMean, double logVariance, double within);

    public abstract double Learnt(double amount);

    /// <summary>The amount behind what was learnt of it.</summary>
    public abstract double AmountOf(double learnt);

    /// <summary>From the natural logarithm of a factor to the form in which <see cref="Centre"/> takes it.</summary>
    public abstract double RhythmOf(double logFactor);

    public abstract double Centre(double level, double rhythm);

    /// <summary>A centre, or a learnt amount, times a factor given by its natural logarithm. 0 changes no digit.</summary>
    public double Times(double learnt, double logFactor) => logFactor == 0 ? learnt : Centre(learnt, RhythmOf(logFactor));

    /// <summary>What one bucket says of the level, as sum and weight.</summary>
    public abstract (double Sum, double Weight) LevelOf(double learnt, double rhythm);

    /// <summary>What one bucket says of the spread, as sum and weight; 0 and 0 for nothing.</summary>
    public abstract (double Sum, double Weight) SpreadOf(double learnt, in AmountForecast forecast);

    /// <summary>Natural logarithm of amount over level: what the rhythm of the population is learnt from.</summary>
    public abstract double Residual(double learnt, double level);

    /// <summary>What one bucket says of how far its day lies from what was expected of it, as sum and weight.</summary>
    public abstract (double Sum, double Weight) DeviationOf(double learnt, double centre);

    /// <summary>Natural logarithm of a day over what was expected of it, from the sums over its buckets.</summary>
    public abstract double DayOf(double sum, double weight);

    /// <summary>Completes what is known with bounds of the family and with the doubt of the centre.</summary>
    public abstract AmountForecast Complete(in AmountForecast known, double slotEvidence, in AmountPrior prior);

    /// <summary>ln P(amount or more | active), mid-p for counts.</summary>
    public abstract double LogUpper(double learnt, in AmountForecast forecast);

    /// <summary>ln P(amount or less | active), mid-p for counts.</summary>
    public abstract double LogLower(double learnt, in AmountForecast forecast);

    /// <summary>Amount below which the fraction of active buckets lies.</summary>
    public abstract double Quantile(double probability, in AmountForecast forecast);
}
