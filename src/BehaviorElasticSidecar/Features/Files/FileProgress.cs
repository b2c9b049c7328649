namespace BehaviorElasticSidecar.Features.Files;

/// <summary>How far reading has come. A value: asking again gives a newer one.</summary>
/// <param name="BytesRead">From disk, compressed where the file is.</param>
/// <param name="Events">Events that some source took.</param>
/// <param name="First">Earliest event so far; null before the first.</param>
public sealed record FileProgress(
    long BytesRead, long BytesTotal, long TextBytes, long Events, TimeSpan Elapsed, DateTimeOffset? First, DateTimeOffset? Last)
{
    /// <summary>Per second of the run so far; 0 before it.</summary>
    public double EventsPerSecond => Elapsed > TimeSpan.Zero ? Events / Elapsed.TotalSeconds : 0;

    /// <summary>0..1; 1 for nothing to read.</summary>
    public double Fraction => BytesTotal == 0 ? 1 : Math.Min(1, (double)BytesRead / BytesTotal);

    /// <summary>By the rate of bytes so far; null before there is one.</summary>
    public TimeSpan? Remaining => Fraction > 0 && Elapsed > TimeSpan.Zero ? Elapsed * ((1 - Fraction) / Fraction) : null;
}

/// <summary>Where the evaluating thread leaves its numbers for others.</summary>
internal sealed class ProgressCounter(long bytesTotal, TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private long _started, _bytesRead, _textBytes, _events, _first = long.MaxValue, _last = long.MinValue;
    private TimeSpan? _took;
    private bool _runs;

    public FileProgress Progress
    {
        get
        {
            lock (_lock)
            {
                var elapsed = _took ?? (_runs ? timeProvider.GetElapsedTime(_started) : TimeSpan.Zero);
                return new FileProgress(_bytesRead, bytesTotal, _textBytes, _events, elapsed, Instant(_first), Instant(_last));
            }
        }
    }

    public void Start()
    {
        lock (_lock)
            (_started, _runs) = (timeProvider.GetTimestamp(), true);
    }

    public void Stop()
    {
        lock (_lock)
            _took ??= timeProvider.GetElapsedTime(_started);
    }

    public void Add(EventBlock block, BlockResult result)
    {
        lock (_lock)
        {
            _bytesRead += block.BytesRead;
            _textBytes += block.Length;
            _events += result.Events;
            _first = Math.Min(_first, result.First);
            _last = Math.Max(_last, result.Last);
        }
    }

    private DateTimeOffset? Instant(long milliseconds) =>
        _events == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
