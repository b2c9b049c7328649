using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>What the calendar asks of a department on one day: month and quarter end in accounting, the end of a quarter in sales, a joiner's first weeks.</summary>
/// <param name="Amount">Times the usual amount of work.</param>
/// <param name="MoreHours">Added to the day.</param>
internal readonly record struct Season(double Amount, double MoreHours)
{
    private const int ClosingDaysBefore = 2, ClosingDaysAfter = 3, FirstWeeksDays = 14;

    public static Season Of(Today today, Person person)
    {
        if (!today.Wide)
            return new Season(1, 0);
        var date = today.Day.Date;
        var season = (person.Department.Code, Closing(date), QuarterEnds(date)) switch
        {
            ("ACC", true, true) => new Season(2.2, 3),
            ("ACC", true, false) => new Season(1.6, 1.7),
            ("SAL", true, true) => new Season(1.4, 0.8),
            _ => new Season(1, 0),
        };
        return person.Career is { FirstDay: >= 0 and var first } && today.Day.Index < first + FirstWeeksDays ? season with { Amount = season.Amount * 0.6 } : season;
    }

    /// <summary>The last two weekdays of a month and the first three of the next.</summary>
    public static bool Closing(DateOnly date) =>
        Weekdays(date, new DateOnly(date.Year, date.Month, DateTime.DaysInMonth(date.Year, date.Month))) <= ClosingDaysBefore
        || Weekdays(new DateOnly(date.Year, date.Month, 1), date) <= ClosingDaysAfter;

    private static bool QuarterEnds(DateOnly date) => date.Day > 20 ? date.Month % 3 == 0 : date.Month % 3 == 1;

    private static int Weekdays(DateOnly from, DateOnly to)
    {
        var count = 0;
        for (var day = from; day <= to; day = day.AddDays(1))
            count += day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 1;
        return count;
    }
}
