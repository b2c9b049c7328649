using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>Where and when one person works on one day, and under which addresses.</summary>
internal sealed record DayPlan
{
    public required Person Person { get; init; }

    /// <summary>Local hours of the day; an end above 24 lies on the next day.</summary>
    public required double Start { get; init; }

    public required double End { get; init; }

    /// <summary>At the office; otherwise by VPN from <see cref="Place"/>.</summary>
    public required bool AtOffice { get; init; }

    public required Place Place { get; init; }

    /// <summary>Address that cloud services see.</summary>
    public required uint PublicAddress { get; init; }

    /// <summary>Where the person is and by which line, also when the VPN hides it from cloud services.</summary>
    public required Place LinePlace { get; init; }

    public required uint LineAddress { get; init; }

    /// <summary>The workstation with the address that servers see.</summary>
    public required Computer Laptop { get; init; }

    /// <summary>Null: does not work this day.</summary>
    public static DayPlan? Of(Today today, Person person, Chance chance)
    {
        var day = today.Day;
        var usual = (person.WorkDays >> day.Weekday & 1) != 0 && !IsHoliday(today, person);
        var works = usual ? !person.IsAway(day.Index) : chance.Yes(person.Department.WeekendFraction) && !(today.Wide && person.IsAway(day.Index));
        if (!works || chance.Yes(0.02))
            return null;
        var start = Math.Clamp((usual ? person.StartHour : person.StartHour + chance.Between(1, 5)) + 0.25 * chance.Normal(), 0.1, 23.5);
        var hours = usual ? person.HoursLong + 0.4 * chance.Normal() + Season.Of(today, person).MoreHours : chance.Between(1, 4);
        var (office, place, address) = Whereabouts(today, person, chance, usual);
        var laptop = office && Terminal(today, person) is { } terminal ? terminal : today.Site.Laptop(person, day.Week);
        var tunnelled = !office && person.Career is { FullTunnel: true };
        return new DayPlan
        {
            Person = person,
            Start = start,
            End = start + Math.Clamp(hours, 0.7, 13),
            AtOffice = office,
            Place = tunnelled ? Office.Headquarters.Place : place,
            PublicAddress = tunnelled ? Addresses.Gateway : address,
            LinePlace = place,
            LineAddress = address,
            Laptop = office ? laptop : laptop with { Address = Addresses.VpnLease(person.Account.Index, chance.Below(3)) },
        };
    }

    /// <summary>A random local hour within the day's work, with less around lunch.</summary>
    public double SomeHour(Chance chance)
    {
        var hour = chance.Between(Start, End);
        var middle = (Start + End) / 2;
        return Math.Abs(hour - middle) < 0.5 && chance.Yes(0.6) ? chance.Between(Start, End) : hour;
    }

    /// <summary>The home line's address in this month of the provider's.</summary>
    public static uint HomeAddress(Today today, Person person) =>
        Addresses.Home(person.Account.Index, Range.Chance.For(today.Site.Seed, person.Account.Login, today.Day.Index / 23, "line").Below(4));

    /// <summary>The warehouse works its nights on holidays too.</summary>
    private static bool IsHoliday(Today today, Person person) =>
        today.Wide && person.Department.Code != "NGT" && Holidays.Is(person.Office.Country, today.Day.Date);

    /// <summary>The shared workstation of this shift; null for those who have an own one.</summary>
    private static Computer? Terminal(Today today, Person person) => person.Career is { Terminals: { Count: > 0 } terminals }
        ? today.Chance(person.Account.Login, "terminal").PickSkewed(terminals)
        : null;

    private static (bool Office, Place Place, uint Address) Whereabouts(Today today, Person person, Chance chance, bool usual)
    {
        // A trip is drawn for a week at a time, so that its days hang together.
        var week = Range.Chance.For(today.Site.Seed, person.Account.Login, today.Day.Week, "trip");
        if (usual && week.Yes(person.Department.TripFraction * 2))
        {
            var trips = today.Wide ? Place.FarTrips : Place.Trips;
            var trip = week.Below(trips.Count);
            return (false, trips[trip], Addresses.Trip(trip, 1 + week.Below(250)));
        }

        return chance.Yes(usual ? person.HomeFractions[today.Day.Weekday] : 0.95)
            ? (false, person.Home, HomeAddress(today, person))
            : (true, person.Office.Place, person.Office.Address);
    }
}
