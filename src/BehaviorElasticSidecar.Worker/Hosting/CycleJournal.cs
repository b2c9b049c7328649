using BehaviorElasticSidecar.Worker.Execution;
using BehaviorElasticSidecar.Worker.Verbs;

namespace BehaviorElasticSidecar.Worker.Hosting;

/// <summary>What became of the cycles so far: the exit code follows from it, and the heartbeat.</summary>
internal sealed class CycleJournal(HeartbeatStore? heartbeats, TimeProvider time)
{
    /// <summary>A cycle that reports nothing for this long hangs: one request takes at most an hour by its own limit, and minutes in practice.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan BeatPause = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private DateTimeOffset _lastBeat;

    public bool Running { get; private set; }

    /// <summary>Some cycle went well: from then on, trouble is waited out.</summary>
    public bool Settled { get; private set; }

    public long Cycles { get; private set; }

    public long Failures { get; private set; }

    /// <summary>What the process returns when it ends.</summary>
    public ExitCode Exit { get; private set; }

    public void Started()
    {
        Running = true;
        Beat("running", "a cycle is under way", Patience);
    }

    public void Progressed()
    {
        lock (_gate)
            if (time.GetUtcNow() - _lastBeat < BeatPause)
                return;
        Beat("running", "a cycle is under way", Patience);
    }

    /// <param name="next">When the schedule fires again; null: never.</param>
    public void Ended(RunOutcome outcome, DateTimeOffset? next)
    {
        Running = false;
        Cycles++;
        var well = outcome.Exit is ExitCode.Fine or ExitCode.Degraded;
        Settled |= well;
        Failures += well ? 0 : 1;
        Wait(well ? "waiting" : "failing", outcome.Message, next);
    }

    public void Failed(string message, DateTimeOffset? next)
    {
        Running = false;
        Cycles++;
        Failures++;
        Wait("failing", message, next);
    }

    public void Abandoned() => Running = false;

    /// <summary>There is no point in trying again before somebody has changed something.</summary>
    public void GiveUp(ExitCode exit) => Exit = exit;

    private void Wait(string state, string message, DateTimeOffset? next) =>
        Beat(state, message, (next is null ? TimeSpan.Zero : next.Value - time.GetUtcNow()) + Patience);

    private void Beat(string state, string message, TimeSpan patience)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            _lastBeat = now;
            heartbeats?.Write(new Heartbeat(state, message, now, now + patience));
        }
    }
}
