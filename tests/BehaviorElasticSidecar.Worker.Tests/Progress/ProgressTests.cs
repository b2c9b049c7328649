using BehaviorElasticSidecar.Worker.Execution;
using BehaviorElasticSidecar.Worker.Progress;

namespace BehaviorElasticSidecar.Worker.Tests.Progress;

public sealed class ProgressTests
{
    [Theory]
    [InlineData(0.25, 60, "Reading: 1,200,000 events, 20,000/s, 25 %, 3 min 00 s left")]
    [InlineData(1.0, 60, "Reading: 1,200,000 events, 20,000/s, 100 %, 0 s left")]
    [InlineData(0.0, 60, "Reading: 1,200,000 events, 20,000/s, 0 %")]
    [InlineData(0.001, 60, "Reading: 1,200,000 events, 20,000/s, 0 %")]
    public void Progress_tells_amount_rate_share_and_time_left(double fraction, int seconds, string expected) =>
        ProgressText.Line(new RunProgress("Reading", 1_200_000, "events", fraction), TimeSpan.FromSeconds(seconds)).ShouldBe(expected);

    [Fact]
    public void Without_an_end_no_share_is_invented() =>
        ProgressText.Line(new RunProgress("Reading", 5, "days", null), TimeSpan.FromSeconds(10)).ShouldBe("Reading: 5 days, 0.5/s");

    [Fact]
    public void Lines_come_after_a_pause_and_then_once_a_pause()
    {
        var time = new HandTime();
        var lines = new List<string>();
        var progress = new PlainProgress(time, TimeSpan.FromSeconds(5), lines.Add);
        for (var second = 0; second < 12; second++)
        {
            progress.Report(new RunProgress("Reading", second, "events", null));
            time.Advance(TimeSpan.FromSeconds(1));
        }

        lines.ShouldBe(["Reading: 5 events, 1.0/s", "Reading: 10 events, 1.0/s"]);
    }

    private sealed class HandTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
