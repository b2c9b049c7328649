namespace BehaviorElasticSidecar.Tests.Engine;

/// <summary>A clock on which waits pass at once and are recorded; only time-outs, which end a token, stay until <see cref="ExpireRequests"/>.</summary>
internal sealed class FastTime : TimeProvider
{
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly List<Timer> _timeouts = [];
    private DateTimeOffset _now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public List<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public void Advance(TimeSpan by)
    {
        lock (_gate)
            _now += by;
    }

    public void ExpireRequests()
    {
        List<Timer> due;
        lock (_gate)
            due = [.. _timeouts];
        due.ForEach(t => t.Fire());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(callback, state);
        lock (_gate)
        {
            if (state is CancellationTokenSource || dueTime == Timeout.InfiniteTimeSpan)
            {
                _timeouts.Add(timer);
                return timer;
            }

            Waits.Add(dueTime);
            _now += dueTime;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static t => t.Fire(), timer, preferLocal: false);
        return timer;
    }

    private sealed class Timer(TimerCallback callback, object? state) : ITimer
    {
        private volatile bool _disposed;

        public void Fire()
        {
            if (!_disposed)
                callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => !_disposed;

        public void Dispose() => _disposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
