using BehaviorElasticSidecar.Worker.Execution;
using BehaviorElasticSidecar.Worker.Verbs;

namespace BehaviorElasticSidecar.Worker.Tests.Hosting;

/// <summary><c>run</c> as a service, in this process.</summary>
public sealed class WorkerHostTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SidecarProcess _sidecar = new();

    public void Dispose() => _sidecar.Dispose();

    [Fact]
    public async Task Stopping_between_cycles_writes_the_last_checkpoint_and_is_fine()
    {
        using var stop = new CancellationTokenSource();
        var cycled = new TaskCompletionSource();
        _sidecar.Runs.Body = (_, _) =>
        {
            cycled.TrySetResult();
            return Task.FromResult(ScriptedRuns.Fine);
        };

        var run = _sidecar.RunAsync(stop.Token, "run", "--set", "schedule.heartbeat=beat");
        await cycled.Task.WaitAsync(Patience);
        await WaitForAsync(() => HeartbeatSays("waiting"));
        _sidecar.Run("health", "--set", "schedule.heartbeat=beat").ShouldBe(ExitCode.Fine);
        await stop.CancelAsync();

        (await run.WaitAsync(Patience)).ShouldBe(ExitCode.Fine);
        _sidecar.Runs.Closed.ShouldBe(1);
        _sidecar.Printed.ShouldContain("Done. (3 buckets, 40 observations, 2 anomalies)");
    }

    [Fact]
    public async Task Stopping_during_a_cycle_cancels_it_and_is_fine()
    {
        using var stop = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        _sidecar.Runs.Body = async (_, token) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return ScriptedRuns.Fine;
        };

        var run = _sidecar.RunAsync(stop.Token, "run");
        await started.Task.WaitAsync(Patience);
        await stop.CancelAsync();

        (await run.WaitAsync(Patience)).ShouldBe(ExitCode.Fine);
        _sidecar.Runs.Closed.ShouldBe(0);
        _sidecar.Printed.ShouldContain("abandoned at a clean place");
    }

    [Fact]
    public async Task A_cycle_that_does_not_stop_is_cut_off_after_the_shutdown_timeout()
    {
        using var stop = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var never = new TaskCompletionSource<RunOutcome>();
        _sidecar.Runs.Body = (_, _) =>
        {
            started.SetResult();
            return never.Task;
        };

        var run = _sidecar.RunAsync(stop.Token, "run", "--set", "schedule.shutdown_timeout=1s");
        await started.Task.WaitAsync(Patience);
        await stop.CancelAsync();

        await Should.NotThrowAsync(run.WaitAsync(Patience));
        _sidecar.Runs.Closed.ShouldBe(0);
        never.SetCanceled();
    }

    [Fact]
    public async Task Missing_privileges_at_the_first_cycle_end_the_worker_with_4()
    {
        _sidecar.Runs.Body = (_, _) => Task.FromResult(new RunOutcome { Exit = ExitCode.Privileges, Message = "PUT _security/role/behavior-worker" });

        (await _sidecar.RunAsync(CancellationToken.None, "run").WaitAsync(Patience)).ShouldBe(ExitCode.Privileges);

        _sidecar.Printed.ShouldContain("PUT _security/role/behavior-worker");
        _sidecar.Runs.Closed.ShouldBe(0);
    }

    [Fact]
    public async Task A_failed_cycle_shows_in_the_heartbeat()
    {
        using var stop = new CancellationTokenSource();
        _sidecar.Runs.Body = (_, _) => throw new InvalidOperationException("a bug");

        var run = _sidecar.RunAsync(stop.Token, "run", "--set", "schedule.heartbeat=beat");
        await WaitForAsync(() => HeartbeatSays("failing"));

        _sidecar.Run("health", "--set", "schedule.heartbeat=beat").ShouldBe(ExitCode.Fault);
        await stop.CancelAsync();
        await run.WaitAsync(Patience);
        _sidecar.Complained.ShouldContain("a bug");
    }

    private bool HeartbeatSays(string state)
    {
        var file = Path.Combine(_sidecar.Folder, "beat");
        return File.Exists(file) && File.ReadAllText(file).Contains(state, StringComparison.Ordinal);
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!condition())
            await Task.Delay(TimeSpan.FromMilliseconds(5), limit.Token);
    }
}
