namespace BehaviorElasticSidecar.Baselines;

/// <summary>How far amounts of days build up beyond what is usual.</summary>
/// <remarks>
/// An excess is told as t = ln(1 + built up / geometric mean of all days' amounts). Days are counted in bands of the largest t that was a record; beyond the bands that enough have
/// reached the tail is exponential with the mean excess of those (Hill 1975, as t is a logarithm).
/// </remarks>
internal sealed class DriftPopulation : Population
{
    public const int Bands = 128;

    /// <summary>Where the parts stand in the sums.</summary>
    public const int Reached = 0, SettledDays = Reached + Bands, Days = SettledDays + 1, LogSum = Days + 1, Length = LogSum + 1;

    private const double BandWidth = 0.25;

    /// <summary>Records that the empirical part of the tail rests on at least.</summary>
    private const double Enough = 30;

    /// <summary>Before any is known an excess e times as large comes e times less often; worth five records.</summary>
    private const double PriorExcess = 1, PriorRecords = 5;

    /// <summary>Days and records that stand behind what was seen.</summary>
    private const double PriorDays = 20, PriorReached = 1;

    private readonly double[] _survival = new double[Bands + 1];
    private readonly double _tailFrom, _tailExcess;

    public DriftPopulation(DecayedSums sums)
    {
        Sums = sums;
        Typical = Math.Exp((sums[LogSum] + 1) / (sums[Days] + 1));
        var days = Math.Max(0, sums[SettledDays]) + PriorDays;
        double reached = 0, sum = 0, records = 0;
        _survival[Bands] = PriorReached / days;
        for (var band = Bands - 1; band >= 0; band--)
        {
            var here = Math.Max(0, sums[Reached + band]);
            var isTail = reached < Enough;
            reached += here;
            _survival[band] = Math.Min(1, (reached + PriorReached) / days);
            if (!isTail)
                continue;
            sum += here * (band + 0.5) * BandWidth;
            (_tailFrom, records) = (band * BandWidth, reached);
        }

        _tailExcess = Math.Max(BandWidth, (sum - records * _tailFrom + PriorRecords * PriorExcess) / (records + PriorRecords));
    }

    public DecayedSums Sums { get; }

    /// <summary>Geometric mean of what a day with any comes to.</summary>
    public double Typical { get; }

    /// <summary>The excess that one day in twenty reaches.</summary>
    public double P95
    {
        get
        {
            var band = 0;
            while (band < Bands && _survival[band] > 0.05)
                band++;
            return (Math.Exp(band * BandWidth) - 1) * Typical;
        }
    }

    /// <summary>The size of an excess: t, 0 or more.</summary>
    public double SizeOf(double builtUp) => Math.Log(1 + builtUp / Typical);

    public static int BandOf(double size) => (int)Math.Clamp(size / BandWidth, 0, Bands - 1);

    /// <summary>ln P(a day reaches the size, as a record).</summary>
    public double LogAtLeast(double size)
    {
        if (size >= _tailFrom)
            return Math.Log(_survival[BandOf(_tailFrom)]) - (size - _tailFrom) / _tailExcess;
        var band = BandOf(size);
        return Math.Log(_survival[band]) + Math.Clamp(size / BandWidth - band, 0, 1) * Math.Log(_survival[band + 1] / _survival[band]);
    }
}
