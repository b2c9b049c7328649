using BehaviorElasticSidecar.Engine;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BehaviorElasticSidecar.Tests.Engine;

public sealed class SearchPaceTests
{
    private readonly FastTime _time = new();
    private readonly SearchPace _pace;

    public SearchPaceTests() => _pace = new SearchPace(_time, NullLogger.Instance);

    [Fact]
    public async Task Pages_that_take_as_long_as_usual_never_wait()
    {
        for (var page = 0; page < 200; page++)
            await PageAsync(page % 2 == 0 ? 800 : 1600);

        _time.Waits.ShouldBeEmpty();
        _pace.Waited.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Pages_that_take_much_longer_wait_ever_longer_up_to_a_cap()
    {
        await LearnAsync();
        for (var page = 0; page < 7; page++)
            await PageAsync(6000);

        _time.Waits.Select(w => w.TotalSeconds).ShouldBe([6, 12, 24, 30, 30, 30, 30]);
        _pace.Waited.ShouldBe(TimeSpan.FromSeconds(162));
    }

    [Fact]
    public async Task It_goes_on_at_once_when_the_pages_are_as_usual_again()
    {
        await LearnAsync();
        for (var page = 0; page < 3; page++)
            await PageAsync(6000);
        await PageAsync(500);
        await PageAsync(500);

        _time.Waits.Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_stays_slow_becomes_usual()
    {
        await LearnAsync();
        for (var page = 0; page < 40; page++)
            await PageAsync(5000);
        var waits = _time.Waits.Count;
        for (var page = 0; page < 100; page++)
            await PageAsync(5000);

        waits.ShouldBeInRange(5, 30);
        _time.Waits.Count.ShouldBe(waits);
    }

    [Fact]
    public async Task A_page_below_the_floor_is_never_slow()
    {
        await LearnAsync(took: 5);
        for (var page = 0; page < 20; page++)
            await PageAsync(490);

        _time.Waits.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_wait_is_longer_than_ten_times_the_page()
    {
        await LearnAsync(took: 20);
        for (var page = 0; page < 6; page++)
            await PageAsync(600);

        _time.Waits.ShouldNotBeEmpty();
        _time.Waits.ShouldAllBe(w => w <= TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task Kinds_are_judged_apart_and_what_has_none_never_waits()
    {
        await LearnAsync();
        for (var page = 0; page < 20; page++)
        {
            await _pace.AfterPageAsync("other", 10_000, TimeSpan.FromSeconds(6), CancellationToken.None);
            await _pace.AfterPageAsync(null, 10_000, TimeSpan.FromSeconds(60), CancellationToken.None);
        }

        _time.Waits.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cancellation_ends_the_wait()
    {
        // On the system's clock the wait would take six seconds.
        var pace = new SearchPace(TimeProvider.System, NullLogger.Instance);
        for (var page = 0; page < 20; page++)
            await pace.AfterPageAsync("rows", 10_000, TimeSpan.FromMilliseconds(500), CancellationToken.None);
        await pace.AfterPageAsync("rows", 10_000, TimeSpan.FromMilliseconds(1500), CancellationToken.None);

        await Should.ThrowAsync<OperationCanceledException>(
            () => pace.AfterPageAsync("rows", 10_000, TimeSpan.FromSeconds(6), new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task It_is_said_once_when_it_begins_and_once_when_it_is_over()
    {
        var said = new Said();
        var pace = new SearchPace(_time, said);
        foreach (var took in Enumerable.Repeat(500, 20).Concat(Enumerable.Repeat(6000, 4)).Concat(Enumerable.Repeat(500, 20)))
            await pace.AfterPageAsync("rows", 10_000, TimeSpan.FromMilliseconds(took), CancellationToken.None);

        said.Lines.Count.ShouldBe(2);
        said.Lines[0].ShouldStartWith("The cluster is slow for rows: ");
        said.Lines[1].ShouldStartWith("The cluster answers rows as usual again; waited 00:0");
    }

    private async Task LearnAsync(int took = 500)
    {
        for (var page = 0; page < 50; page++)
            await PageAsync(took);
    }

    private Task PageAsync(int milliseconds) => _pace.AfterPageAsync("rows", 10_000, TimeSpan.FromMilliseconds(milliseconds), CancellationToken.None);

    private sealed class Said : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
