using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>The values of one entity, and how often it shows something new compared with what is expected of its age.</summary>
internal sealed class RareBaseline : Baseline
{
    /// <summary>Least recently shown values go beyond this; an entity with more shows something new every day anyway.</summary>
    public const int MostValues = 512;

    private const byte Version = 2;

    private int _origin;

    public long? Since { get; private set; }

    public int LastDay { get; private set; }

    /// <summary>Days on which anything was shown, this one included.</summary>
    public int ActiveDays { get; private set; }

    public KnownValues Known { get; private set; } = new();

    public FrequentTexts Texts { get; private set; } = new();

    /// <summary>Decayed number of days with something new, and the number that the population would have had at the same ages; as of <see cref="_origin"/>.</summary>
    public float NewDays { get; private set; }

    public float ExpectedNewDays { get; private set; }

    /// <summary>Weight with which <see cref="LastDay"/> counts as a day with something new.</summary>
    public float NewToday { get; private set; }

    /// <summary>Rank of the rarest new value of <see cref="LastDay"/>; -1 for none.</summary>
    public int RarestToday { get; set; } = -1;

    /// <summary>What that rank counts in the population.</summary>
    public float RarestShare { get; set; }

    public double Growth(int day) => Since is null ? 1 : Forgetting.Growth(day - _origin);

    /// <summary>Whether <paramref name="day"/> is later than any before. The expectation counts from the second day on: on the first all is new.</summary>
    public bool Arrive(int day, DateTimeOffset at)
    {
        if (Since is null)
            (Since, LastDay, ActiveDays, _origin) = (at.ToUnixTimeSeconds(), day, 1, day);
        else if (day > LastDay)
        {
            (LastDay, NewToday, RarestToday) = (day, 0, -1);
            ActiveDays = Math.Min(ActiveDays + 1, int.MaxValue - 1);
            while (day - _origin > Forgetting.RebaseDays)
                Rebase();
        }
        else
            return false;
        return true;
    }

    public void Expect(double rate) => ExpectedNewDays += (float)(Growth(LastDay) * rate);

    /// <summary>Something new on <see cref="LastDay"/>: the day counts once, with the largest weight.</summary>
    public void ShowNew(double weight)
    {
        var added = (float)weight - NewToday;
        if (added <= 0)
            return;
        NewDays += (float)(Growth(LastDay) * added);
        NewToday = (float)weight;
    }

    public void Write(StateWriter to)
    {
        to.Byte(Version);
        to.Moment(Since);
        to.Signed(LastDay);
        to.Signed(LastDay - _origin);
        to.Whole((ulong)ActiveDays);
        to.Float(NewDays);
        to.Float(ExpectedNewDays);
        to.Float(NewToday);
        to.Signed(RarestToday);
        to.Float(RarestShare);
        Known.Write(to, LastDay);
        Texts.Write(to);
    }

    public static RareBaseline Read(ReadOnlySpan<byte> from)
    {
        var reader = new StateReader(from);
        var version = reader.Version(Version);
        var since = reader.Moment();
        var last = reader.Day();
        var baseline = new RareBaseline
        {
            Since = since,
            LastDay = last,
            _origin = last - reader.Day(),
            ActiveDays = (int)Math.Min(reader.Whole(), int.MaxValue - 1),
            NewDays = reader.Float(),
            ExpectedNewDays = reader.Float(),
            NewToday = reader.Float(),
            RarestToday = reader.Day() is var rarest && version == 1 && rarest >= 0 ? NewValueRank.Of(rarest, null).Number : rarest,
            RarestShare = reader.Float(),
            Known = KnownValues.Read(ref reader, last),
            Texts = FrequentTexts.Read(ref reader),
        };
        reader.End();
        return baseline;
    }

    private void Rebase()
    {
        var shrink = (float)Forgetting.Growth(-Forgetting.RebaseDays);
        (NewDays, ExpectedNewDays) = (NewDays * shrink, ExpectedNewDays * shrink);
        _origin += Forgetting.RebaseDays;
    }
}
