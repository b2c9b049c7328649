using BehaviorElasticSidecar.Range;
using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;
using NodaTime;

namespace BehaviorElasticSidecar.Tests.Range;

public sealed class WideLifeTests
{
    private static SampleOptions Quarter => LivedQuarter.Options;

    private static Organisation Site => LivedQuarter.Site;

    [Fact]
    public void Joiners_and_leavers_are_silent_outside_their_dates()
    {
        var turned = Site.People.Where(p => p.EmployedUntil is not null || p.EmployedFrom >= Quarter.From).ToList();

        turned.Count.ShouldBeGreaterThan(6);
        foreach (var person in turned)
        {
            var days = Of(person.Account.Login).Select(t => t.Date).Distinct().ToList();
            days.ShouldNotBeEmpty(person.Account.Login);
            days.Min().ShouldBeGreaterThanOrEqualTo(LocalDate.FromDateOnly(person.EmployedFrom));
            // A night shift ends on the day after.
            days.Max().ShouldBeLessThanOrEqualTo(LocalDate.FromDateOnly(person.EmployedUntil ?? DateOnly.MaxValue.AddDays(-2)).PlusDays(1));
        }
    }

    [Fact]
    public void A_holiday_is_quieter_than_the_same_weekday_a_week_before()
    {
        // Good Friday is one in Berlin, not in the United States.
        var (holiday, before) = (new LocalDate(2026, 4, 3), new LocalDate(2026, 3, 27));

        (Active("Berlin", holiday) * 4).ShouldBeLessThan(Active("Berlin", before));
        Active("Chicago", holiday).ShouldBeGreaterThan(Active("Chicago", before) * 3 / 4);
    }

    [Fact]
    public void Offices_begin_by_their_own_clocks_through_both_clock_changes()
    {
        foreach (var office in Office.All)
        {
            foreach (var week in new[] { new LocalDate(2026, 3, 3), new LocalDate(2026, 3, 17), new LocalDate(2026, 4, 14) })
            {
                var people = Site.People.Where(p => p.Office == office && p.Department.StartHour is > 7 and < 9).ToDictionary(p => p.Account.Login);
                var begins = LivedQuarter.Acts.Where(a => a.Act.Kind == ActKind.WindowsLogon && a.Act.Number is 2 or 11 && a.Act.Who is { } who && people.ContainsKey(who.Login))
                    .Select(a => LivedQuarter.Local(a.Act, office)).Where(t => t.Date == week).Select(t => t.Hour + t.Minute / 60.0).Order().ToList();
                begins[begins.Count / 2].ShouldBe(8.3, 0.8, $"{office.Name} {week}");
            }
        }
    }

    [Fact]
    public void Accounting_does_more_at_the_end_of_the_quarter()
    {
        var quiet = LivedQuarter.ActsOf("Accounting", new LocalDate(2026, 3, 17)) + LivedQuarter.ActsOf("Accounting", new LocalDate(2026, 3, 18));
        var closing = LivedQuarter.ActsOf("Accounting", new LocalDate(2026, 3, 31)) + LivedQuarter.ActsOf("Accounting", new LocalDate(2026, 4, 1));

        closing.ShouldBeGreaterThan(quiet * 5 / 4);
    }

    [Fact]
    public void The_new_application_server_takes_over_from_one_day_on()
    {
        var byDay = LivedQuarter.Acts.Where(a => a.Act.Kind == ActKind.WindowsLogon && a.Act.Number == 3 && a.Act.Who!.Index < Quarter.People)
            .GroupBy(a => a.Day / 5).ToDictionary(g => g.Key, g => (Old: g.Count(a => a.Act.On == Site.Servers.AppServer), New: g.Count(a => a.Act.On == Site.Servers.NewAppServer)));

        byDay[0].New.ShouldBe(0);
        byDay[0].Old.ShouldBeGreaterThan(0);
        byDay[17].Old.ShouldBe(0);
        byDay[17].New.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Updates_reach_nearly_all_machines_within_a_night_and_a_morning()
    {
        var patched = LivedQuarter.Acts.Where(a => a.Act.Text == "wusa.exe").ToList();

        patched.Select(a => a.Day / 30).Distinct().Count().ShouldBe(3);
        patched.Where(a => a.Day is >= 7 and <= 9).Select(a => a.Act.On!.Name).Distinct().Count().ShouldBeGreaterThan(Quarter.People * 9 / 10);
    }

    [Fact]
    public void The_scanner_asks_nearly_all_machines_every_Thursday()
    {
        var asked = LivedQuarter.Acts.Where(a => a.Act.Kind == ActKind.Flow && a.Act.On == Site.Servers.Scanner).GroupBy(a => a.Day).ToList();

        asked.Count.ShouldBeInRange(Quarter.Days / 7, Quarter.Days / 7 + 1);
        asked.ShouldAllBe(g => g.Select(a => a.Act.To).Distinct().Count() > Quarter.People * 9 / 10);
    }

    [Fact]
    public void An_expired_password_fails_several_times_before_it_is_changed()
    {
        var changes = LivedQuarter.Acts.Where(a => a.Act.Kind == ActKind.DirectoryChange && a.Act.Number == 4723).ToList();

        changes.Count(c => LivedQuarter.Acts.Count(a => a.Day == c.Day && a.Act.Kind == ActKind.WindowsLogonFailed && a.Act.Who == c.Act.Who && a.Act.Number == 7 && a.Act.TimeMs < c.Act.TimeMs) >= 3)
            .ShouldBeGreaterThan(Quarter.People / 3);
    }

    [Fact]
    public void Terminals_are_used_by_several_people_a_day() =>
        LivedQuarter.Acts.Where(a => a.Act.Kind == ActKind.WindowsLogon && a.Act.Number == 2 && a.Act.On!.Name.StartsWith("whs-term", StringComparison.Ordinal))
            .GroupBy(a => (a.Day, a.Act.On!.Name)).Max(g => g.Select(a => a.Act.Who!.Login).Distinct().Count()).ShouldBeGreaterThan(2);

    [Fact]
    public void New_laptops_replace_the_old_ones()
    {
        var renewed = Site.People.First(p => p.IsSteady && p.Career!.NewLaptopWeek < int.MaxValue && p.Career.Terminals.Count == 0);
        var names = LivedQuarter.Acts.Where(a => a.Act.Kind == ActKind.WindowsLogoff && a.Act.Who!.Login == renewed.Account.Login && a.Act.Number == 2)
            .Select(a => a.Act.On!.Name).ToList();

        names.Distinct().ShouldBe([renewed.LaptopName, renewed.Career!.NewLaptopName]);
        names.LastIndexOf(renewed.LaptopName).ShouldBeLessThan(names.IndexOf(renewed.Career.NewLaptopName));
    }

    [Fact]
    public void Movers_take_over_the_new_departments_programs()
    {
        var movers = Site.People.Where(p => p.Career!.Later is not null).ToList();

        movers.ShouldNotBeEmpty();
        var mover = movers.First(p => p.Career!.MovesOn < Quarter.Days - 20);
        var programs = LivedQuarter.Acts.Where(a => a.Act.Kind == ActKind.ProcessStart && a.Act.Who!.Login == mover.Account.Login && a.Act.Detail == "explorer.exe" && a.Act.On!.Name == mover.LaptopName)
            .ToLookup(a => a.Day < mover.Career!.MovesOn, a => a.Act.Text!);
        programs[true].ShouldAllBe(p => mover.Programs.Contains(p));
        programs[false].Intersect(mover.Career!.Later!.Programs.Except(mover.Programs)).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("US", 2026, 1, 19, true)]
    [InlineData("US", 2026, 5, 25, true)]
    [InlineData("US", 2026, 7, 3, true)]
    [InlineData("US", 2026, 11, 26, true)]
    [InlineData("US", 2026, 11, 27, true)]
    [InlineData("US", 2026, 4, 3, false)]
    [InlineData("DE", 2026, 4, 3, true)]
    [InlineData("DE", 2026, 5, 14, true)]
    [InlineData("DE", 2026, 5, 25, true)]
    [InlineData("DE", 2026, 7, 4, false)]
    public void Holidays_are_those_of_the_country(string country, int year, int month, int day, bool is_) =>
        Holidays.Is(country, new DateOnly(year, month, day)).ShouldBe(is_);

    private static IEnumerable<LocalDateTime> Of(string login)
    {
        var office = Site.People.First(p => p.Account.Login == login).Office;
        return LivedQuarter.Acts.Where(a => a.Act.Who?.Login == login).Select(a => LivedQuarter.Local(a.Act, office));
    }

    /// <summary>People of the office with a logon at a workstation on that date.</summary>
    private static int Active(string name, LocalDate date)
    {
        var office = Office.All.First(o => o.Name == name);
        var people = Site.People.Where(p => p.Office == office && p.Department.Code != "NGT").Select(p => p.Account.Login).ToHashSet();
        return LivedQuarter.Acts.Where(a => a.Act.Kind == ActKind.WindowsLogon && a.Act.Number is 2 or 11 && people.Contains(a.Act.Who!.Login) && LivedQuarter.Local(a.Act, office).Date == date)
            .Select(a => a.Act.Who!.Login).Distinct().Count();
    }
}
