using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Tests.Cycles;

public sealed class WholeSpansTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Neighbours_are_one_span_and_what_is_out_of_reach_is_forgotten()
    {
        var spans = Known();
        foreach (var hour in new[] { 0, 1, 2, 10, 11 })
            spans.Add("q", Hour(hour));
        spans.Of("q").ShouldBe([new TimeBucket(Day, Day.AddHours(3)), new TimeBucket(Day.AddHours(10), Day.AddHours(12))]);

        spans.Add("q", Hour(51));
        spans.Of("q").ShouldBe([new TimeBucket(Day.AddHours(10), Day.AddHours(12)), Hour(51)]);
    }

    [Fact]
    public void A_checkpoint_keeps_what_its_next_bucket_reaches()
    {
        var spans = Known();
        spans.Add("q", Hour(0));
        spans.At("q", Day.AddHours(48))!.Count.ShouldBe(1);
        spans.At("q", Day.AddHours(49))!.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_not_known_stays_so_until_it_is_told()
    {
        var spans = new WholeSpans();
        spans.Add("q", Hour(0));
        spans.IsKnown("q").ShouldBeFalse();
        spans.At("q", Day).ShouldBeNull();
        spans.Know("q", []);
        spans.At("q", Day).ShouldBeEmpty();
    }

    private static WholeSpans Known()
    {
        var spans = new WholeSpans();
        spans.Know("q", []);
        return spans;
    }

    private static TimeBucket Hour(int hour) => new(Day.AddHours(hour), Day.AddHours(hour + 1));
}
