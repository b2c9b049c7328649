namespace BehaviorElasticSidecar.Numerics;

/// <summary>Exponential forgetting by whole days, with a half-life of 30 days.</summary>
/// <remarks>
/// Old evidence is not scaled down; new evidence is added scaled up by <see cref="Growth"/> since an origin, so that an update is O(1) whatever
/// the time since the last one (Cormode, Shkapenyuk, Srivastava, Xu 2009, "Forward decay"). Powers of two and one table: the same bits everywhere.
/// 30 days: four weekends stay visible, and a change of duties is the new normal within two months.
/// </remarks>
internal static class Forgetting
{
    public const int HalfLifeDays = 30;

    /// <summary>Sum of a unit of evidence a day since ever: 43.8 days.</summary>
    public static readonly double Memory = 1 / (1 - Math.Pow(0.5, 1.0 / HalfLifeDays));

    /// <summary>After so many days a state moves its origin, so that its numbers stay small; a power of two, so that no digit changes.</summary>
    public const int RebaseDays = HalfLifeDays * 32;

    private const int MostHalvings = 1000, ExponentBias = 1023, MantissaBits = 52;

    private static readonly double[] Steps = [.. Enumerable.Range(0, HalfLifeDays).Select(day => Math.Pow(2, day / (double)HalfLifeDays))];

    /// <summary>2^(days / 30); negative days shrink. Beyond 1,000 half-lives it grows and shrinks no more.</summary>
    public static double Growth(int days)
    {
        var bounded = Math.Clamp(days, -HalfLifeDays * MostHalvings, HalfLifeDays * MostHalvings) + HalfLifeDays * MostHalvings;
        var (whole, part) = Math.DivRem((uint)bounded, (uint)HalfLifeDays);
        return Steps[part] * BitConverter.Int64BitsToDouble((long)(whole + ExponentBias - MostHalvings) << MantissaBits);
    }

    /// <summary>
    /// Decayed number of days <c>t</c> in <paramref name="first"/>..<paramref name="last"/> (both included) with <c>t mod 7 = </c><paramref name="last"/>
    /// <c>mod 7</c>, seen from <paramref name="now"/>: how often a weekday had its chance. 0 if there is none.
    /// </summary>
    public static double Weeks(int first, int last, int now)
    {
        if (last < first)
            return 0;
        var count = (uint)(last - first) / 7 + 1;
        return Growth(last - now) * (count < WeekSums.Length ? WeekSums[count] : WeekSums[^1]);
    }

    /// <summary>Decayed number of days in <paramref name="first"/>..<paramref name="last"/>, seen from <paramref name="now"/>.</summary>
    public static double Days(int first, int last, int now) =>
        last < first ? 0 : Growth(last - now) * (1 - Growth(first - last - 1)) * Memory;

    /// <summary>Sum of a unit of evidence a week over so many weeks; after 20 years no digit changes any more.</summary>
    private static readonly double[] WeekSums = [.. Enumerable.Range(0, 1100).Select(weeks => (1 - Growth(-7 * weeks)) / (1 - Growth(-7)))];
}
