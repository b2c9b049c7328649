namespace BehaviorElasticSidecar.Range.Sites;

/// <summary>Public holidays: United States federal ones (with the Friday after Thanksgiving, as offices have it) and those of Berlin.</summary>
/// <remarks>5 U.S.C. 6103 with days moved off the weekend; Berlin's Sonn- und Feiertagsgesetz. Easter after Meeus, Jones, Butcher.</remarks>
internal static class Holidays
{
    public static bool Is(string country, DateOnly day) => country == "DE" ? German(day) : American(day);

    public static DateOnly Easter(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        var l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var n = h + l - 7 * m + 114;
        return new DateOnly(year, n / 31, n % 31 + 1);
    }

    private static bool German(DateOnly day) => (day.Month, day.Day) is (1, 1) or (3, 8) or (5, 1) or (10, 3) or (12, 25) or (12, 26)
        || day.DayNumber - Easter(day.Year).DayNumber is -2 or 1 or 39 or 50;

    private static bool American(DateOnly day)
    {
        if (Dated(day) || day.DayOfWeek == DayOfWeek.Friday && Dated(day.AddDays(1)) || day.DayOfWeek == DayOfWeek.Monday && Dated(day.AddDays(-1)))
            return true;
        var nth = (day.Day + 6) / 7;
        return (day.Month, day.DayOfWeek) switch
        {
            (1 or 2, DayOfWeek.Monday) => nth == 3,
            (5, DayOfWeek.Monday) => day.Day > 24,
            (9, DayOfWeek.Monday) => nth == 1,
            (10, DayOfWeek.Monday) => nth == 2,
            (11, DayOfWeek.Thursday) => nth == 4,
            (11, DayOfWeek.Friday) => day.Day is >= 23 and <= 29,
            _ => false,
        };
    }

    private static bool Dated(DateOnly day) => (day.Month, day.Day) is (1, 1) or (6, 19) or (7, 4) or (11, 11) or (12, 25);
}
