using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>Where an entity was last seen.</summary>
/// <param name="System">Number of the autonomous system, as text.</param>
/// <param name="Time">Milliseconds since the Unix epoch.</param>
internal sealed record Position(string Address, GeoPoint Point, string? Country, string? System, long Time);

/// <summary>Last position of one entity, its addresses, and how often it travelled impossibly.</summary>
internal sealed class TravelBaseline : Baseline
{
    /// <summary>Addresses and networks kept, so that each counts an entity once; who has more is counted again, which only makes networks look shared.</summary>
    public const int MostNetworks = 64;

    private const byte Version = 1;

    private int _origin;

    public long? Since { get; private set; }

    public int LastDay { get; private set; }

    public Position? Last { get; set; }

    public KnownValues Networks { get; private set; } = new();

    /// <summary>Forward-decayed days with sign-ins, and those among them with impossible travel.</summary>
    public float ActiveDays { get; private set; }

    public float ImpossibleDays { get; private set; }

    /// <summary>Weight with which <see cref="LastDay"/> counts as impossible.</summary>
    public float ImpossibleToday { get; private set; }

    /// <summary>Whether <see cref="LastDay"/> has been counted as impossible in the population.</summary>
    public bool CountedToday { get; set; }

    public double Growth(int day) => Since is null ? 1 : Forgetting.Growth(day - _origin);

    /// <summary>Whether <paramref name="day"/> is later than any before.</summary>
    public bool Arrive(int day, DateTimeOffset at)
    {
        if (Since is null)
            (Since, LastDay, _origin) = (at.ToUnixTimeSeconds(), day, day);
        else if (day > LastDay)
        {
            (LastDay, ImpossibleToday, CountedToday) = (day, 0, false);
            while (day - _origin > Forgetting.RebaseDays)
                Rebase();
        }
        else
            return false;
        ActiveDays += (float)Growth(day);
        return true;
    }

    public void Travel(double weight)
    {
        var added = (float)weight - ImpossibleToday;
        if (added <= 0)
            return;
        ImpossibleDays += (float)(Growth(LastDay) * added);
        ImpossibleToday = (float)weight;
    }

    public void Write(StateWriter to)
    {
        to.Byte(Version);
        to.Byte((byte)((Since is null ? 0 : 1) | (CountedToday ? 2 : 0) | (Last is null ? 0 : 4)));
        to.Signed(Since ?? 0);
        to.Signed(LastDay);
        to.Signed(LastDay - _origin);
        to.Float(ActiveDays);
        to.Float(ImpossibleDays);
        to.Float(ImpossibleToday);
        if (Last is { } last)
        {
            to.Text(last.Address);
            to.Double(last.Point.Latitude);
            to.Double(last.Point.Longitude);
            to.Text(last.Country);
            to.Text(last.System);
            to.Signed(last.Time);
        }

        Networks.Write(to, LastDay);
    }

    public static TravelBaseline Read(ReadOnlySpan<byte> from)
    {
        var reader = new StateReader(from);
        reader.Version(Version);
        var flags = reader.Byte();
        var since = reader.Signed();
        var last = reader.Day();
        var baseline = new TravelBaseline
        {
            Since = (flags & 1) != 0 ? since : null,
            CountedToday = (flags & 2) != 0,
            LastDay = last,
            _origin = last - reader.Day(),
            ActiveDays = reader.Float(),
            ImpossibleDays = reader.Float(),
            ImpossibleToday = reader.Float(),
        };
        if ((flags & 4) != 0)
            baseline.Last = new Position(reader.Text() ?? "", new GeoPoint(reader.Double(), reader.Double()), reader.Text(), reader.Text(), reader.Signed());
        baseline.Networks = KnownValues.Read(ref reader, last);
        reader.End();
        return baseline;
    }

    private void Rebase()
    {
        var shrink = (float)Forgetting.Growth(-Forgetting.RebaseDays);
        (ActiveDays, ImpossibleDays) = (ActiveDays * shrink, ImpossibleDays * shrink);
        _origin += Forgetting.RebaseDays;
    }
}
