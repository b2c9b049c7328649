using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>Gaps in days, in bands that grow by about a half: nobody's habits tell 47 days from 52.</summary>
internal static class GapBands
{
    private static readonly int[] From = [1, 2, 3, 4, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 180, 365];

    public const int Count = 16;

    /// <summary>Shortest gap of the band, in days.</summary>
    public static int Shortest(int band) => From[band];

    /// <summary>The band of a gap of at least one day.</summary>
    public static int Of(int days)
    {
        var band = Count - 1;
        while (band > 0 && From[band] > days)
            band--;
        return band;
    }
}

/// <summary>How long entities stay away before they return, and how often one is seen that never was before.</summary>
internal sealed class GapPopulation : Population
{
    public const int Gaps = 0, Firsts = GapBands.Count, EntityDays = Firsts + 1, Length = EntityDays + 1;

    /// <summary>In the first days of a site everybody is seen first; two weeks, as for the learning phase, so that those of every second week have been there.</summary>
    public const int OpeningDays = 14;

    /// <summary>One first sighting in 100 entity-days is the guess before any is known.</summary>
    private const double PriorFirsts = 1, PriorEntityDays = 100;

    /// <summary>A gap that history could hardly hold yet is worth at most so many of those seen.</summary>
    private const double MostOpportunity = 10;

    /// <summary>ln P(gap at least as long as the band's shortest).</summary>
    private readonly double[] _log = new double[GapBands.Count];

    public GapPopulation(DecayedSums sums)
    {
        Sums = sums;
        var counts = new double[GapBands.Count];
        for (var band = 0; band < counts.Length; band++)
            counts[band] = Math.Max(0, sums[Gaps + band]) * Opportunity(GapBands.Shortest(band), sums.Days);
        var longer = counts.Sum();
        for (var band = 0; band < counts.Length - 1; band++)
        {
            // Half an end and half a going on before any is seen (Krichevsky and Trofimov 1981): beyond the longest gap known, each band halves.
            _log[band + 1] = _log[band] + Math.Log((Math.Max(0, longer - counts[band]) + 0.5) / (longer + 1));
            longer = Math.Max(0, longer - counts[band]);
        }
    }

    public DecayedSums Sums { get; }

    /// <summary>Entities seen on an average day; 0 before <see cref="OpeningDays"/> have passed.</summary>
    public long EntitiesADay => Sums.Days <= OpeningDays ? 0
        : (long)Math.Round(Math.Max(0, Sums[EntityDays]) / Forgetting.Days(1, Sums.Days - OpeningDays, Sums.Days - OpeningDays));

    /// <summary>P that somebody who is seen today was never seen before, 0..1; 1 while the site opens.</summary>
    public double FirstShare => Sums.Days < OpeningDays ? 1
        : Math.Min(1, (Math.Max(0, Sums[Firsts]) + PriorFirsts) / (Math.Max(0, Sums[EntityDays]) + PriorEntityDays));

    /// <summary>P(a return comes after so many days or more), 0..1; falls strictly with the days.</summary>
    /// <remarks>Between the bands' ends log-linear in the logarithm of days; beyond the last it halves with each doubling.</remarks>
    public double AtLeast(int days)
    {
        var band = GapBands.Of(days);
        var from = Math.Log((double)days / GapBands.Shortest(band));
        if (band == GapBands.Count - 1)
            return Math.Exp(_log[band] - from);
        var part = from / Math.Log((double)GapBands.Shortest(band + 1) / GapBands.Shortest(band));
        return Math.Exp(_log[band] + part * (_log[band + 1] - _log[band]));
    }

    /// <summary>A gap of g days can only end from day g + 1 of a history on: what was seen of it counts for the days on which it could not.</summary>
    /// <remarks>Right truncation, weighed by the inverse of the chance to be seen (Horvitz and Thompson 1952).</remarks>
    private static double Opportunity(int days, int history)
    {
        var seen = Forgetting.Days(days + 1, history, history);
        return seen <= 0 ? 1 : Math.Min(MostOpportunity, Forgetting.Days(1, history, history) / seen);
    }
}
