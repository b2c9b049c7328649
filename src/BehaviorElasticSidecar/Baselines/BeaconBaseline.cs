using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>How much one pair's days were like a beacon; at most 0.1 KiB.</summary>
internal sealed class BeaconBaseline : Baseline
{
    /// <summary>Bands of a tenth of the score, and one for 1.</summary>
    public const int Bands = 11;

    private const byte Version = 1;

    private readonly float[] _looks = new float[Bands];
    private int _origin;

    /// <summary>Start of the first bucket, seconds since the Unix epoch; null when nothing was learnt.</summary>
    public long? Since { get; private set; }

    public int FirstDay { get; private set; }

    public int LastDay { get; private set; }

    public double Growth(int day) => Since is null ? 1 : Forgetting.Growth(day - _origin);

    /// <summary>Whether it is the first sighting of a day; null for the very first.</summary>
    public bool? Arrive(int day, DateTimeOffset at)
    {
        if (Since is null)
        {
            (Since, FirstDay, LastDay, _origin) = (at.ToUnixTimeSeconds(), day, day, day);
            return null;
        }

        if (day <= LastDay)
            return false;
        LastDay = day;
        while (day - _origin > Forgetting.RebaseDays)
        {
            foreach (ref var look in _looks.AsSpan())
                look *= (float)Forgetting.Growth(-Forgetting.RebaseDays);
            _origin += Forgetting.RebaseDays;
        }

        return true;
    }

    /// <summary>Forward-decayed number of looks with the score's band or a higher one.</summary>
    public double AtLeast(double score)
    {
        var sum = 0.0;
        for (var band = BandOf(score); band < Bands; band++)
            sum += _looks[band];
        return sum;
    }

    /// <summary>Lower end of the highest band that at least the share <paramref name="probability"/> of the looks reaches, 0..1.</summary>
    public double Quantile(double probability)
    {
        var (band, sum, total) = (Bands, 0.0, AtLeast(0));
        while (band > 0 && (sum <= 0 || sum < probability * total))
            sum += _looks[--band];
        return Math.Min(band, Bands - 1) / (double)(Bands - 1);
    }

    public void Add(double score, double weight) => _looks[BandOf(score)] += (float)weight;

    public void Write(StateWriter to)
    {
        to.Byte(Version);
        to.Moment(Since);
        to.Signed(LastDay);
        to.Signed(LastDay - FirstDay);
        to.Signed(LastDay - _origin);
        to.Sparse(_looks, 1);
    }

    public static BeaconBaseline Read(ReadOnlySpan<byte> from)
    {
        var reader = new StateReader(from);
        reader.Version(Version);
        var since = reader.Moment();
        var last = reader.Day();
        var baseline = new BeaconBaseline { Since = since, LastDay = last, FirstDay = last - reader.Day(), _origin = last - reader.Day() };
        reader.Sparse(baseline._looks, 1);
        reader.End();
        return baseline;
    }

    private static int BandOf(double score) => Math.Clamp((int)(score * (Bands - 1)), 0, Bands - 1);
}
