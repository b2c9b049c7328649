using BehaviorElasticSidecar.Entities;
using NodaTime;

namespace BehaviorElasticSidecar.Tests.Entities;

public sealed class SiteClockTests
{
    [Fact]
    public void The_week_starts_on_monday_at_midnight_local_time()
    {
        // 2024-01-01 was a Monday.
        var hour = SiteClock.In("Europe/Berlin").At(new DateTimeOffset(2023, 12, 31, 23, 0, 0, TimeSpan.Zero));

        hour.HourOfWeek.ShouldBe(0);
        DateOnly.FromDayNumber(hour.Day).ShouldBe(new DateOnly(2024, 1, 1));
    }

    [Fact]
    public void A_day_of_a_clock_change_ends_at_local_midnight()
    {
        var day = new DateOnly(2024, 3, 31).DayNumber;

        SiteClock.In("Europe/Berlin").EndOf(day).ShouldBe(new DateTimeOffset(2024, 3, 31, 22, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Who_has_a_zone_lives_by_it_and_the_others_by_the_sites()
    {
        var (tokyo, ana, ben) = (DateTimeZoneProviders.Tzdb["Asia/Tokyo"], new EntityKey(EntityKind.User, "ana"), new EntityKey(EntityKind.User, "ben"));
        var clock = SiteClock.In("Europe/Berlin").With(e => e == ana ? tokyo : null);

        clock.Of(ana).Zone.ShouldBe(tokyo);
        clock.Of(ana).ShouldBeSameAs(clock.Of(ana));
        clock.Of(ben).ShouldBeSameAs(clock);
        clock.HasZones.ShouldBeTrue();
        SiteClock.Utc.Of(ana).ShouldBeSameAs(SiteClock.Utc);
    }

    [Fact]
    public void An_unknown_zone_is_refused()
    {
        Should.Throw<ArgumentException>(() => SiteClock.In("Mars/Olympus"));
    }
}
