namespace BehaviorElasticSidecar.Range.Sites;

/// <summary>A person with habits. Everything that makes one differ from the next is drawn once, from the site's seed and the person's number.</summary>
internal sealed record Person
{
    public required Account Account { get; init; }

    public required Department Department { get; init; }

    public required string LaptopName { get; init; }

    public required Place Home { get; init; }

    /// <summary>Usual start of the day, local hour 0..24.</summary>
    public required double StartHour { get; init; }

    /// <summary>Length of the day in hours.</summary>
    public required double HoursLong { get; init; }

    /// <summary>Bit 0 is Monday: days worked at all.</summary>
    public required int WorkDays { get; init; }

    /// <summary>Chance to work from home, by weekday from Monday.</summary>
    public required IReadOnlyList<double> HomeFractions { get; init; }

    /// <summary>How much more or less than others this person does; log-normal around 1.</summary>
    public required double Activity { get; init; }

    /// <summary>Chance to mistype the password at one logon.</summary>
    public required double TypoFraction { get; init; }

    /// <summary>Servers used, most used first.</summary>
    public required IReadOnlyList<Computer> Servers { get; init; }

    /// <summary>Linux servers used; empty for most.</summary>
    public required IReadOnlyList<Computer> LinuxServers { get; init; }

    public required IReadOnlyList<string> Programs { get; init; }

    public required Browser Browser { get; init; }

    /// <summary>Where this person works and by which clock; the narrow sample has one office.</summary>
    public Office Office { get; init; } = Office.Headquarters;

    public string Title { get; init; } = "Clerk";

    /// <summary>Login of whom this person reports to; null at the top.</summary>
    public string? Manager { get; init; }

    public DateOnly EmployedFrom { get; init; } = new(2020, 1, 1);

    /// <summary>Last day of employment; null for those who stay.</summary>
    public DateOnly? EmployedUntil { get; init; }

    /// <summary>First day of a week away, as days since the range's start; most never in range.</summary>
    public required int HolidayFrom { get; init; }

    /// <summary>What happens to this person in a wide range; null in the narrow one.</summary>
    public Career? Career { get; init; }

    /// <summary>On vacation on this day, in days since the range's start.</summary>
    public bool IsAway(int day) => Career is { } career
        ? career.Vacations.Any(v => day >= v.From && day < v.From + v.Days)
        : day >= HolidayFrom && day <= HolidayFrom + 6;

    public bool IsEmployed(int day) => Career is not { } career || day >= career.FirstDay && day <= career.LastDay;

    /// <summary>Who this person is on this day: after a move, the old habits for some days yet, ever less often.</summary>
    public Person On(int day, ulong seed)
    {
        if (Career is not { Later: { } later } career || day < career.MovesOn)
            return this;
        const double HabitDays = 8;
        return Chance.For(seed, Account.Login, day, "move").Yes((day - career.MovesOn + 1) / HabitDays) ? later : this;
    }

    /// <summary>There from the first day to the last, in one department.</summary>
    public bool IsSteady => Career is null or { FirstDay: < 0, LastDay: int.MaxValue, Later: null };
}

/// <summary>What the user agent tells of a device.</summary>
internal sealed record Browser(string Name, string Version, string Os, string OsVersion, string Device, string Original)
{
    public static IReadOnlyList<Browser> Office { get; } =
    [
        new("Edge", "134.0.0.0", "Windows", "11", "Other", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Safari/537.36 Edg/134.0.0.0"),
        new("Chrome", "134.0.0.0", "Windows", "11", "Other", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Safari/537.36"),
        new("Firefox", "136.0.", "Windows", "11", "Other", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:136.0) Gecko/20100101 Firefox/136.0"),
    ];

    public static Browser Phone { get; } = new("Mobile Safari", "18.3", "iOS", "18.3", "iPhone",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Mobile/15E148 Safari/604.1");

    public static Browser Stranger { get; } = new("Firefox", "128.0.", "Linux", "", "Other",
        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0");
}
