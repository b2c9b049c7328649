using BehaviorElasticSidecar.Range;

namespace BehaviorElasticSidecar.Worker.Execution;

/// <summary>A generator's progress as that of a run.</summary>
internal sealed class GeneratingProgress(string phase, IProgress<RunProgress> shown) : IProgress<RangeProgress>
{
    public void Report(RangeProgress value) =>
        shown.Report(new RunProgress($"{phase}: day {value.Days} of {value.AllDays}", value.Events, "events", (double)value.Days / value.AllDays));
}
