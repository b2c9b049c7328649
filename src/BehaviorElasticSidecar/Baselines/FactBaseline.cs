using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>On how many days an entity showed a fact, and with which values.</summary>
internal sealed class FactBaseline : Baseline
{
    /// <summary>A fact has few values (groups, services); beyond this the least recent go.</summary>
    public const int MostValues = 64;

    private const byte Version = 1;

    private int _origin;

    public long? Since { get; private set; }

    public int FirstDay { get; private set; }

    public int LastDay { get; private set; }

    /// <summary>Forward-decayed number of days with the fact, the first day not counted: without it there would be no baseline.</summary>
    public float Days { get; private set; }

    /// <summary>Weight with which <see cref="LastDay"/> is counted in <see cref="Days"/>.</summary>
    public float Today { get; private set; }

    /// <summary>Weight with which the entity is known to show the fact at all: the sum over days, up to 1.</summary>
    public float Firmness { get; private set; }

    public KnownValues Known { get; private set; } = new();

    public FrequentTexts Texts { get; private set; } = new();

    public double Growth(int day) => Since is null ? 1 : Forgetting.Growth(day - _origin);

    /// <summary>Days from the one after <see cref="LastDay"/> to <paramref name="day"/>; null for the very first sighting, 0 on a day already seen.</summary>
    public int? Arrive(int day, DateTimeOffset at)
    {
        if (Since is null)
        {
            (Since, FirstDay, LastDay, _origin) = (at.ToUnixTimeSeconds(), day, day, day);
            return null;
        }

        var passed = Math.Max(0, day - LastDay);
        if (passed > 0)
        {
            (LastDay, Today) = (day, 0);
            while (day - _origin > Forgetting.RebaseDays)
            {
                Days *= (float)Forgetting.Growth(-Forgetting.RebaseDays);
                _origin += Forgetting.RebaseDays;
            }
        }

        return passed;
    }

    /// <summary>The fact on <see cref="LastDay"/>: the day counts once, with the largest weight.</summary>
    public void Show(double weight)
    {
        var added = (float)weight - Today;
        if (added <= 0)
            return;
        if (LastDay > FirstDay)
            Days += (float)(Growth(LastDay) * added);
        Firmness = Math.Min(1, Firmness + added);
        Today = (float)weight;
    }

    public void Write(StateWriter to)
    {
        to.Byte(Version);
        to.Moment(Since);
        to.Signed(LastDay);
        to.Signed(LastDay - FirstDay);
        to.Signed(LastDay - _origin);
        to.Float(Days);
        to.Float(Today);
        to.Float(Firmness);
        Known.Write(to, LastDay);
        Texts.Write(to);
    }

    public static FactBaseline Read(ReadOnlySpan<byte> from)
    {
        var reader = new StateReader(from);
        reader.Version(Version);
        var since = reader.Moment();
        var last = reader.Day();
        var baseline = new FactBaseline
        {
            Since = since,
            LastDay = last,
            FirstDay = last - reader.Day(),
            _origin = last - reader.Day(),
            Days = reader.Float(),
            Today = reader.Float(),
            Firmness = reader.Float(),
            Known = KnownValues.Read(ref reader, last),
            Texts = FrequentTexts.Read(ref reader),
        };
        reader.End();
        return baseline;
    }
}
