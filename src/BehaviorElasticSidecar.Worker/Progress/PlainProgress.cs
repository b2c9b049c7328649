using BehaviorElasticSidecar.Worker.Execution;

namespace BehaviorElasticSidecar.Worker.Progress;

/// <summary>A line every few seconds, for pipes, files and containers.</summary>
internal sealed class PlainProgress(TimeProvider time, TimeSpan pause, Action<string> write) : IProgress<RunProgress>
{
    private readonly TimeSpan _pause = pause;
    private readonly Lock _gate = new();
    private readonly long _started = time.GetTimestamp();
    private TimeSpan _next = pause;

    public void Report(RunProgress value)
    {
        lock (_gate)
        {
            var elapsed = time.GetElapsedTime(_started);
            if (elapsed < _next)
                return;
            _next = elapsed + _pause;
            write(ProgressText.Line(value, elapsed));
        }
    }
}
