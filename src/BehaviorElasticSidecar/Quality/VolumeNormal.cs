using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Quality;

/// <summary>What a source usually holds of a day: medians of its last sound days, by hour of week, and how far these days lay from them.</summary>
/// <remarks>Medians over at most 8 same weekdays: one odd day in three changes nothing. Speaks from 14 days on, each weekday seen twice.</remarks>
internal sealed class VolumeNormal
{
    /// <summary>Sound days that are kept.</summary>
    public const int Most = 56;

    /// <summary>Sound days before anything is judged.</summary>
    public const int Least = 14;

    /// <summary>Events below which nothing is said of a share or a volume.</summary>
    public const double FewEvents = 20;

    /// <summary>Spreads from the usual, in logarithms, beyond which a day is not plausible; and it lies below all sound days and below half.</summary>
    private const double Spreads = 5;

    /// <summary>Least spread taken for true: days differ by a tenth.</summary>
    private const double LeastSpread = 0.1;

    /// <summary>A quiet time must be this many times what the longest of the sound days was worth.</summary>
    private const double QuietTimes = 3;

    /// <summary>And be worth this many events.</summary>
    private const double QuietLeast = 10;

    private readonly IReadOnlyList<SourceDay> _days;
    private readonly double[] _week;

    /// <param name="days">Sound days, in order.</param>
    public VolumeNormal(IReadOnlyList<SourceDay> days)
    {
        _days = days;
        _week = new double[HourOfWeek.Slots];
        for (var hour = 0; hour < _week.Length; hour++)
            _week[hour] = Median(days.Where(d => Weekday(d.Day) == hour / 24).Select(d => (double)d.Hours[hour % 24]), least: 2);
    }

    public bool Speaks => _days.Count >= Least && !_week.Any(double.IsNaN);

    /// <summary>Events expected in each UTC hour of the day; NaN where nothing is known.</summary>
    public IReadOnlyList<double> Hours(DateTimeOffset day) => _week[(Weekday(day) * 24)..(Weekday(day) * 24 + 24)];

    public double Expected(DateTimeOffset day) => Hours(day).Sum();

    /// <summary>Usual share of events that have the part; NaN below seven days that can tell.</summary>
    public double Share(string part) => Median(Telling(part).Select(d => d.Share(part)), least: 7);

    /// <summary>Whether the day holds less than its own past makes plausible.</summary>
    public bool IsLow(SourceDay day) => Speaks && IsBelow(day.Events, Expected(day.Day), () => _days.Select(d => Log(d.Events, Expected(d.Day))));

    /// <summary>Whether fewer events have the part than the past makes plausible.</summary>
    public bool IsLost(SourceDay day, string part)
    {
        var share = Share(part);
        return Speaks && day.Events >= FewEvents && !double.IsNaN(share)
            && IsBelow(day.Having.GetValueOrDefault(part), ExpectedHaving(day, part), () => Telling(part).Select(d => Log(d.Having[part], share * Base(d))));
    }

    /// <summary>How many events of the day should have the part; other events that come on top, in a flood, change nothing.</summary>
    public double ExpectedHaving(SourceDay day, string part) => Share(part) * Base(day);

    private double Base(SourceDay day) => Math.Min(day.Events, Expected(day.Day));

    /// <summary>Whether a time without any event, in which so many were expected, is longer than the past makes plausible.</summary>
    public bool IsSilence(double missed) => Speaks && missed > Math.Max(QuietLeast, QuietTimes * LongestQuiet());

    /// <summary>The longest quiet time of the sound days, in events that were expected in it.</summary>
    private double LongestQuiet()
    {
        var (longest, quiet) = (0.0, 0.0);
        for (var i = 0; i < _days.Count; i++)
        {
            if (i > 0 && _days[i].Day != _days[i - 1].Day.AddDays(1))
                quiet = 0;
            var expected = Hours(_days[i].Day);
            for (var hour = 0; hour < 24; hour++)
                longest = Math.Max(longest, quiet = _days[i].Hours[hour] > 0 ? 0 : quiet + expected[hour]);
        }

        return longest;
    }

    private static bool IsBelow(double actual, double expected, Func<IEnumerable<double>> past)
    {
        if (!(expected >= FewEvents) || actual * 2 >= expected)
            return false;
        var logs = past().ToList();
        var centre = Median(logs, least: 1);
        var spread = Math.Max(LeastSpread, 1.4826 * Median(logs.Select(l => Math.Abs(l - centre)), least: 1));
        var log = Log(actual, expected);
        return log < logs.Min() && log < centre - Spreads * Math.Sqrt(spread * spread + 1 / (expected + 1));
    }

    private IEnumerable<SourceDay> Telling(string part) => _days.Where(d => d.Events >= FewEvents && d.Having.ContainsKey(part));

    private static double Log(double actual, double expected) => Math.Log((actual + 1) / (expected + 1));

    private static int Weekday(DateTimeOffset day) => ((int)day.UtcDateTime.DayOfWeek + 6) % 7;

    private static double Median(IEnumerable<double> values, int least)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length < least ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
