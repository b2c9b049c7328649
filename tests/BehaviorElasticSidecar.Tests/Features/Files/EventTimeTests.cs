using System.Text;
using BehaviorElasticSidecar.Features.Files;

namespace BehaviorElasticSidecar.Tests.Features.Files;

public sealed class EventTimeTests
{
    [Theory]
    [InlineData("2026-01-05T10:15:30.123Z", "2026-01-05T10:15:30.123Z")]
    [InlineData("2026-01-05T10:15:30.123999999Z", "2026-01-05T10:15:30.123Z")]
    [InlineData("2026-01-05T10:15:30.1Z", "2026-01-05T10:15:30.100Z")]
    [InlineData("2026-01-05T10:15:30,25+02:00", "2026-01-05T08:15:30.250Z")]
    [InlineData("2026-01-05T10:15:30-0330", "2026-01-05T13:45:30Z")]
    [InlineData("2026-01-05T10:15:30+02", "2026-01-05T08:15:30Z")]
    [InlineData("2026-01-05 10:15:30", "2026-01-05T10:15:30Z")]
    [InlineData("2026-01-05T10:15", "2026-01-05T10:15:00Z")]
    [InlineData("2026-01-05", "2026-01-05T00:00:00Z")]
    [InlineData("2024-02-29T23:59:59Z", "2024-02-29T23:59:59Z")]
    [InlineData("1767608100000", "2026-01-05T10:15:00Z")]
    public void A_time_is_read_to_the_millisecond(string text, string expected)
    {
        EventTime.TryParse(Encoding.UTF8.GetBytes(text), out var milliseconds).ShouldBeTrue();
        milliseconds.ShouldBe(DateTimeOffset.Parse(expected, null).ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-13-01")]
    [InlineData("2023-02-29")]
    [InlineData("0000-01-01")]
    [InlineData("2026-01-05X10:15:30Z")]
    [InlineData("2026-01-05T")]
    [InlineData("2026-01-05T10")]
    [InlineData("2026-01-05T24:00:00Z")]
    [InlineData("2026-01-05T10:15:60Z")]
    [InlineData("2026-01-05T10:15:30.Z")]
    [InlineData("2026-01-05T10:15:30ZZ")]
    [InlineData("2026-01-05T10:15:30+2")]
    [InlineData("2026-01-05T10:15:30+02:0")]
    [InlineData("2026-01-05T10:15:30+99:00")]
    [InlineData("17676081000x0")]
    [InlineData("99999999999999999999")]
    [InlineData("Mon Jan 5 10:15:30 2026")]
    public void What_is_no_time_is_refused(string text) => EventTime.TryParse(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();
}
