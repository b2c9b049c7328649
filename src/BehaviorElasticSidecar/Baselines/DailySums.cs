namespace BehaviorElasticSidecar.Baselines;

/// <summary>What a day adds to the decayed sums of a population: whole numbers, so that merging in any order gives the same digits.</summary>
internal sealed class DailySums(int length)
{
    /// <summary>Fixed point of quantities that are not whole: 2^-20 a unit, so up to 8e12 units fit.</summary>
    private const double Units = 1 << 20;

    private readonly long[] _sums = new long[length];

    public ReadOnlySpan<long> Sums => _sums;

    public void Add(int index, long count) => _sums[index] += count * (long)Units;

    /// <summary>Rounded to 2^-20; NaN adds nothing, larger than 1e9 in size adds 1e9.</summary>
    public void Add(int index, double quantity)
    {
        if (!double.IsNaN(quantity))
            _sums[index] += (long)Math.Round(Math.Clamp(quantity, -1e9, 1e9) * Units);
    }

    public double this[int index] => _sums[index] / Units;

    public void Merge(DailySums other)
    {
        for (var i = 0; i < _sums.Length; i++)
            _sums[i] += other._sums[i];
    }

    public void Write(StateWriter to)
    {
        to.Whole((ulong)_sums.Length);
        foreach (var sum in _sums)
            to.Signed(sum);
    }

    /// <param name="written">How many an older version wrote, if fewer: later ones stand behind and are 0.</param>
    public static DailySums Read(ref StateReader from, int length, int? written = null)
    {
        var sums = new DailySums(length);
        if (from.Count(1) is var count && count > length || count < (written ?? length))
            throw new InvalidDataException($"a population's day has another number of sums than {length}");
        for (var i = 0; i < count; i++)
            sums._sums[i] = from.Signed();
        return sums;
    }
}
