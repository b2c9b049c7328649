using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace BehaviorElasticSidecar.Engine;

/// <summary>Makes way when the cluster is busy: when pages take much longer than the same pages usually do, it waits after each.</summary>
/// <remarks>
/// Per kind of request two moving averages of milliseconds per 1,000 rows, a fast and a slow one. Pages that take longer for good become usual: at three times
/// the cost within about 15 pages. A wait is at most <see cref="MostTimesTook"/> times what the page took, so reading always goes on.
/// Safe to use for several searches at once.
/// </remarks>
internal sealed class SearchPace(TimeProvider time, ILogger logger)
{
    /// <summary>How much longer than usual is too long, and below which it is over: at once when one page is as usual again.</summary>
    public const double SlowFrom = 3, SlowUntil = 2;

    /// <summary>Pages of a kind from which the usual is learnt before anything is called slow.</summary>
    public const int LearningPages = 8;

    public const int MostTimesTook = 10;

    private const double FastWeight = 1.0 / 3, SlowWeight = 1.0 / 32;

    // A page of fewer rows costs hardly less: the engine looks at all events for it.
    private const int LeastRows = 10_000;

    private readonly ConcurrentDictionary<string, Usual> _kinds = new(StringComparer.Ordinal);
    private long _waitedTicks;

    /// <summary>A page that takes less is never slow, whatever is usual.</summary>
    public static readonly TimeSpan Floor = TimeSpan.FromMilliseconds(500);

    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>What was waited so far, over all searches.</summary>
    public TimeSpan Waited => TimeSpan.FromTicks(Interlocked.Read(ref _waitedTicks));

    /// <summary>After each page of a search.</summary>
    /// <param name="kind">Searches of one kind are compared with each other; null is never held up.</param>
    public async Task AfterPageAsync(string? kind, long rows, TimeSpan took, CancellationToken cancellationToken)
    {
        if (kind is null)
            return;
        var usual = _kinds.GetOrAdd(kind, static _ => new Usual());
        var (wait, change, fast, slow) = usual.Take(took.TotalMilliseconds * 1000 / Math.Max(rows, LeastRows), took);
        if (change == Change.Slower)
            logger.ClusterBusy(kind, fast, slow);
        else if (change == Change.Over)
            logger.ClusterCalm(kind, Waited);
        if (wait <= TimeSpan.Zero)
            return;
        await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        Interlocked.Add(ref _waitedTicks, wait.Ticks);
    }

    private enum Change
    {
        None,
        Slower,
        Over,
    }

    private sealed class Usual
    {
        private readonly Lock _gate = new();
        private double _fast, _slow;
        private long _pages;
        private TimeSpan _wait;

        public (TimeSpan Wait, Change Change, double Fast, double Slow) Take(double cost, TimeSpan took)
        {
            lock (_gate)
            {
                _pages++;
                // While it learns, both are the mean.
                _slow += (cost - _slow) * Math.Max(SlowWeight, 1.0 / _pages);
                _fast = _pages <= LearningPages ? _slow : _fast + (cost - _fast) * FastWeight;
                var wasSlow = _wait > TimeSpan.Zero;
                var isSlow = cost >= SlowUntil * _slow && _fast >= (wasSlow ? SlowUntil : SlowFrom) * _slow && took >= Floor;
                if (_pages <= LearningPages || !isSlow)
                {
                    _wait = TimeSpan.Zero;
                    return (_wait, wasSlow ? Change.Over : Change.None, _fast, _slow);
                }

                _wait = wasSlow ? _wait * 2 : took;
                _wait = _wait < LongestWait ? _wait : LongestWait;
                return (took * MostTimesTook < _wait ? took * MostTimesTook : _wait, wasSlow ? Change.None : Change.Slower, _fast, _slow);
            }
        }
    }
}
