using System.Globalization;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources;
using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Quality;

/// <summary>Something odd in a source's events, in a sentence, and what mends it.</summary>
internal sealed record QualityFinding(string Problem, string Advice);

/// <summary>From facts to numbers that can be charted, and to sentences for people.</summary>
internal static class QualityFindings
{
    /// <summary>Events later than this share are kept: a delay that waits for the last one waits for ever.</summary>
    private const double BearableLate = 0.001;

    /// <summary>Values named in a sentence.</summary>
    private const int Named = 3;

    /// <summary>The smallest rung beyond which hardly anything comes; null if even the last is too short, or lateness is not known.</summary>
    public static TimeSpan? Delay(QualityPlan plan, DayDetails details)
    {
        var rungs = plan.Rungs;
        for (var i = 0; i < rungs.Count; i++)
            if (details.Ingested > 0 && details.LateBy[i] <= BearableLate * details.Ingested)
                return rungs[i];
        return null;
    }

    /// <summary>Share of the events with a time of ingest that come after the source's own delay; null where none has one.</summary>
    public static double? Late(QualityPlan plan, DayDetails details) =>
        details.Ingested == 0 ? null : details.LateBy[plan.Rungs.ToList().IndexOf(plan.Source.IngestDelay)] / (double)details.Ingested;

    public static QualityFields Fields(QualityPlan plan, SourceHealth health, SourceDay day)
    {
        var details = day.Details;
        var late = details is null ? null : Late(plan, details);
        return new QualityFields
        {
            Events = day.Events,
            Expected = health.Normal.Speaks ? Math.Round(health.Normal.Expected(day.Day)) : null,
            UserFraction = Share(day, EntityKind.User.Name()),
            HostFraction = Share(day, EntityKind.Host.Name()),
            OriginFraction = Share(day, EntityKind.Address.Name()),
            GeoFraction = Share(day, QualityPlan.Geo),
            GapHours = (long)health.Gaps(day).Sum(g => (g.To - g.From).TotalHours),
            LateFraction = late is { } share ? Math.Round(share, 6) : null,
            SuggestedDelaySeconds = late > BearableLate ? (long?)Delay(plan, details!)?.TotalSeconds : null,
            Duplicates = details?.Duplicates,
            Ahead = details is null ? null : Math.Max(details.Ahead, details.CreatedAhead),
            UnknownOutcomes = details?.UnknownOutcomes,
            Failures = details?.Failures,
            Ignored = details?.Ignored,
        };
    }

    /// <summary>Most urgent first; none is good news.</summary>
    /// <param name="withMissing">Also what detectors need and no event ever had: said once, not every day.</param>
    public static IReadOnlyList<QualityFinding> Of(QualityPlan plan, SourceHealth health, SourceDay day, bool withMissing)
    {
        if (day.Events == 0)
            return [new QualityFinding("no event", "Look at what ships it, and at the source's indices and filter.")];
        var found = new List<QualityFinding>();
        AddVolume(health, day, found);
        if (day.Details is { } details)
        {
            AddLateness(plan, details, found);
            AddClocks(day, details, found);
            AddContent(day, details, found);
        }

        AddLost(plan, health, day, found);
        if (withMissing)
            AddMissing(plan, health, day, found);
        return found;
    }

    private static void AddVolume(SourceHealth health, SourceDay day, List<QualityFinding> found)
    {
        foreach (var (from, to) in health.Gaps(day))
            found.Add(new QualityFinding(Text($"nothing from {from:yyyy-MM-dd HH:mm} to {to:HH:mm} UTC, when events were to be expected"), "Look at what ships it: was it down, and did it catch up?"));
        if (health.Normal.IsLow(day))
            found.Add(new QualityFinding(
                Text($"{day.Events:N0} events where {health.Normal.Expected(day.Day):N0} are usual on that weekday"), "Did some of the senders stop? A holiday looks the same."));
    }

    private static void AddLateness(QualityPlan plan, DayDetails details, List<QualityFinding> found)
    {
        if (Late(plan, details) is not { } late || late <= BearableLate)
            return;
        found.Add(new QualityFinding(
            Text($"{late:P1} of the events come more than {DurationText.Format(plan.Source.IngestDelay)} after the end of their hour: amounts go without them, values are looked at when they come"),
            Delay(plan, details) is { } delay
                ? Text($"Set ingest_delay: {DurationText.Format(delay)} for the source; its anomalies come as much later.")
                : Text($"No bearable delay helps: {details.LateBy[^1] / (double)details.Ingested:P1} come more than {DurationText.Format(plan.Rungs[^1])} late. Find out which senders hold them back.")));
    }

    private static void AddClocks(SourceDay day, DayDetails details, List<QualityFinding> found)
    {
        if (details.Ahead > BearableLate * day.Events)
            found.Add(new QualityFinding(
                Text($"{Of(details.Ahead, day)} were ingested before the hour in which they say to have happened"),
                "A sender's clock is ahead, or local time is read as UTC: set the time zone in its input or pipeline."));
        if (details.CreatedAhead > BearableLate * day.Events)
            found.Add(new QualityFinding(
                Text($"{Of(details.CreatedAhead, day)} were read (event.created) before the hour in which they say to have happened"),
                "The clocks of sender and agent differ, or local time is read as UTC."));
    }

    private static void AddContent(SourceDay day, DayDetails details, List<QualityFinding> found)
    {
        if (details.Duplicates > 0)
            found.Add(new QualityFinding(
                Text($"{details.Duplicates / (double)details.Ids:P1} of the events are second copies (the same event.id)"),
                "They count twice. Find who ships twice, or take event.id as the document's _id."));
        if (details.UnknownOutcomes > 0)
        {
            var values = details.Outcomes.Where(o => !DayDetails.KnownOutcomes.Contains(o.Key, StringComparer.Ordinal))
                .OrderByDescending(o => o.Value).ThenBy(o => o.Key, StringComparer.Ordinal).Take(Named).Select(o => Text($"{Quoted(o.Key)} ({o.Value:N0})"));
            found.Add(new QualityFinding(
                Text($"event.outcome holds {string.Join(", ", values)}: no detector asks for that"), "ECS knows success, failure and unknown, in small letters: map them in the pipeline."));
        }

        if (details.Failures > 0)
            found.Add(new QualityFinding(Text($"{Of(details.Failures, day)} are marked by the pipeline as not understood"), "Mend the pipeline: their fields are not where detectors look."));
        if (details.Ignored > 0)
            found.Add(new QualityFinding(
                Text($"{Of(details.Ignored, day)} have a field that could not be indexed (_ignored): too long, or of another type than its mapping"),
                "Searches and detectors do not see that field there: mend its mapping or the value."));
    }

    private static void AddLost(QualityPlan plan, SourceHealth health, SourceDay day, List<QualityFinding> found)
    {
        foreach (var part in plan.Parts.Where(p => health.Normal.IsLost(day, p.Name)))
            found.Add(new QualityFinding(
                Text($"{day.Having.GetValueOrDefault(part.Name):N0} events have {NameOf(part)} where {health.Normal.ExpectedHaving(day, part.Name):N0} are usual"), "Did an upgrade or a pipeline rename or drop it?"));
    }

    /// <summary>What detectors cannot do without and no event has, in one sentence.</summary>
    private static void AddMissing(QualityPlan plan, SourceHealth health, SourceDay day, List<QualityFinding> found)
    {
        var missing = plan.Parts.Where(p => day.Having.GetValueOrDefault(p.Name) == 0 && !health.Normal.IsLost(day, p.Name)).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        var waiting = plan.Needs.Where(n => n.Value.Any(missing.Contains)).ToList();
        if (waiting.Count == 0)
            return;
        var fields = missing.Where(m => waiting.Any(w => w.Value.Contains(m, StringComparer.Ordinal))).Order(StringComparer.Ordinal).ToList();
        found.Add(new QualityFinding(
            Text($"no event has {string.Join(", ", fields.Take(Named))}{(fields.Count > Named ? Text($" and {fields.Count - Named} other fields") : "")}: {Counted(waiting.Count)} nothing of it"),
            "Map the fields (sources: fields), ingest them, or switch off the detectors that need them."));
    }

    private static string Counted(int detectors) => detectors == 1 ? "1 detector sees" : Text($"{detectors} detectors see");

    private static string NameOf(QualityPart part) => part.AnyOf is [var only] ? only : Text($"{(part.IsField ? "" : "a ")}{part.Name} ({string.Join(" or ", part.AnyOf.Take(Named))})");

    private static string Of(long events, SourceDay day) => Text($"{events:N0} events ({events / (double)day.Events:P1})");

    private static string Quoted(string value)
    {
        var text = BoundedText.Of(value);
        return $"\"{(text.Length > 40 ? text[..40] + "…" : text)}\"";
    }

    private static double? Share(SourceDay day, string part) => double.IsNaN(day.Share(part)) ? null : Math.Round(day.Share(part), 4);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
