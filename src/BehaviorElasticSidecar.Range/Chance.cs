using System.Numerics;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Range;

/// <summary>Random numbers that are the same on every machine: one instance for each (seed, who, day, stream), so nobody's day shifts another's.</summary>
/// <remarks>
/// xoshiro256** 1.0 (Blackman, Vigna 2018), seeded by SplitMix64. Logarithm and exponential are made of IEEE additions, multiplications and
/// divisions only, because those of the C library differ in the last digit between platforms, and one digit would change the sample's bytes.
/// </remarks>
internal sealed class Chance
{
    private const double Ln2 = 0.69314718055994530942;
    private ulong _a, _b, _c, _d;
    private double _spareNormal = double.NaN;

    public Chance(ulong seed)
    {
        _a = SplitMix(ref seed);
        _b = SplitMix(ref seed);
        _c = SplitMix(ref seed);
        _d = SplitMix(ref seed);
    }

    /// <summary>The numbers of one stream of one actor on one day.</summary>
    public static Chance For(ulong seed, string who, int day, string stream) =>
        new(StableHash.Of(stream, StableHash.Of(who, unchecked(seed + (ulong)day * 0x9E3779B97F4A7C15UL))));

    public ulong Bits()
    {
        unchecked
        {
            var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
            var t = _b << 17;
            _c ^= _a;
            _d ^= _b;
            _b ^= _c;
            _a ^= _d;
            _c ^= t;
            _d = BitOperations.RotateLeft(_d, 45);
            return result;
        }
    }

    /// <summary>In [0, 1), 53 random bits.</summary>
    public double Fraction() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>In [0, <paramref name="count"/>); the bias of the multiplication is below 2^-32 for any int.</summary>
    public int Below(int count) => (int)(((Bits() >> 32) * (ulong)count) >> 32);

    public double Between(double from, double to) => from + (to - from) * Fraction();

    public bool Yes(double probability) => Fraction() < probability;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>The first items far oftener than the last: index = count x u^3.</summary>
    public T PickSkewed<T>(IReadOnlyList<T> items)
    {
        var u = Fraction();
        return items[(int)(items.Count * u * u * u)];
    }

    /// <summary>Standard normal; polar method of Marsaglia 1964.</summary>
    public double Normal()
    {
        if (!double.IsNaN(_spareNormal))
        {
            var spare = _spareNormal;
            _spareNormal = double.NaN;
            return spare;
        }

        double x, y, s;
        do
        {
            x = 2 * Fraction() - 1;
            y = 2 * Fraction() - 1;
            s = x * x + y * y;
        }
        while (s is >= 1 or 0);
        var factor = Math.Sqrt(-2 * Log(s) / s);
        _spareNormal = y * factor;
        return x * factor;
    }

    /// <summary>Log-normal with the given median; <paramref name="sigma"/> 1 gives a mean of 1.65 medians, 2 of 7.4.</summary>
    public double LogNormal(double median, double sigma) => median * Exp(sigma * Normal());

    public double Exponential(double mean) => -mean * Log(1 - Fraction());

    /// <summary>Counts of independent events. Knuth 1969 up to a mean of 30, rounded normal above, where the difference no longer shows.</summary>
    public int Poisson(double mean)
    {
        if (mean <= 0)
            return 0;
        if (mean > 30)
            return (int)Math.Max(0, Math.Floor(mean + Math.Sqrt(mean) * Normal() + 0.5));
        var limit = Exp(-mean);
        var count = -1;
        for (var product = 1.0; product > limit; count++)
            product *= Fraction();
        return count;
    }

    /// <summary>Over-dispersed counts, as people's days are: a Poisson whose mean is itself log-normal with the given sigma and median.</summary>
    public int Bursty(double median, double sigma = 0.6) => median <= 0 ? 0 : Poisson(LogNormal(median, sigma));

    /// <summary>Natural logarithm of a positive normal number, within 2 units of the last place.</summary>
    internal static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)((bits >> 52) & 0x7FF) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (mantissa > 1.41421356237309504880)
        {
            mantissa *= 0.5;
            exponent++;
        }

        // ln m = 2 atanh s, |s| <= 0.172: eleven odd terms reach 1e-18.
        var s = (mantissa - 1) / (mantissa + 1);
        var square = s * s;
        var sum = 0.0;
        for (var k = 21; k >= 1; k -= 2)
            sum = sum * square + 1.0 / k;
        return 2 * s * sum + exponent * Ln2;
    }

    /// <summary>e^x for |x| up to 700, within 2 units of the last place.</summary>
    internal static double Exp(double x)
    {
        var power = (int)Math.Floor(x / Ln2 + 0.5);
        var rest = x - power * Ln2;
        var sum = 1.0;
        for (var k = 17; k >= 1; k--)
            sum = 1 + rest * sum / k;
        return sum * BitConverter.Int64BitsToDouble((long)(power + 1023) << 52);
    }

    private static ulong SplitMix(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
