using System.Numerics;

namespace BehaviorElasticSidecar.Baselines;

internal sealed class RareDay(DailySums sums, FirstShown values) : PopulationDay
{
    public DailySums Sums { get; } = sums;

    public FirstShown Values { get; } = values;
}

/// <summary>How often entities of an age show something new, how widely known new things are, and how many entities know each value.</summary>
internal sealed class RarePopulation(DecayedSums sums, Prevalences values, double entities) : Population
{
    /// <summary>Ages in active days: 1, 2-3, 4-7, 8-15, 16-31, 32 and more.</summary>
    public const int Ages = 6;

    /// <summary>Classes of how many others know a value: none, 1, 2-3, 4-7, ...</summary>
    public const int Classes = 22;

    public const int NewDays = 0, ActiveDays = NewDays + Ages, Rarest = ActiveDays + Ages, NewEntities = Rarest + Classes,
        EntityDays = NewEntities + 1, NewBuckets = EntityDays + 1, NewValues = NewBuckets + 1, Beginners = NewValues + 1, Tenured = Beginners + 1,
        RarestOfPeers = Tenured + 1, Length = RarestOfPeers + Classes * NewValueRank.PeerClasses;

    /// <summary>Sums of states that were written before <see cref="Beginners"/> were counted.</summary>
    public const int FirstLength = Beginners;

    /// <summary>Days that are awaited of an account that the site has long known, before its first appearance here surprises, and what the prior says of them.</summary>
    private const double PriorTenured = 50, PriorBeginners = 1;


    /// <summary>Buckets with something new, and new values in them, that the prior is worth: every fourth brings a second.</summary>
    private const double PriorBuckets = 12, PriorValues = 16;

    /// <summary>Before this many days of history nearly everything is new to the organisation, which says nothing.</summary>
    public const int OldEnoughDays = 7;

    /// <summary>Entity-days that the prior is worth, and its rates of something new by age: wide guesses that a week of any site replaces.</summary>
    private const double PriorDays = 5;

    private static readonly double[] PriorRates = [0.6, 0.5, 0.4, 0.3, 0.2, 0.1];

    /// <summary>
    /// As many must begin with a value lately to make it a rollout: three, one in a hundred of the day's entities, and a quarter of all who know it. What a third of
    /// everybody knows needs the first two only: it is on its way to all. A table that a department reads has newcomers all the time, and is no rollout.
    /// </summary>
    private const double RolloutEntities = 3, RolloutShare = 0.01, RolloutKnowers = 0.25, CommonShare = 1.0 / 3;

    /// <summary>What fewer know makes no group, and what more know tells nobody apart.</summary>
    private const long TellingEntities = 3;

    private const double TellingShare = 0.5;

    /// <summary>
    /// On the day itself it takes more: ten, and one in twenty of a day's entities, who must also be most of all who know it. An intruder's tool on five machines is no rollout before it has been looked at.
    /// </summary>
    private const double SuddenEntities = 10, SuddenShare = 0.05, SuddenKnowers = 0.5;

    private readonly double[] _upTo = CumulativeOf(sums);
    private readonly double[][] _upToOfPeers = [.. Enumerable.Range(0, NewValueRank.PeerClasses).Select(peers => CumulativeOfPeers(sums, peers))];

    /// <summary>Entity-days with something new that the prior "peers tell no more than everybody" is worth.</summary>
    private const double PriorRarest = 20;

    public DecayedSums Sums { get; } = sums;

    public Prevalences Values { get; } = values;

    /// <summary>Entities ever seen.</summary>
    public double Entities { get; } = entities;

    /// <summary>Probability that an entity that was active on so many days before shows something new today.</summary>
    public double NewRate(int activeDays)
    {
        if (activeDays <= 0)
            return 1;
        var age = Math.Min(BitOperations.Log2((uint)activeDays), Ages - 1);
        return (Math.Max(0, Sums[NewDays + age]) + PriorDays * PriorRates[age]) / (Math.Max(0, Sums[ActiveDays + age]) + PriorDays);
    }

    /// <summary>Probability that an account that the site has long known, but this detector has not, is seen by it today.</summary>
    public double BeginRate
    {
        get
        {
            var absent = Math.Max(0, Sums[Tenured] - Sums[EntityDays]);
            return Math.Min(1, (Math.Max(0, Sums[Beginners]) + PriorBeginners) / (absent + PriorTenured));
        }
    }

    /// <summary>Probability that a bucket with something new has another new value (geometric).</summary>
    public double Another =>
        1 - (Math.Max(0, Sums[NewBuckets]) + PriorBuckets) / (Math.Max(Sums[NewBuckets], Sums[NewValues]) + PriorValues);

    public static int ClassOf(long entities) => entities <= 0 ? 0 : Math.Min(1 + BitOperations.Log2((ulong)entities), Classes - 1);

    /// <summary>Probability that the rarest new thing of an entity-day is known to no more others, and to no more peers, than a value of this rank.</summary>
    /// <remarks>Of entities whose peers are known; so few of their days that nothing can be said are filled up with what is true of all others.</remarks>
    public double AtMost(NewValueRank rank)
    {
        var anybody = (_upTo[rank.Class] + 1) / (_upTo[Classes - 1] + 1);
        return rank.PeerClass is { } peers ? (_upToOfPeers[peers][rank.Class] + PriorRarest * anybody) / (_upToOfPeers[^1][Classes - 1] + PriorRarest) : anybody;
    }

    /// <summary>Whether some know the value and not most: what tells who is like whom.</summary>
    public bool TellsApart(ulong hash) => Values.Of(hash).Entities is >= TellingEntities and var knowers && knowers <= TellingShare * Entities;

    /// <summary>Whether several entities lately began with it, so that one more tells nothing.</summary>
    public bool IsRollout(Prevalence value, int day)
    {
        if (value.Entities < RolloutEntities)
            return false;
        var recent = value.RecentOn(day);
        return recent >= Math.Max(RolloutEntities, RolloutShare * EntitiesADay) && (recent >= RolloutKnowers * value.Entities || value.Entities >= CommonShare * Entities);
    }

    /// <summary>Whether so many began with the value on this one day that one more tells nothing.</summary>
    public bool IsRollout(ulong value, long began, int day) =>
        began >= Math.Max(SuddenEntities, SuddenShare * EntitiesADay) && began >= SuddenKnowers * Values.Of(value).Plus(began, day).Entities;

    private double EntitiesADay => Sums.Days == 0 ? 0 : Sums[EntityDays] / Numerics.Forgetting.Days(1, Sums.Days, Sums.Days);

    private static double[] CumulativeOfPeers(DecayedSums sums, int most)
    {
        var upTo = new double[Classes];
        var sum = 0.0;
        for (var i = 0; i < Classes; i++)
        {
            for (var peers = 0; peers <= most; peers++)
                sum += Math.Max(0, sums[RarestOfPeers + i * NewValueRank.PeerClasses + peers]);
            upTo[i] = sum;
        }

        return upTo;
    }

    private static double[] CumulativeOf(DecayedSums sums)
    {
        var upTo = new double[Classes];
        var sum = 0.0;
        for (var i = 0; i < Classes; i++)
            upTo[i] = sum += Math.Max(0, sums[Rarest + i]);
        return upTo;
    }
}
