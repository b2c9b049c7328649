using BehaviorElasticSidecar.Worker.Hosting;
using BehaviorElasticSidecar.Worker.Verbs;

namespace BehaviorElasticSidecar.Worker.Tests.Hosting;

public sealed class HeartbeatTests : IDisposable
{
    private readonly SidecarProcess _sidecar = new();

    public void Dispose() => _sidecar.Dispose();

    [Fact]
    public void A_worker_that_fell_silent_is_a_fault()
    {
        var past = DateTimeOffset.UnixEpoch;
        new HeartbeatStore(Path.Combine(_sidecar.Folder, "beat")).Write(new Heartbeat("waiting", "fine", past, past.AddHours(1)));

        Health().ShouldBe(ExitCode.Fault);

        _sidecar.Complained.ShouldContain("no sign of life since 1970-01-01");
    }

    [Fact]
    public void A_file_that_is_not_there_or_half_written_is_a_fault()
    {
        Health().ShouldBe(ExitCode.Fault);
        _sidecar.Write("beat", "{\"state\":");
        Health().ShouldBe(ExitCode.Fault);
    }

    [Fact]
    public void Without_a_heartbeat_setting_there_is_nothing_to_ask() => _sidecar.Run("health").ShouldBe(ExitCode.Settings);

    private ExitCode Health() => _sidecar.Run("health", "--set", "schedule.heartbeat=beat");
}
