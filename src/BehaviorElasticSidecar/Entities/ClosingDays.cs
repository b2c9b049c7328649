namespace BehaviorElasticSidecar.Entities;

/// <summary>Whether books are closed on a day.</summary>
public enum Closing
{
    None,

    /// <summary>Of a month that is no quarter's last.</summary>
    Month,

    /// <summary>Of a quarter of the calendar year.</summary>
    Quarter,
}

/// <summary>The days around the end of a month: from its last but one workday to the third of the next, days of rest among them included.</summary>
/// <remarks>Workdays are Monday to Friday without holidays. Days are <see cref="DateOnly.DayNumber"/>s. O(1).</remarks>
internal static class ClosingDays
{
    private const int Before = 2, After = 3, MonthsOfQuarter = 3;

    public static Closing Of(int day, Holidays? holidays)
    {
        var date = DateOnly.FromDayNumber(day);
        var first = day - date.Day + 1;
        var last = first + DateTime.DaysInMonth(date.Year, date.Month) - 1;
        if (HasFewer(After, first, day - 1, holidays))
            return date.Month % MonthsOfQuarter == 1 ? Closing.Quarter : Closing.Month;
        if (HasFewer(Before, day + 1, last, holidays))
            return date.Month % MonthsOfQuarter == 0 ? Closing.Quarter : Closing.Month;
        return Closing.None;
    }

    private static bool HasFewer(int workdays, int from, int to, Holidays? holidays)
    {
        for (var day = from; day <= to && workdays > 0; day++)
            if (SiteClock.WeekdayOf(day) < SiteClock.Saturday && holidays?.Has(day) != true)
                workdays--;
        return workdays > 0;
    }
}
