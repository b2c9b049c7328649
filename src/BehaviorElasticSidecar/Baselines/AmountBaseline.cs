using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>How often and how much one entity does: activity and amounts by hour of week, level, spread, ends of months. O(1) to update, at most 1.5 KiB.</summary>
/// <remarks>All sums are forward-decayed (<see cref="Forgetting"/>) and counted with the weight of learning. How often an hour had its chance follows from <see cref="FirstDay"/> alone.</remarks>
internal sealed class AmountBaseline : Baseline
{
    private const byte Version = 2;
    private const int Numbers = 2;

    /// <summary>Per slot: weight of active buckets, and their learnt amounts. One hour of all seven days lies in 56 bytes.</summary>
    private readonly float[] _slots = new float[HourOfWeek.Slots * Numbers];

    private int _origin;
    private (AmountPopulation? Population, int Slot, int Day) _forecastFor;
    private AmountForecast _forecast;

    /// <summary>Start of the first bucket, seconds since the Unix epoch; null when nothing was learnt.</summary>
    public long? Since { get; private set; }

    public int FirstDay { get; private set; }

    /// <summary>Local day of the latest sighting.</summary>
    public int LastDay { get; private set; }

    /// <summary>Band of the largest amount of <see cref="LastDay"/>; -1 before it is known.</summary>
    public int DayPeak { get; set; } = -1;

    public float LevelSum { get; private set; }

    public float LevelWeight { get; private set; }

    public float SpreadSum { get; private set; }

    public float SpreadWeight { get; private set; }

    /// <summary>Ends of months and quarters against other days.</summary>
    public OwnClosings Closings { get; } = new();

    /// <summary>Weight of active buckets in the slot, and the sum of what was learnt in them.</summary>
    public (float Active, float Amount) this[int slot] => (_slots[slot * Numbers], _slots[slot * Numbers + 1]);

    /// <summary>What one unit of evidence of <paramref name="day"/> is worth in the numbers kept here.</summary>
    public double Growth(int day) => Since is null ? 1 : Forgetting.Growth(day - _origin);

    /// <summary>The forecast of the slot and day if it was the last one made and nothing was learnt since: scoring makes it, learning needs it again. Not state.</summary>
    public bool Remembers(AmountPopulation population, int slot, int day, out AmountForecast forecast)
    {
        forecast = _forecast;
        return ReferenceEquals(_forecastFor.Population, population) && _forecastFor.Slot == slot && _forecastFor.Day == day;
    }

    public void Remember(AmountPopulation population, int slot, int day, in AmountForecast forecast) =>
        (_forecastFor, _forecast) = ((population, slot, day), forecast);

    /// <summary>Days from the one after <see cref="LastDay"/> to <paramref name="day"/>; the first sighting is one day. 0 on a day already seen.</summary>
    public int Arrive(int day, DateTimeOffset at)
    {
        _forecastFor = default;
        if (Since is null)
        {
            (Since, FirstDay, LastDay, _origin) = (at.ToUnixTimeSeconds(), day, day, day);
            return 1;
        }

        var passed = Math.Max(0, day - LastDay);
        if (passed > 0)
        {
            (LastDay, DayPeak) = (day, -1);
            while (day - _origin > Forgetting.RebaseDays)
                Rebase();
        }

        return passed;
    }

    public void Add(int slot, double active, double amount)
    {
        _slots[slot * Numbers] += (float)active;
        _slots[slot * Numbers + 1] += (float)amount;
    }

    public void AddLevel(double sum, double weight) => (LevelSum, LevelWeight) = (LevelSum + (float)sum, LevelWeight + (float)weight);

    public void AddSpread(double sum, double weight) => (SpreadSum, SpreadWeight) = (SpreadSum + (float)sum, SpreadWeight + (float)weight);

    public void Write(StateWriter to)
    {
        to.Byte(Version);
        to.Moment(Since);
        to.Signed(FirstDay);
        to.Signed(LastDay - FirstDay);
        to.Signed(_origin - FirstDay);
        to.Signed(DayPeak);
        to.Float(LevelSum);
        to.Float(LevelWeight);
        to.Float(SpreadSum);
        to.Float(SpreadWeight);
        to.Sparse(_slots, Numbers);
        Closings.Write(to);
    }

    public static AmountBaseline Read(ReadOnlySpan<byte> from)
    {
        var reader = new StateReader(from);
        var version = reader.Version(Version);
        var since = reader.Moment();
        var first = reader.Day();
        var baseline = new AmountBaseline
        {
            Since = since,
            FirstDay = first,
            LastDay = first + reader.Day(),
            _origin = first + reader.Day(),
            DayPeak = reader.Day(),
            LevelSum = reader.Float(),
            LevelWeight = reader.Float(),
            SpreadSum = reader.Float(),
            SpreadWeight = reader.Float(),
        };
        reader.Sparse(baseline._slots, Numbers);
        if (version >= Version)
            baseline.Closings.Read(ref reader);
        reader.End();
        return baseline;
    }

    private void Rebase()
    {
        var shrink = (float)Forgetting.Growth(-Forgetting.RebaseDays);
        foreach (ref var number in _slots.AsSpan())
            number *= shrink;
        (LevelSum, LevelWeight, SpreadSum, SpreadWeight) = (LevelSum * shrink, LevelWeight * shrink, SpreadSum * shrink, SpreadWeight * shrink);
        _origin += Forgetting.RebaseDays;
    }
}
