namespace BehaviorElasticSidecar.Numerics;

/// <summary>The 168 hours of a week as slots <c>hour * 7 + weekday</c> (Monday = 0), so that one hour of all days lies together in memory.</summary>
internal static class HourOfWeek
{
    public const int Slots = 168;
    public const int Workdays = 5;

    /// <summary>From 0..167 counted from Monday 00:00. A bucket of a day or more goes by weekday alone, one of several hours by the hour in which its kind starts.</summary>
    public static int Slot(int hourOfWeek, double bucketHours)
    {
        var (weekday, hour) = Math.DivRem(hourOfWeek, 24);
        if (bucketHours >= 24)
            hour = 0;
        else if (bucketHours > 1)
            hour -= hour % (int)bucketHours;
        return hour * 7 + weekday;
    }

    public static int Weekday(int slot) => slot % 7;

    public static int Hour(int slot) => slot / 7;

    public static int Of(int weekday, int hour) => hour * 7 + weekday;

    /// <summary>First and one past the last weekday of the same kind: workdays or weekend.</summary>
    public static (int From, int To) Kind(int weekday) => weekday < Workdays ? (0, Workdays) : (Workdays, 7);

    /// <summary>
    /// Spreads each slot over its neighbours on the ring of the week (shares 1/4, 1/2, 1/4 of the hours before, at and after); the total stays. <paramref name="from"/>
    /// and <paramref name="to"/> have <see cref="Slots"/> entries and do not overlap.
    /// </summary>
    public static void Smooth(ReadOnlySpan<double> from, Span<double> to)
    {
        for (var week = 0; week < Slots; week++)
            to[Ring(week)] = from[Ring(week - 1)] / 4 + from[Ring(week)] / 2 + from[Ring(week + 1)] / 4;
    }

    /// <summary>Slot of an hour counted from Monday 00:00, round the ring.</summary>
    public static int Ring(int hourOfWeek)
    {
        var (weekday, hour) = Math.DivRem((hourOfWeek + Slots) % Slots, 24);
        return hour * 7 + weekday;
    }
}
