using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;
using NodaTime;

namespace BehaviorElasticSidecar.Tests.Range;

/// <summary>What makes one person's weeks differ from the next one's: hours, vacations, travel, nights on call, busy days.</summary>
public sealed class PersonalLifeTests
{
    private static readonly LocalTime NightBegins = new(22, 0), NightEnds = new(5, 0);

    private static IEnumerable<Person> Steady => LivedQuarter.Site.People.Where(p => p.IsSteady);

    [Fact]
    public void Everybody_keeps_hours_of_their_own()
    {
        var people = Steady.Where(p => p.StartHour is > 6 and < 12).ToDictionary(p => p.Account.Login);
        var begins = LivedQuarter.Of(ActKind.WindowsLogon).Where(a => a.Number is 2 or 11 && people.ContainsKey(a.Who!.Login))
            .Select(a => (Person: people[a.Who!.Login], At: LivedQuarter.Local(a, people[a.Who!.Login].Office)))
            .GroupBy(a => a.Person).Select(g => (Person: g.Key, Hour: Median(g.GroupBy(a => a.At.Date).Select(d => d.Min(a => HourOf(a.At)))))).ToList();

        begins.Count.ShouldBeGreaterThan(80);
        begins.ShouldAllBe(b => Math.Abs(b.Hour - b.Person.StartHour) < 0.5);
        var hours = begins.Select(b => b.Hour).Order().ToList();
        (hours[hours.Count * 9 / 10] - hours[hours.Count / 10]).ShouldBeGreaterThan(1.5);
    }

    [Fact]
    public void A_vacation_leaves_only_the_phone_for_some_of_them_far_away()
    {
        var away = Steady.ToDictionary(p => p.Account.Login);
        // A night that began on the last working day ends on the first one off.
        var onVacation = LivedQuarter.Acts.Select(a => a.Act).Where(a => a.Who is { } who && away.TryGetValue(who.Login, out var person) && DayOf(a, person) is var day && person.IsAway(day) && person.IsAway(day - 1)).ToList();

        onVacation.Select(a => a.Who!.Login).Distinct().Count().ShouldBeGreaterThan(20);
        onVacation.ShouldAllBe(a => a.Kind == ActKind.EntraSignIn && a.Browser == Browser.Phone);
        onVacation.Count(a => Place.Vacations.Contains(a.At!)).ShouldBeGreaterThan(5);
    }

    [Fact]
    public void A_business_trip_is_one_place_for_days_and_often_abroad()
    {
        var trips = LivedQuarter.Of(ActKind.VpnUp).Where(a => Place.FarTrips.Contains(a.At!)).GroupBy(a => (a.Who!.Login, Week: new LocalDay(DateTimeZone.Utc, DateOf(a), 0).Week)).ToList();

        trips.Count.ShouldBeGreaterThan(10);
        trips.ShouldAllBe(t => t.Select(a => a.At).Distinct().Count() == 1);
        trips.Count(t => t.Select(DateOf).Distinct().Count() >= 3).ShouldBeGreaterThan(5);
        trips.Select(t => t.First().At!.Country).Distinct().Count().ShouldBeGreaterThan(3);
    }

    [Fact]
    public void Engineers_are_called_at_night_in_their_own_week_of_eight()
    {
        var engineers = Steady.Where(p => p.LinuxServers.Count > 0 && !p.Department.Privileged).ToDictionary(p => p.Account.Login);
        var calls = LivedQuarter.Of(ActKind.VpnUp).Where(a => engineers.ContainsKey(a.Who!.Login))
            .Select(a => (Person: engineers[a.Who!.Login], At: LivedQuarter.Local(a, engineers[a.Who!.Login].Office))).Where(c => IsNight(c.At)).ToList();

        calls.Count.ShouldBeGreaterThan(10);
        calls.ShouldAllBe(c => new LocalDay(DateTimeZone.Utc, LivedQuarter.Night(c.At).ToDateOnly(), 0).Week % 8 == c.Person.Career!.OnCallSlot);
    }

    [Fact]
    public void On_some_nights_one_of_it_is_called()
    {
        var staff = LivedQuarter.Site.People.Where(p => p.Department.Privileged).ToDictionary(p => p.Account.Login, p => p.Office);
        var nights = LivedQuarter.Of(ActKind.OktaSignIn).Where(a => a.Text == "Admin Console" && staff.ContainsKey(a.Who!.Login))
            .Select(a => (a.Who!.Login, At: LivedQuarter.Local(a, staff[a.Who!.Login]))).Where(c => IsNight(c.At)).GroupBy(c => LivedQuarter.Night(c.At)).ToList();

        nights.Count.ShouldBeInRange(LivedQuarter.Options.Days / 6, LivedQuarter.Options.Days / 2);
        nights.ShouldAllBe(n => n.Select(c => c.Login).Distinct().Count() == 1);
        nights.SelectMany(n => n).Select(c => c.Login).Distinct().Count().ShouldBeGreaterThan(3);
    }

    [Fact]
    public void Accounting_does_more_at_the_end_of_a_month()
    {
        LocalDate[] closing = [new(2026, 4, 29), new(2026, 4, 30), new(2026, 5, 5)], quiet = [new(2026, 4, 15), new(2026, 4, 16), new(2026, 4, 21)];

        closing.Sum(d => LivedQuarter.ActsOf("Accounting", d)).ShouldBeGreaterThan(quiet.Sum(d => LivedQuarter.ActsOf("Accounting", d)) * 9 / 8);
    }

    private static bool IsNight(LocalDateTime time) => time.TimeOfDay >= NightBegins || time.TimeOfDay < NightEnds;

    private static int DayOf(in Act act, Person person) => LivedQuarter.Local(act, person.Office).Date.ToDateOnly().DayNumber - LivedQuarter.Options.From.DayNumber;

    private static DateOnly DateOf(Act act) => LivedQuarter.Local(act).Date.ToDateOnly();

    private static double HourOf(LocalDateTime time) => time.Hour + time.Minute / 60.0;

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
