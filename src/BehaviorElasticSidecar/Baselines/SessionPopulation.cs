namespace BehaviorElasticSidecar.Baselines;

/// <summary>One scale for both: origins at once by their number, lengths by hours in steps that grow.</summary>
internal static class SessionBands
{
    /// <summary>Shortest length of each band, in hours.</summary>
    private static readonly double[] Hours = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 18, 20, 24, 30, 36, 48, LongestHours];

    public const int Count = 22;

    /// <summary>A session as long as this is taken for one, and what follows for the next: who never rests would otherwise never have had any.</summary>
    public const double LongestHours = 72;

    /// <summary>Position on the scale, 0..21, of so many origins; one stands at 0.</summary>
    public static double OfOrigins(int origins) => Math.Clamp(origins - 1, 0, Count - 1);

    /// <summary>Position of a length, linear between the bands' ends.</summary>
    public static double OfHours(double hours)
    {
        var band = Count - 1;
        while (band > 0 && Hours[band] > hours)
            band--;
        return band == Count - 1 ? band : band + Math.Max(0, hours - Hours[band]) / (Hours[band + 1] - Hours[band]);
    }

    public static double OriginsAt(int band) => band + 1;

    public static double HoursAt(int band) => Hours[band];
}

/// <summary>How often the entities of a detector reach each band.</summary>
internal sealed class SessionPopulation : Population
{
    public const int Length = SessionBands.Count;

    /// <summary>ln P(a look reaches the band).</summary>
    private readonly double[] _log = new double[Length];

    public SessionPopulation(DecayedSums sums)
    {
        Sums = sums;
        for (var band = 0; band < Length; band++)
            Looks += Math.Max(0, sums[band]);
        var more = Looks;
        for (var band = 0; band < Length - 1; band++)
        {
            // Half an end and half a going on before any is seen (Krichevsky and Trofimov 1981): beyond the most that is known, each band halves.
            var ended = Math.Max(0, sums[band]);
            _log[band + 1] = _log[band] + Math.Log((Math.Max(0, more - ended) + 0.5) / (more + 1));
            more = Math.Max(0, more - ended);
        }
    }

    public DecayedSums Sums { get; }

    /// <summary>Decayed number of looks.</summary>
    public double Looks { get; }

    /// <summary>P(a look reaches the position), 0..1: never 0, falls strictly; log-linear between bands.</summary>
    public double AtLeast(double position)
    {
        var band = (int)Math.Clamp(position, 0, Length - 1);
        return Math.Exp(band == Length - 1 ? _log[band] : _log[band] + (position - band) * (_log[band + 1] - _log[band]));
    }

    /// <summary>P(a look of the entity reaches the position): its own share, shrunk to that of all by one look of the kind that they would have shown.</summary>
    /// <param name="day">Local day as of which its looks count.</param>
    public double AtLeast(double position, SessionBaseline own, int day)
    {
        var (others, unit) = (AtLeast(position), own.Growth(day));
        var strength = Math.Min(1 / others, MostStrength);
        return Math.Min(1, (own.AtLeast((int)position) / unit + strength * others) / (own.AtLeast(0) / unit + strength));
    }

    /// <summary>The highest band that a look of the entity reaches with at least the probability.</summary>
    public int Quantile(double probability, SessionBaseline own, int day)
    {
        var band = Length - 1;
        while (band > 0 && AtLeast(band, own, day) < probability)
            band--;
        return band;
    }

    /// <summary>Looks that the others' are worth at most: a month of workdays, as for gaps.</summary>
    public const double MostStrength = 20;
}
