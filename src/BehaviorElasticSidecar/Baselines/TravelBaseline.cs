using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>Where an entity was last seen.</summary>
/// <param name="System">Number of the autonomous system, as text.</param>
/// <param name="Time">Milliseconds since the Unix epoch.</param>
internal sealed record Position(string Address, GeoPoint Point, string? Country, string? System, long Time)
{
    public void Write(StateWriter to)
    {
        to.Text(Address);
        to.Double(Point.Latitude);
        to.Double(Point.Longitude);
        to.Text(Country);
        to.Text(System);
        to.Signed(Time);
    }

    public static Position Read(ref StateReader from) =>
        new(from.Text() ?? "", new GeoPoint(from.Double(), from.Double()), from.Text(), from.Text(), from.Signed());
}

/// <summary>Last position of one entity, its addresses, and how often it travelled impossibly.</summary>
internal sealed class TravelBaseline : Baseline
{
    /// <summary>Addresses and networks kept, so that each counts an entity once; who has more is counted again, which only makes networks look shared.</summary>
    public const int MostNetworks = 64;

    private const byte Version = 2;

    /// <summary>Passages that an address's own rate is worth.</summary>
    private const double PriorPassages = 5;

    /// <summary>Below this rate of impossible passages of everybody an address is an office.</summary>
    private const double OfficeRate = 0.01;

    private int _origin;

    public long? Since { get; private set; }

    public int LastDay { get; private set; }

    /// <summary>The last place of its own.</summary>
    public Position? Last { get; set; }

    /// <summary>The last address that many share.</summary>
    public Position? Shared { get; set; }

    /// <summary>Where it was seen last.</summary>
    public Position? Latest => Last?.Time >= (Shared?.Time ?? long.MinValue) ? Last : Shared;

    public KnownValues Networks { get; private set; } = new();

    /// <summary>Forward-decayed days with sign-ins, and those among them with impossible travel.</summary>
    public float ActiveDays { get; private set; }

    public float ImpossibleDays { get; private set; }

    /// <summary>Forward-decayed passages between a place of its own and a shared address, and those among them that nobody can make.</summary>
    public float Passages { get; private set; }

    public float ImpossiblePassages { get; private set; }

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

    /// <summary>
    /// Share (0..1) of its passages at a shared address that nobody can make: the address's own at an office, elsewhere as far as the entity has not shown another. Who comes
    /// through the VPN's exit from afar is still nowhere else than in the office when they are there.
    /// </summary>
    /// <param name="everybodys">The address's.</param>
    public double PassageRate(double everybodys)
    {
        if (everybodys <= OfficeRate)
            return everybodys;
        var prior = PriorPassages * Growth(LastDay);
        return (ImpossiblePassages + prior * everybodys) / (Passages + prior);
    }

    public void Pass(bool impossible)
    {
        Passages += (float)Growth(LastDay);
        ImpossiblePassages += impossible ? (float)Growth(LastDay) : 0;
    }

    public void Write(StateWriter to)
    {
        to.Byte(Version);
        to.Byte((byte)((Since is null ? 0 : 1) | (CountedToday ? 2 : 0) | (Last is null ? 0 : 4) | (Shared is null ? 0 : 8)));
        to.Signed(Since ?? 0);
        to.Signed(LastDay);
        to.Signed(LastDay - _origin);
        to.Float(ActiveDays);
        to.Float(ImpossibleDays);
        to.Float(ImpossibleToday);
        to.Float(Passages);
        to.Float(ImpossiblePassages);
        Last?.Write(to);
        Shared?.Write(to);
        Networks.Write(to, LastDay);
    }

    public static TravelBaseline Read(ReadOnlySpan<byte> from)
    {
        var reader = new StateReader(from);
        var version = reader.Version(Version);
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
            Passages = version >= 2 ? reader.Float() : 0,
            ImpossiblePassages = version >= 2 ? reader.Float() : 0,
        };
        if ((flags & 4) != 0)
            baseline.Last = Position.Read(ref reader);
        if ((flags & 8) != 0)
            baseline.Shared = Position.Read(ref reader);
        baseline.Networks = KnownValues.Read(ref reader, last);
        reader.End();
        return baseline;
    }

    private void Rebase()
    {
        var shrink = (float)Forgetting.Growth(-Forgetting.RebaseDays);
        (ActiveDays, ImpossibleDays) = (ActiveDays * shrink, ImpossibleDays * shrink);
        (Passages, ImpossiblePassages) = (Passages * shrink, ImpossiblePassages * shrink);
        _origin += Forgetting.RebaseDays;
    }
}
