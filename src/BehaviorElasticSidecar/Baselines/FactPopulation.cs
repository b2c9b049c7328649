namespace BehaviorElasticSidecar.Baselines;

internal sealed class FactDay(DailySums sums, FirstShown values) : PopulationDay
{
    public DailySums Sums { get; } = sums;

    public FirstShown Values { get; } = values;
}

/// <summary>How often entities show the fact for the first time, how often again, and how common its values are.</summary>
internal sealed class FactPopulation(DecayedSums sums, Prevalences values, double entities, double shown) : Population
{
    public const int First = 0, Again = 1, Chances = 2, Shown = 3, Length = 4;

    /// <summary>Once in 30 days is the guess before anything is known, worth 30 days of chances.</summary>
    private const double PriorAgain = 1, PriorChances = 30;

    /// <summary>There are at least so many entities, though only those that showed the fact are seen.</summary>
    private const double LeastEntities = 10;

    public DecayedSums Sums { get; } = sums;

    public Prevalences Values { get; } = values;

    /// <summary>Entities that ever showed the fact.</summary>
    public double Entities { get; } = entities;

    /// <summary>Pairs of entity and value ever shown.</summary>
    public double Pairs { get; } = shown;

    /// <summary>Probability a day that an entity which has shown the fact shows it again.</summary>
    public double AgainRate => (Math.Max(0, Sums[Again]) + PriorAgain) / (Math.Max(0, Sums[Chances]) + PriorChances);

    /// <summary>Probability a day that an entity which has not shown the fact does so. Not above <see cref="AgainRate"/>.</summary>
    public double FirstRate
    {
        get
        {
            var days = Sums.Days == 0 ? 0 : Numerics.Forgetting.Days(1, Sums.Days, Sums.Days);
            return Math.Min(AgainRate, (Math.Max(0, Sums[First]) + 1) / (days + 1) / Math.Max(Entities, LeastEntities));
        }
    }

    /// <summary>Share of a value among all that were shown, 0..1; 1 before anything was.</summary>
    public double ShareOf(ulong value) => Math.Min(1, (Math.Max(0, Values.Of(value).Entities) + 1) / (Pairs + 1));
}
