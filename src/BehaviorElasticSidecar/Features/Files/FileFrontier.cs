namespace BehaviorElasticSidecar.Features.Files;

/// <summary>How far in time a file has come, and so from when on its events may still come.</summary>
/// <remarks>
/// The lower quartile of every 64 events, at its highest so far: up to three quarters of the lines may carry a clock that is ahead, or belong to a
/// quicker one of several interleaved streams, and nothing is lost for it. Depends on the file alone, so that which events are out of order, and
/// when a bucket closes, does not depend on other files. Times in milliseconds since the Unix epoch. O(1) amortised.
/// </remarks>
internal sealed class FileFrontier(long window)
{
    public const int Sample = 64;

    private const int Quartile = Sample / 4;

    private readonly long[] _times = new long[Sample];
    private int _count;
    private long _reached = long.MinValue;

    /// <summary>An accepted event of the file will never be older. <see cref="long.MaxValue"/> once it is read.</summary>
    public long Bound { get; private set; } = long.MinValue;

    /// <summary>What the beginning of the file shows before it is read.</summary>
    public void StartAt(long earliest) => Bound = earliest == long.MinValue ? earliest : earliest - window;

    public bool IsOutOfOrder(long time) => _reached != long.MinValue && time < _reached - window;

    public void Add(long time)
    {
        _times[_count++] = time;
        if (_count < Sample)
            return;
        _count = 0;
        if (IsAscending())
            _reached = Math.Max(_reached, _times[Quartile]);
        else
            Sort();
        Bound = Math.Max(Bound, _reached - window);
    }

    public void Finish() => Bound = long.MaxValue;

    private bool IsAscending()
    {
        for (var i = 1; i < Sample; i++)
        {
            if (_times[i] < _times[i - 1])
                return false;
        }

        return true;
    }

    private void Sort()
    {
        Array.Sort(_times);
        _reached = Math.Max(_reached, _times[Quartile]);
    }
}
