namespace BehaviorElasticSidecar.Baselines;

internal sealed class BeaconDay(DailySums sums, FirstShown partners) : PopulationDay
{
    public DailySums Sums { get; } = sums;

    public FirstShown Partners { get; } = partners;
}

/// <summary>Scores of all pairs that were looked at, and how many entities know each partner.</summary>
internal sealed class BeaconPopulation : Population
{
    /// <summary>Bands of a fiftieth of the score, from 0 to the highest with both additions.</summary>
    private const int BandsOfOne = 50;

    public const int Length = (int)((1 + 2 * Step) * BandsOfOne) + 1;

    /// <summary>What a new pair or a partner that few know adds, and an old pair or a partner that most know takes off (RITA v5).</summary>
    private const double Step = 0.15;

    /// <summary>Days: a pair is new up to the first, old from the second. Shares of the entities: few up to the first, most from the second (RITA v5).</summary>
    private const int NewDays = 7, OldDays = 30;

    private const double Few = 0.02, Most = 0.5;

    /// <summary>Below so many entities no share says that a partner is everybody's.</summary>
    private const long EnoughEntities = 10;

    private readonly double[] _atLeast = new double[Length];

    public BeaconPopulation(DecayedSums sums, Prevalences partners)
    {
        (Sums, Partners, Entities) = (sums, partners, partners.MostEntities);
        for (var band = Length - 1; band >= 0; band--)
            _atLeast[band] = Math.Max(0, sums[band]) + (band + 1 < Length ? _atLeast[band + 1] : 0);
    }

    public DecayedSums Sums { get; }

    public Prevalences Partners { get; }

    /// <summary>Entities that know the best known partner: all there are, nearly.</summary>
    public long Entities { get; }

    /// <summary>Decayed number of pairs looked at.</summary>
    public double Looks => _atLeast[0];

    /// <summary>The score, 0..1, with what age and prevalence add and take off: 0..1.3.</summary>
    /// <param name="partner">Hash of the partner; null where the entity is looked at as a whole.</param>
    public double Adjusted(double score, BeaconBaseline own, ulong? partner, int day)
    {
        var age = own.Since is null ? 0 : day - own.FirstDay;
        if (age <= NewDays && Sums.Days > NewDays)
            score += Step;
        else if (age >= OldDays)
            score -= Step;
        if (partner is { } hash && Entities > 0)
        {
            var known = Partners.Of(hash).Entities;
            if (known <= Math.Max(1, Few * Entities))
                score += Step;
            else if (Entities >= EnoughEntities && known >= Most * Entities)
                score -= Step;
        }

        return Math.Max(0, score);
    }

    /// <summary>P(a pair that is looked at scores as much), 0..1; never 0 (rule of succession).</summary>
    public double AtLeast(double adjusted) => (_atLeast[BandOf(adjusted)] + 1) / (Looks + 1);

    /// <summary>Score that the share of pairs reaches, 0..1.3.</summary>
    public double Quantile(double probability)
    {
        var band = Length - 1;
        while (band > 0 && _atLeast[band] < probability * Looks)
            band--;
        return band / (double)BandsOfOne;
    }

    public static int BandOf(double adjusted) => Math.Clamp((int)(adjusted * BandsOfOne + 1e-9), 0, Length - 1);
}
