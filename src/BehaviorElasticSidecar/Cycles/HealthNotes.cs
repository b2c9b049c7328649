using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>What a run says about itself in <c>behavior-health</c>.</summary>
internal static class HealthNotes
{
    public const string Dataset = "behavior.health";

    /// <summary>One catch-up: how far it came, what it cost, what it could not read.</summary>
    public static IReadOnlyList<HealthDocument> OfRun(CycleOutcome outcome, DateTimeOffset position, DateTimeOffset started, DateTimeOffset ended)
    {
        var run = Note(ended, "run", FormattableString.Invariant($"run-{ended.UtcTicks:x}"), new HealthFields
        {
            Kind = "run",
            Status = outcome.Unread.Count > 0 ? "stalled" : "ok",
            LagSeconds = (long)(ended - position).TotalSeconds,
            Rows = outcome.Rows,
            Anomalies = outcome.Anomalies,
            TookMs = (long)(ended - started).TotalMilliseconds,
            Advice = outcome.Waited > TimeSpan.Zero
                ? FormattableString.Invariant($"Waited {outcome.Waited.TotalSeconds:F0} s between searches, as the cluster answered much slower than usual: see what else keeps it busy.")
                : null,
        }, FormattableString.Invariant($"Everything before {position:yyyy-MM-dd HH:mm} UTC is scored: {outcome.Rows} rows, {outcome.Anomalies} anomalies"));
        return [run, .. outcome.Unread.Select((unread, i) => Note(ended, "unread", FormattableString.Invariant($"unread-{ended.UtcTicks:x}-{i}"), new HealthFields
        {
            Kind = "source",
            Status = "stalled",
            FeatureQuery = unread.Key,
            Advice = "Nothing is learnt from it and nothing is lost: the next cycle asks again. If it stays, look at the source's indices.",
        }, unread.Value))];
    }

    /// <summary>Events of a day that came after their bucket was read: amounts go without them.</summary>
    public static HealthDocument OfLate(FeatureQuery query, TimeBucket day, long late) => Note(
        day.From, "late", FormattableString.Invariant($"late-{Numerics.StableHash.Of(query.Id):x16}-{day.From:yyyyMMdd}"), new HealthFields
        {
            Kind = "source",
            Status = "degraded",
            Source = query.Source.Id,
            FeatureQuery = query.Id,
            Dropped = [new DropCount("late", late)],
            Advice = "Raise ingest_delay of the source if this is usual.",
        }, FormattableString.Invariant($"{late} events of {day.From:yyyy-MM-dd} came more than {query.Source.IngestDelay} after their bucket's end: {(
            LateReading.Of(query) is null ? "they were not scored" : "values in them are looked at when they come, amounts go without them")}"));

    /// <summary>Everybody at once: one note instead of anomalies.</summary>
    public static HealthDocument OfShift(FeatureQuery query, Shift shift)
    {
        var (bucket, late) = (shift.Reading.Bucket, shift.Reading.LateIn is { } read ? $"\nlate {read.From:O}" : "");
        var note = Note(
            bucket.From, "shift", $"shift-{Numerics.StableHash.Of($"{query.Id}\n{shift.DetectorId}\n{bucket.From:O}{(shift.Value is null ? "" : $"\n{shift.Value}")}{late}"):x16}", new HealthFields
            {
                Kind = "shift",
                Status = "ok",
                FeatureQuery = query.Id,
                Detector = shift.DetectorId,
                Source = query.Source.Id,
                Entities = shift.Deviating,
            }, shift.Value is { } value
                ? $"{shift.Deviating} entities have begun with {PlainText.Clean(value)} today in {shift.DetectorId}: from now on counted as the organisation's move, not as anomalies."
                : $"{shift.Deviating} of {shift.Seen} entities deviated together in {shift.DetectorId}: counted as the organisation's shift, not as anomalies.");
        return note with { Event = note.Event with { Start = bucket.From, End = bucket.To } };
    }

    /// <summary>How reading a list of people or hosts went.</summary>
    public static HealthDocument OfContext(ContextListReport report, DateTimeOffset at) => Note(
        at, "context", FormattableString.Invariant($"context-{Numerics.StableHash.Of(report.List.ShownName):x16}-{at.UtcTicks:x}"), new HealthFields
        {
            Kind = "context",
            Status = report.IsSound ? "ok" : "degraded",
            Source = report.List.ShownName,
            Rows = report.Rows,
            Entities = report.Entities,
            Dropped = report.Faults.Count == 0 ? null : report.Faults,
            Advice = report switch
            {
                { Trouble: not null } => "What it said before still holds; it is read again by the next cycle.",
                { Faults.Count: > 0 } => "What is wrong is left out. Mend the lines: the list is read again when it has changed.",
                _ => null,
            },
        }, report.Message);

    private static HealthDocument Note(DateTimeOffset at, string action, string id, HealthFields health, string message) => new()
    {
        Timestamp = at,
        Event = new EventFields { Kind = "event", Dataset = Dataset, Action = action, Id = id },
        Message = message,
        Behavior = new HealthBehavior(health),
    };
}
