namespace BehaviorElasticSidecar.Worker.Execution;

/// <summary>Calls something a few times a second while a run is under way.</summary>
internal sealed class ProgressTicks : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly ITimer _timer;

    public ProgressTicks(TimeProvider time, Action tick) => _timer = time.CreateTimer(_ => tick(), null, Pause, Pause);

    public ValueTask DisposeAsync() => _timer.DisposeAsync();
}
