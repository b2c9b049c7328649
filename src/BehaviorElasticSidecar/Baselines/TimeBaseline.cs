using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>When one entity is active, smoothed over the week; at most 0.7 KiB.</summary>
internal sealed class TimeBaseline : Baseline
{
    private const byte Version = 1;

    private readonly float[] _density = new float[HourOfWeek.Slots];
    private int _origin;

    public long? Since { get; private set; }

    public int LastDay { get; private set; }

    /// <summary>Forward-decayed weight of active hours by slot.</summary>
    public Span<float> Density => _density;

    public double Growth(int day) => Since is null ? 1 : Forgetting.Growth(day - _origin);

    /// <summary>Whether <paramref name="day"/> is later than any before.</summary>
    public bool Arrive(int day, DateTimeOffset at)
    {
        if (Since is null)
            (Since, LastDay, _origin) = (at.ToUnixTimeSeconds(), day, day);
        else if (day > LastDay)
        {
            LastDay = day;
            while (day - _origin > Forgetting.RebaseDays)
                Rebase();
        }
        else
            return false;
        return true;
    }

    public void Write(StateWriter to)
    {
        to.Byte(Version);
        to.Moment(Since);
        to.Signed(LastDay);
        to.Signed(LastDay - _origin);
        to.Sparse(_density, 1);
    }

    public static TimeBaseline Read(ReadOnlySpan<byte> from)
    {
        var reader = new StateReader(from);
        reader.Version(Version);
        var since = reader.Moment();
        var last = reader.Day();
        var baseline = new TimeBaseline { Since = since, LastDay = last, _origin = last - reader.Day() };
        reader.Sparse(baseline._density, 1);
        reader.End();
        return baseline;
    }

    private void Rebase()
    {
        var shrink = (float)Forgetting.Growth(-Forgetting.RebaseDays);
        foreach (ref var weight in _density.AsSpan())
            weight *= shrink;
        _origin += Forgetting.RebaseDays;
    }
}
