using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>How long one entity's sessions were, or from how many origins at once it acted, and the session that goes on; at most 0.2 KiB.</summary>
internal sealed class SessionBaseline : Baseline
{
    private const byte Version = 1;

    private readonly float[] _looks = new float[SessionBands.Count];
    private int _origin;

    /// <summary>Start of the first bucket, seconds since the Unix epoch; null when nothing was learnt.</summary>
    public long? Since { get; private set; }

    public int LastDay { get; private set; }

    /// <summary>The session that may go on; null where there was none.</summary>
    public OpenSession? Open { get; private set; }

    public double Growth(int day) => Since is null ? 1 : Forgetting.Growth(Math.Max(day, LastDay) - _origin);

    /// <summary>Forward-decayed number of looks of the band or a higher one.</summary>
    public double AtLeast(int band)
    {
        var sum = 0.0;
        for (var at = Math.Max(0, band); at < _looks.Length; at++)
            sum += _looks[at];
        return sum;
    }

    public void Arrive(int day, DateTimeOffset at)
    {
        if (Since is null)
            (Since, LastDay, _origin) = (at.ToUnixTimeSeconds(), day, day);
        LastDay = Math.Max(LastDay, day);
        while (LastDay - _origin > Forgetting.RebaseDays)
        {
            foreach (ref var look in _looks.AsSpan())
                look *= (float)Forgetting.Growth(-Forgetting.RebaseDays);
            _origin += Forgetting.RebaseDays;
        }
    }

    public void Add(double position, double weight) => _looks[(int)position] += (float)(weight * Growth(LastDay));

    public void Continue(OpenSession session) => Open = session;

    public void Write(StateWriter to)
    {
        to.Byte(Version);
        to.Moment(Since);
        to.Signed(LastDay);
        to.Signed(LastDay - _origin);
        to.Sparse(_looks, 1);
        to.Moment(Open?.Last);
        if (Open is not { } open)
            return;
        to.Signed(open.Last - open.Start);
        to.Float(open.Weight);
    }

    public static SessionBaseline Read(ReadOnlySpan<byte> from)
    {
        var reader = new StateReader(from);
        reader.Version(Version);
        var since = reader.Moment();
        var last = reader.Day();
        var baseline = new SessionBaseline { Since = since, LastDay = last, _origin = last - reader.Day() };
        reader.Sparse(baseline._looks, 1);
        if (reader.Moment() is { } end)
            baseline.Open = new OpenSession(end - reader.Signed(), end, reader.Float());
        reader.End();
        return baseline;
    }
}

/// <summary>A session by the times of its first and latest event, in milliseconds since the Unix epoch, and the least weight with which any of it was learnt.</summary>
internal readonly record struct OpenSession(long Start, long Last, float Weight)
{
    private const double MillisecondsAnHour = 3_600_000;

    public double Hours => (Last - Start) / MillisecondsAnHour;

    /// <summary>The session that events between two times belong to: this one while the pause before them is no break. Null for events that came before it began.</summary>
    /// <param name="pause">The longest that is no break, in milliseconds.</param>
    public OpenSession? With(long first, long last, long pause, double weight) => last < Start - pause ? null
        : first > Last + pause ? new OpenSession(first, last, (float)weight)
        : new OpenSession(Math.Min(Start, first), Math.Max(Last, last), Math.Min(Weight, (float)weight));
}
