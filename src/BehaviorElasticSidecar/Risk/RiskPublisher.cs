namespace BehaviorElasticSidecar.Risk;

/// <summary>The risk of an entity as it was last written.</summary>
public sealed record WrittenRisk(double Score, RiskLevel Level, DateTimeOffset At)
{
    public static WrittenRisk Of(RiskScore score) => new(score.Score, score.Level, score.At);
}

/// <summary>When a risk document is worth writing: when people would see a difference, and often enough to draw a line.</summary>
internal static class RiskPublisher
{
    private const double Moved = 1;

    /// <summary>
    /// True when the score moved by a point or changed its level since it was last written, at the first bucket end of a UTC day (midnight, if a bucket ends
    /// there) while it is not 0, and once when it is 0 again.
    /// </summary>
    /// <param name="last">Null: never written, which is as good as 0 and waits for midnight.</param>
    public static bool IsDue(WrittenRisk? last, RiskScore now)
    {
        if (last is not null && now.At <= last.At)
            return false;
        var before = last?.Score ?? 0;
        if (now.Score == 0)
            return before > 0;
        return Math.Abs(now.Score - before) >= Moved
            || now.Level != (last?.Level ?? RiskLevel.Unknown)
            || (last is null ? now.At.UtcDateTime.TimeOfDay == TimeSpan.Zero : now.At.UtcDateTime.Date > last.At.UtcDateTime.Date);
    }
}
