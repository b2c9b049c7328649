using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources.Yaml;
using NodaTime;

namespace BehaviorElasticSidecar.Tests.Entities;

public sealed class HolidayCalendarTests
{
    private const string Text = """
        holidays:
          - { date: 2026-05-25, name: Memorial Day, zones: [America/Chicago, America/New_York] }
          - { date: [2026-04-03, 2026-04-06], name: Easter, zones: Europe/Berlin }
          - { yearly: 12-25, name: Christmas Day }
          - yearly: 02-29
        """;

    [Fact]
    public void A_holiday_is_one_for_everybody_or_in_its_zones()
    {
        var calendar = Calendars.Read(Text);

        calendar.In("America/Chicago")!.NameOf(Day(2026, 5, 25)).ShouldBe("Memorial Day");
        calendar.In("Europe/Berlin")!.Has(Day(2026, 5, 25)).ShouldBeFalse();
        calendar.In("Europe/Berlin")!.In(Day(2026, 4, 1), Day(2026, 4, 6)).ToArray().ShouldBe([Day(2026, 4, 3), Day(2026, 4, 6)]);
        calendar.In("UTC")!.NameOf(Day(2031, 12, 25)).ShouldBe("Christmas Day");
        (calendar.In("UTC")!.Has(Day(2028, 2, 29)), calendar.In("UTC")!.Has(Day(2026, 2, 28)), calendar.In("UTC")!.Has(Day(2026, 3, 1))).ShouldBe((true, false, false));
    }

    [Fact]
    public void Its_hash_follows_its_content_not_its_order()
    {
        Calendars.Of("2026-05-25", "2026-12-25").Hash.ShouldBe(Calendars.Of("2026-12-25", "2026-05-25").Hash);
        Calendars.Of("2026-05-25").Hash.ShouldNotBe(Calendars.Of("2026-05-26").Hash);
        Calendars.Read("").Hash.ShouldBeNull();
        Calendars.Read("").In("UTC").ShouldBeNull();
    }

    [Theory]
    [InlineData("holidays:\n  - date: 25.12.2026", "holidays[0].date", "not a day")]
    [InlineData("holidays:\n  - date: [2026-12-25, 2026-02-30]", "holidays[0].date[1]", "not a day")]
    [InlineData("holidays:\n  - yearly: 2026-12-25", "holidays[0].yearly", "not a day of a year")]
    [InlineData("holidays:\n  - name: Christmas", "holidays[0].date", "missing")]
    [InlineData("holidays:\n  - { date: 2026-12-25, zones: Europe/Berlim }", "holidays[0].zones", "did you mean 'Europe/Berlin'?")]
    [InlineData("holidays:\n  - { date: 2026-12-25, zone: Europe/Berlin }", "holidays[0].zone", "did you mean 'zones'?")]
    [InlineData("hollidays: []", "hollidays", "did you mean 'holidays'?")]
    public void A_fault_names_line_and_key(string text, string key, string message)
    {
        var faults = new YamlFaults();
        HolidayCalendar.Read("calendar.yml", text, faults);

        var fault = faults.Sorted.ShouldHaveSingleItem();
        (fault.File, fault.Key, fault.Line).ShouldBe(("calendar.yml", key, text.Count(c => c == '\n') + 1));
        fault.Message.ShouldContain(message);
    }

    [Fact]
    public void A_holiday_has_the_hours_of_a_sunday_and_its_own_day()
    {
        var clock = SiteClock.In("Europe/Berlin", Calendars.Read(Text));

        var friday = clock.At(new DateTimeOffset(2026, 4, 3, 7, 0, 0, TimeSpan.Zero));

        (friday.HourOfWeek, friday.Day, friday.Weekday).ShouldBe((6 * 24 + 9, Day(2026, 4, 3), 4));
        clock.At(new DateTimeOffset(2026, 4, 2, 7, 0, 0, TimeSpan.Zero)).HourOfWeek.ShouldBe(3 * 24 + 9);
    }

    [Fact]
    public void A_bucket_of_a_day_is_a_holiday_or_a_closing_where_most_of_it_is()
    {
        var clock = SiteClock.In("America/Chicago", Calendars.Read(Text));
        DateTimeOffset sunday = new(2026, 5, 24, 0, 0, 0, TimeSpan.Zero), monday = sunday.AddDays(1), day = new(2026, 4, 29, 0, 0, 0, TimeSpan.Zero);

        (clock.At(monday, TimeSpan.FromDays(1)).HourOfWeek / 24, clock.At(monday, TimeSpan.FromDays(1)).Day).ShouldBe((5, Day(2026, 5, 24)), "most of Sunday begins on Saturday evening");
        clock.At(sunday, TimeSpan.FromDays(1)).HourOfWeek.ShouldBe(clock.At(monday, TimeSpan.FromDays(1)).HourOfWeek);
        clock.At(monday.AddDays(1), TimeSpan.FromDays(1)).HourOfWeek.ShouldBe(0 * 24 + 19);
        clock.At(monday.AddHours(6), TimeSpan.FromHours(1)).HourOfWeek.ShouldBe(6 * 24 + 1);
        (clock.At(day, TimeSpan.FromDays(1)).Closing, clock.At(day, TimeSpan.FromHours(1)).Closing).ShouldBe((Closing.Month, Closing.None));
    }

    [Fact]
    public void Who_lives_in_another_zone_has_its_holidays()
    {
        var (ana, berlin) = (new EntityKey(EntityKind.User, "ana"), DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
        var clock = SiteClock.In("America/Chicago", Calendars.Read(Text)).With(e => e == ana ? berlin : null);
        var noon = new DateTimeOffset(2026, 4, 3, 17, 0, 0, TimeSpan.Zero);

        clock.At(noon).HourOfWeek.ShouldBe(4 * 24 + 12);
        clock.Of(ana).At(noon).HourOfWeek.ShouldBe(6 * 24 + 19);
    }

    private static int Day(int year, int month, int day) => new DateOnly(year, month, day).DayNumber;
}
