using System.Numerics;

namespace BehaviorElasticSidecar.Numerics;

/// <summary>Random numbers that are the same in every process and on every machine for the same seed.</summary>
/// <remarks>xoshiro256** 1.0 (Blackman and Vigna 2018), seeded by <see cref="SplitMix64"/>. Not for secrets. Not thread-safe: one per task.</remarks>
internal sealed class DeterministicRandom
{
    private ulong _a, _b, _c, _d;

    public DeterministicRandom(ulong seed)
    {
        var mix = new SplitMix64(seed);
        (_a, _b, _c, _d) = (mix.Next(), mix.Next(), mix.Next(), mix.Next());
    }

    /// <summary>Seeded by a hash of what the numbers are for, e.g. run seed and <c>"detector/entity"</c>.</summary>
    public static DeterministicRandom For(ulong seed, ReadOnlySpan<char> purpose) => new(StableHash.Of(purpose, seed));

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        unchecked
        {
            var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
            var shifted = _b << 17;
            _c ^= _a;
            _d ^= _b;
            _b ^= _c;
            _a ^= _d;
            _c ^= shifted;
            _d = BitOperations.RotateLeft(_d, 45);
            return result;
        }
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0..<paramref name="limit"/> - 1, without bias beyond 2^-64 (Lemire 2019). <paramref name="limit"/> is above 0.</summary>
    public int Next(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return (int)Math.BigMul(NextBits(), (ulong)limit, out _);
    }

    /// <summary>Standard normal, by the polar method (Marsaglia 1964).</summary>
    public double NextNormal()
    {
        while (true)
        {
            double u = 2 * NextDouble() - 1, v = 2 * NextDouble() - 1, s = u * u + v * v;
            if (s is > 0 and < 1)
                return u * Math.Sqrt(-2 * Math.Log(s) / s);
        }
    }

    /// <summary>Poisson count of the given mean (0 or more): multiplication (Knuth 1969) in steps of at most 30, so O(mean).</summary>
    public int NextPoisson(double mean)
    {
        var count = 0;
        for (; mean > 30; mean -= 30)
            count += NextPoisson(30);
        var limit = Math.Exp(-mean);
        for (var product = NextDouble(); product > limit; product *= NextDouble())
            count++;
        return count;
    }
}

/// <summary>Steele, Lea and Flood 2014: a counter, mixed. For seeding and for golden streams.</summary>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
