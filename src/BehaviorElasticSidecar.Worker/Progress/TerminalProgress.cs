using BehaviorElasticSidecar.Worker.Execution;
using Spectre.Console;

namespace BehaviorElasticSidecar.Worker.Progress;

/// <summary>A bar for a person who watches; refreshed by Spectre, not by every report.</summary>
internal sealed class TerminalProgress(TimeProvider time, ProgressTask task) : IProgress<RunProgress>
{
    private readonly long _started = time.GetTimestamp();

    public void Report(RunProgress value)
    {
        task.Description = Markup.Escape(ProgressText.Line(value, time.GetElapsedTime(_started)));
        task.IsIndeterminate = value.Fraction is null;
        if (value.Fraction is { } fraction)
            task.Value = 100 * Math.Clamp(fraction, 0, 1);
    }
}
