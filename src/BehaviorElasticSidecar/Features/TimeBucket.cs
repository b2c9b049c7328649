namespace BehaviorElasticSidecar.Features;

/// <summary>Half-open time slot <c>[From, To)</c>, both in UTC.</summary>
public readonly record struct TimeBucket(DateTimeOffset From, DateTimeOffset To)
{
    public TimeSpan Span => To - From;

    /// <summary>The bucket of length <paramref name="span"/>, counted from the Unix epoch, that holds <paramref name="instant"/>.</summary>
    public static TimeBucket Holding(DateTimeOffset instant, TimeSpan span)
    {
        var ticks = instant.UtcTicks - (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) % span.Ticks;
        var from = new DateTimeOffset(ticks, TimeSpan.Zero);
        return new TimeBucket(from, from + span);
    }

    public static TimeBucket UtcDay(DateTimeOffset instant) => Holding(instant, TimeSpan.FromDays(1));

    public bool Contains(DateTimeOffset instant) => instant >= From && instant < To;
}
