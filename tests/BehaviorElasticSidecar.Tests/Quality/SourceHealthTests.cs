using BehaviorElasticSidecar.Quality;

namespace BehaviorElasticSidecar.Tests.Quality;

public sealed class SourceHealthTests
{
    [Fact]
    public void Eight_weeks_with_weekends_and_noise_raise_nothing() => Days.After(Days.Weeks(8)).Changes.ShouldBeEmpty();

    [Fact]
    public void A_source_that_falls_silent_is_told_once_and_once_when_it_is_back()
    {
        SourceDay[] outage = [Days.Office(28, isDown: h => h >= 13), Days.Office(29, volume: 0), Days.Office(30, volume: 0), Days.Office(31)];

        var (health, changes) = Days.After(Days.Weeks(4).Concat(outage));

        changes.Select(c => (c.Trouble.Kind, c.IsEnd, c.Day)).ShouldBe([(TroubleKind.Silent, false, Days.Monday.AddDays(28)), (TroubleKind.Silent, true, Days.Monday.AddDays(31))]);
        changes[0].Trouble.Since.ShouldBe(Days.Monday.AddDays(28).AddHours(13));
        health.Troubles.ShouldBeEmpty();
    }

    [Fact]
    public void Silence_lasts_through_a_weekend_and_never_becomes_usual()
    {
        var gone = Enumerable.Range(28, 40).Select(d => Days.Office(d, volume: 0));

        var (health, changes) = Days.After(Days.Weeks(4).Concat(gone));

        changes.ShouldHaveSingleItem().IsEnd.ShouldBeFalse();
        // The last event was on Friday evening.
        health.Troubles.ShouldHaveSingleItem().Since.ShouldBe(Days.Monday.AddDays(25).AddHours(18));
        health.Freezes(["user"]).ShouldBeTrue();
    }

    [Fact]
    public void An_hour_without_events_is_a_gap_when_it_never_was_before_and_no_trouble_afterwards()
    {
        var quiet = Days.Office(28, isDown: h => h is 10 or 11 or 12);

        var (before, _) = Days.After(Days.Weeks(4));
        var (_, changes) = Days.After(Days.Weeks(4).Append(quiet));

        before.Gaps(quiet).ShouldBe([(quiet.Day.AddHours(10), quiet.Day.AddHours(13))]);
        before.Gaps(Days.Office(28)).ShouldBeEmpty();
        changes.ShouldBeEmpty();
    }

    [Fact]
    public void A_third_of_the_volume_is_low_and_freezes_nothing()
    {
        var (health, changes) = Days.After(Days.Weeks(4).Append(Days.Office(28, volume: 0.33)));

        changes.ShouldHaveSingleItem().Trouble.Kind.ShouldBe(TroubleKind.Low);
        changes[0].Expected.ShouldBe(1060, 60);
        health.Freezes(["user"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0.6)]
    [InlineData(3)]
    public void Less_or_more_that_is_not_much_is_nothing(double volume) =>
        Days.After(Days.Weeks(4).Append(Days.Office(28, volume))).Changes.ShouldBeEmpty();

    [Fact]
    public void A_source_that_has_been_as_low_before_is_not_low()
    {
        var history = Days.Weeks(4).Select((d, i) => i == 10 ? Days.Office(i, volume: 0.3) : d);

        Days.After(history.Append(Days.Office(28, volume: 0.31))).Changes.ShouldBeEmpty();
    }

    [Fact]
    public void A_lost_field_freezes_what_needs_it_until_it_is_back()
    {
        var (lost, began) = Days.After(Days.Weeks(4).Append(Days.Office(28, user: 0.02)));
        var (back, ended) = lost.After(Days.Office(29));

        began.Select(c => (c.Trouble.Kind, c.Trouble.Part, c.IsEnd)).ShouldBe([(TroubleKind.Lost, "user", false)]);
        (lost.Freezes(["user", "event.action"]), lost.Freezes(["host"])).ShouldBe((true, false));
        ended.ShouldHaveSingleItem().IsEnd.ShouldBeTrue();
        back.Freezes(["user"]).ShouldBeFalse();
    }

    [Fact]
    public void A_flood_of_other_events_takes_no_field_away()
    {
        var usual = Days.Office(28);
        var flood = usual with { Hours = [.. usual.Hours.Select(h => h * 20)] };

        Days.After(Days.Weeks(4).Append(flood)).Changes.ShouldBeEmpty();
    }

    [Fact]
    public void What_stays_lost_for_two_weeks_is_usual_from_then_on()
    {
        var (health, changes) = Days.After(Days.Weeks(4).Concat(Enumerable.Range(28, 21).Select(d => Days.Office(d, user: 0))));

        changes.Select(c => (c.IsEnd, c.IsAccepted)).ShouldBe([(false, false), (true, true)]);
        (changes[1].Day - changes[0].Day).TotalDays.ShouldBe(SourceHealth.PatienceDays);
        health.Freezes(["user"]).ShouldBeFalse();
    }

    [Fact]
    public void Nothing_is_judged_in_the_first_two_weeks() =>
        Days.After(Days.Weeks(2).SkipLast(1).Append(Days.Office(14, volume: 0))).Changes.ShouldBeEmpty();

    [Fact]
    public void Written_and_read_again_it_judges_alike()
    {
        var (health, _) = Days.After(Days.Weeks(4).Append(Days.Office(28, user: 0.02)).Append(Days.Office(29, user: 0.02, isDown: h => h > 12)));

        var read = Read(Written(health));

        Written(read).ShouldBe(Written(health));
        Written(health).Length.ShouldBeLessThan(10_000);
        read.Troubles.ShouldBe(health.Troubles);
        foreach (var next in new[] { Days.Office(30), Days.Office(30, volume: 0), Days.Office(30, user: 0) })
            read.After(next).Changes.ShouldBe(health.After(next).Changes);
    }

    [Fact]
    public void A_newer_format_is_refused()
    {
        var bytes = Written(SourceHealth.Unknown("logs"));
        bytes[0] = 99;

        Should.Throw<InvalidDataException>(() => Read(bytes)).Message.ShouldContain("upgrade");
    }

    private static byte[] Written(SourceHealth health)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
            health.Write(writer);
        return stream.ToArray();
    }

    private static SourceHealth Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        return SourceHealth.Read(reader);
    }
}
