using BehaviorElasticSidecar.Worker.Execution;
using BehaviorElasticSidecar.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BehaviorElasticSidecar.Worker.Tests.Hosting;

/// <summary>Against Quartz itself, as what matters is what it does; intervals of milliseconds, waits that end with the event.</summary>
public sealed class CycleScheduleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ScriptedRuns _runs = new();

    [Fact]
    public async Task The_first_cycle_starts_with_the_worker_and_others_follow()
    {
        var third = new TaskCompletionSource();
        _runs.Body = (_, _) =>
        {
            if (_runs.Cycles == 3)
                third.SetResult();
            return Task.FromResult(ScriptedRuns.Fine);
        };

        using var host = await StartAsync(TimeSpan.FromMilliseconds(20));

        await third.Task.WaitAsync(Patience);
        await host.StopAsync();
    }

    [Fact]
    public async Task Cycles_never_overlap_and_one_that_outlasts_its_interval_is_followed_by_another()
    {
        var second = new TaskCompletionSource();
        _runs.Body = async (_, token) =>
        {
            if (_runs.Cycles == 2)
                second.SetResult();
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, token);
            return ScriptedRuns.Fine;
        };

        using var host = await StartAsync(TimeSpan.FromMilliseconds(10));

        await second.Task.WaitAsync(Patience);
        await host.StopAsync();
        _runs.MostAtOnce.ShouldBe(1);
    }

    [Fact]
    public async Task A_cycle_that_throws_is_counted_and_the_next_one_comes()
    {
        var second = new TaskCompletionSource();
        _runs.Body = (_, _) =>
        {
            if (_runs.Cycles == 2)
                second.SetResult();
            throw new InvalidOperationException("a bug");
        };

        using var host = await StartAsync(TimeSpan.FromMilliseconds(20));

        await second.Task.WaitAsync(Patience);
        await host.StopAsync();
        host.Services.GetRequiredService<CycleJournal>().Failures.ShouldBeGreaterThanOrEqualTo(1);
    }

    private async Task<IHost> StartAsync(TimeSpan interval)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddLogging();
        builder.Services.AddSingleton<IRuns>(_runs);
        builder.Services.AddSingleton(RunSpan.Everything);
        builder.Services.AddSingleton(new CycleJournal(null, TimeProvider.System));
        CycleSchedule.Add(builder.Services, new ScheduleOptions { Interval = interval });
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
