namespace BehaviorElasticSidecar.Entities;

/// <summary>The holidays of one time zone: days on which people rest as on a Sunday. Days are <see cref="DateOnly.DayNumber"/>s.</summary>
public sealed class Holidays
{
    private readonly int[] _days;
    private readonly string?[] _names;

    private Holidays(int[] days, string?[] names, int restWeekday) => (_days, _names, RestWeekday) = (days, names, restWeekday);

    /// <param name="days">In any order; of several names for one day the first counts.</param>
    public Holidays(IEnumerable<(int Day, string? Name)> days)
    {
        var sorted = days.GroupBy(d => d.Day).OrderBy(d => d.Key).Select(d => (Day: d.Key, d.Select(n => n.Name).FirstOrDefault(n => n is not null))).ToList();
        _days = [.. sorted.Select(d => d.Day)];
        _names = [.. sorted.Select(d => d.Item2)];
    }

    /// <summary>The weekday, 0 is Monday, as which they are judged.</summary>
    internal int RestWeekday { get; } = SiteClock.Sunday;

    /// <summary>For days that are named after the evening before them, on which they begin: Saturday's are what Sunday is.</summary>
    internal Holidays OnTheEve => new([.. _days.Select(d => d - 1)], _names, SiteClock.WeekdayOf(RestWeekday - 1));

    public int Count => _days.Length;

    public bool Has(int day) => Array.BinarySearch(_days, day) >= 0;

    /// <summary>Null where the day is none, or has no name.</summary>
    public string? NameOf(int day) => Array.BinarySearch(_days, day) is >= 0 and var at ? _names[at] : null;

    /// <summary>Those in <paramref name="first"/>..<paramref name="last"/>, both included, in order.</summary>
    public ReadOnlySpan<int> In(int first, int last)
    {
        var (from, to) = (From(first), From(last + 1));
        return from < to ? _days.AsSpan(from, to - from) : [];
    }

    private int From(int day) => Array.BinarySearch(_days, day) is var at && at >= 0 ? at : ~at;
}
