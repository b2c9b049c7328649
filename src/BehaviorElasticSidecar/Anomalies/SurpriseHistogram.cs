namespace BehaviorElasticSidecar.Anomalies;

/// <summary>How often each daily maximum of surprise came up, in bins that never change, so that any two merge exactly.</summary>
/// <remarks>
/// Bins are 1/128 of an octave of (1 + surprise), cut from the bits of the number: 0.8 % wide, no logarithm, the same on every machine.
/// Each bin holds a count and the sum of its surprises in units of 2^-20, so that a mean excess over any bin's edge is exact.
/// Surprises above <see cref="Largest"/> count as it. Adding is O(1); memory grows with the highest bin, 24 KB at most.
/// </remarks>
internal sealed class SurpriseHistogram
{
    /// <summary>-log10 p beyond which nothing is told apart.</summary>
    public const double Largest = 4094;

    private const int MantissaBits = 7;
    private const int Shift = 52 - MantissaBits;
    private const double FixedPoint = 1 << 20;
    private static readonly long One = BitConverter.DoubleToInt64Bits(1.0) >> Shift;

    private long[] _counts = [];
    private long[] _sums = [];

    /// <summary>One more than the highest bin that was ever filled.</summary>
    public int Length => _counts.Length;

    public long Count => _counts.Sum();

    /// <summary>Bin of a finite surprise of 0 or more. Throws <see cref="ArgumentOutOfRangeException"/> on anything else.</summary>
    public static int IndexOf(double surprise)
    {
        if (!(surprise >= 0) || double.IsInfinity(surprise))
            throw new ArgumentOutOfRangeException(nameof(surprise), surprise, "A surprise is finite and not negative.");
        return (int)((BitConverter.DoubleToInt64Bits(1 + Math.Min(surprise, Largest)) >> Shift) - One);
    }

    /// <summary>Smallest surprise of the bin.</summary>
    public static double LowerEdge(int bin) => BitConverter.Int64BitsToDouble((bin + One) << Shift) - 1;

    public long CountOf(int bin) => bin < _counts.Length ? _counts[bin] : 0;

    /// <summary>Sum of the surprises in the bin.</summary>
    public double SumOf(int bin) => bin < _sums.Length ? _sums[bin] / FixedPoint : 0;

    public void Add(double surprise) => Add(IndexOf(surprise), 1, (long)Math.Round(Math.Min(surprise, Largest) * FixedPoint));

    /// <summary>Entity-days on which nothing was observed: surprise 0.</summary>
    public void AddZeros(long count) => Add(0, count, 0);

    public void Merge(SurpriseHistogram other)
    {
        for (var bin = 0; bin < other._counts.Length; bin++)
        {
            if (other._counts[bin] != 0)
                Add(bin, other._counts[bin], other._sums[bin]);
        }
    }

    /// <summary>Filled bins only: gap to the last one, count, sum.</summary>
    public void Write(BinaryWriter to)
    {
        to.Write7BitEncodedInt(_counts.Count(c => c != 0));
        var last = 0;
        for (var bin = 0; bin < _counts.Length; bin++)
        {
            if (_counts[bin] == 0)
                continue;
            to.Write7BitEncodedInt(bin - last);
            to.Write7BitEncodedInt64(_counts[bin]);
            to.Write7BitEncodedInt64(_sums[bin]);
            last = bin;
        }
    }

    public static SurpriseHistogram Read(BinaryReader from)
    {
        var histogram = new SurpriseHistogram();
        var highest = IndexOf(Largest);
        var bin = 0;
        for (var left = from.Read7BitEncodedInt(); left > 0; left--)
        {
            bin += from.Read7BitEncodedInt();
            if (bin < 0 || bin > highest)
                throw new InvalidDataException($"Histogram bin {bin} is outside 0..{highest}.");
            histogram.Add(bin, from.Read7BitEncodedInt64(), from.Read7BitEncodedInt64());
        }

        return histogram;
    }

    private void Add(int bin, long count, long sum)
    {
        if (bin >= _counts.Length)
        {
            Array.Resize(ref _counts, bin + 1);
            Array.Resize(ref _sums, bin + 1);
        }

        _counts[bin] += count;
        _sums[bin] += sum;
    }
}
