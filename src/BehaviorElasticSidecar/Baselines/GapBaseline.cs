using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>How long one entity (or entity and partner) usually stays away; at most 0.1 KiB.</summary>
/// <remarks>Gaps count half after 30 returns, not after 30 days: an absence says nothing against the habits before it.</remarks>
internal sealed class GapBaseline : Baseline
{
    private const byte Version = 1;

    /// <summary>Half after 30 returns.</summary>
    private static readonly float KeptAtReturn = (float)Math.Pow(0.5, 1.0 / Numerics.Forgetting.HalfLifeDays);

    private readonly float[] _gaps = new float[GapBands.Count];

    /// <summary>Start of the first bucket, seconds since the Unix epoch; null when nothing was learnt.</summary>
    public long? Since { get; private set; }

    /// <summary>Local day of the latest sighting.</summary>
    public int LastDay { get; private set; }

    /// <summary>Decayed number of returns known.</summary>
    public double Returns
    {
        get
        {
            var sum = 0.0;
            foreach (var gap in _gaps)
                sum += gap;
            return sum;
        }
    }

    /// <summary>Days since the day seen last, holidays between not counted: 1 is the next day; null when never seen, 0 on a day already seen or earlier.</summary>
    public int? GapAt(in LocalHour local)
    {
        if (Since is null)
            return null;
        var days = (int)Math.Clamp((long)local.Day - LastDay, 0, int.MaxValue);
        return local.Holidays is { } holidays && days > 1 ? days - holidays.In(LastDay + 1, local.Day - 1).Length : days;
    }

    /// <summary>Decayed number of returns after a gap of the band of <paramref name="days"/> or a longer one.</summary>
    public double AtLeast(int days)
    {
        var sum = 0.0;
        for (var band = GapBands.Of(days); band < GapBands.Count; band++)
            sum += _gaps[band];
        return sum;
    }

    /// <summary>That it was seen is a fact; only the gap is learnt with a weight. A woken account is awake.</summary>
    public void See(in LocalHour local, DateTimeOffset at, double weight)
    {
        if (GapAt(local) is not { } gap)
        {
            (Since, LastDay) = (at.ToUnixTimeSeconds(), local.Day);
            return;
        }

        if (gap == 0)
            return;
        LastDay = local.Day;
        foreach (ref var known in _gaps.AsSpan())
            known *= KeptAtReturn;
        _gaps[GapBands.Of(gap)] += (float)weight;
    }

    public void Write(StateWriter to)
    {
        to.Byte(Version);
        to.Moment(Since);
        to.Signed(LastDay);
        to.Sparse(_gaps, 1);
    }

    public static GapBaseline Read(ReadOnlySpan<byte> from)
    {
        var reader = new StateReader(from);
        reader.Version(Version);
        var baseline = new GapBaseline { Since = reader.Moment(), LastDay = reader.Day() };
        reader.Sparse(baseline._gaps, 1);
        reader.End();
        return baseline;
    }
}
