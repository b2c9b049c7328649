using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>Which share of its events one entity (or entity and partner) usually has in the part, and how that varies; 40 bytes.</summary>
internal sealed class RatioBaseline : Baseline
{
    private const byte Version = 1;

    private int _origin;

    /// <summary>Start of the first bucket, seconds since the Unix epoch; null when nothing was learnt.</summary>
    public long? Since { get; private set; }

    public int LastDay { get; private set; }

    /// <summary>Forward-decayed number of tries that the events are worth, and of those in the part.</summary>
    public float Tries { get; private set; }

    public float Parts { get; private set; }

    /// <summary>Forward-decayed sum and weight of what buckets said of the spread.</summary>
    public float SpreadSum { get; private set; }

    public float SpreadWeight { get; private set; }

    public double Growth(int day) => Since is null ? 1 : Forgetting.Growth(day - _origin);

    public void Arrive(int day, DateTimeOffset at)
    {
        if (Since is null)
            (Since, LastDay, _origin) = (at.ToUnixTimeSeconds(), day, day);
        LastDay = Math.Max(LastDay, day);
        while (LastDay - _origin > Forgetting.RebaseDays)
        {
            var shrink = (float)Forgetting.Growth(-Forgetting.RebaseDays);
            (Tries, Parts, SpreadSum, SpreadWeight) = (Tries * shrink, Parts * shrink, SpreadSum * shrink, SpreadWeight * shrink);
            _origin += Forgetting.RebaseDays;
        }
    }

    public void Add(double tries, double parts) => (Tries, Parts) = (Tries + (float)tries, Parts + (float)parts);

    public void AddSpread(double sum, double weight) => (SpreadSum, SpreadWeight) = (SpreadSum + (float)sum, SpreadWeight + (float)weight);

    public void Write(StateWriter to)
    {
        to.Byte(Version);
        to.Moment(Since);
        to.Signed(LastDay);
        to.Signed(LastDay - _origin);
        to.Float(Tries);
        to.Float(Parts);
        to.Float(SpreadSum);
        to.Float(SpreadWeight);
    }

    public static RatioBaseline Read(ReadOnlySpan<byte> from)
    {
        var reader = new StateReader(from);
        reader.Version(Version);
        var since = reader.Moment();
        var last = reader.Day();
        var baseline = new RatioBaseline
        {
            Since = since,
            LastDay = last,
            _origin = last - reader.Day(),
            Tries = reader.Float(),
            Parts = reader.Float(),
            SpreadSum = reader.Float(),
            SpreadWeight = reader.Float(),
        };
        reader.End();
        return baseline;
    }
}
