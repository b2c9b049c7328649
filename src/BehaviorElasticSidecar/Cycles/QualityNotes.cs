using System.Globalization;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Numerics;
using BehaviorElasticSidecar.Quality;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>What is said of sources in <c>behavior-health</c>: each day in numbers, each trouble once when it begins and once when it ends.</summary>
internal static class QualityNotes
{
    /// <summary>Written again with more numbers when a day's late events have come: the same id.</summary>
    public static HealthDocument OfDay(QualityPlan plan, SourceHealth health, SourceDay day)
    {
        var findings = QualityFindings.Of(plan, health, day, withMissing: false);
        return Note(day.Day, "quality", $"quality-{StableHash.Of(day.Source):x16}-{day.Day:yyyyMMdd}", new HealthFields
        {
            Kind = "quality",
            Status = findings.Count == 0 ? "ok" : "degraded",
            Source = day.Source,
            Quality = QualityFindings.Fields(plan, health, day),
            Advice = findings.Count == 0 ? null : string.Join(' ', findings.Select(f => f.Advice).Distinct(StringComparer.Ordinal)),
        }, findings.Count == 0
            ? Text($"{day.Source} on {day.Day:yyyy-MM-dd}: {day.Events:N0} events, nothing odd")
            : Text($"{day.Source} on {day.Day:yyyy-MM-dd}: {string.Join("; ", findings.Select(f => f.Problem))}"));
    }

    /// <param name="frozen">Detectors that do not learn while it lasts.</param>
    public static HealthDocument OfChange(TroubleChange change, IReadOnlyList<string> frozen)
    {
        var trouble = change.Trouble;
        var action = (trouble.Kind, change.IsEnd) switch
        {
            (TroubleKind.Silent, false) => "source-silent",
            (TroubleKind.Silent, true) => "source-back",
            (TroubleKind.Low, false) => "volume-low",
            (TroubleKind.Low, true) => "volume-back",
            (_, false) => "field-lost",
            _ => "field-back",
        };
        return Note(change.Day.AddDays(1), action, $"{action}-{StableHash.Of($"{change.Source}\n{trouble.Part}"):x16}-{change.Day:yyyyMMdd}", new HealthFields
        {
            Kind = "trouble",
            Status = change.IsEnd ? "ok" : "degraded",
            Source = change.Source,
            Field = trouble.Part.Length == 0 ? null : trouble.Part,
            Since = trouble.Since,
            Actual = change.Actual,
            Expected = double.IsNaN(change.Expected) ? null : Math.Round(change.Expected),
            Frozen = change.IsEnd || frozen.Count == 0 ? null : frozen,
            Advice = Advice(change),
        }, Message(change) + Learning(change, frozen));
    }

    private static string Message(TroubleChange change)
    {
        var (source, trouble) = (change.Source, change.Trouble);
        var held = trouble.Kind == TroubleKind.Lost
            ? Text($"{change.Actual:N0} events of {change.Day:yyyy-MM-dd} have {trouble.Part} where {change.Expected:N0} are usual")
            : Text($"{change.Actual:N0} events on {change.Day:yyyy-MM-dd} where {change.Expected:N0} are usual");
        return (trouble.Kind, change.IsEnd) switch
        {
            (TroubleKind.Silent, false) => Text($"{source} has been silent since {trouble.Since:yyyy-MM-dd HH:mm} UTC"),
            (TroubleKind.Silent, true) => Text($"{source} is back after having been silent since {trouble.Since:yyyy-MM-dd HH:mm} UTC"),
            _ when change.IsAccepted => Text($"{source}: {held}, for {SourceHealth.PatienceDays} days now: taken as usual from here on"),
            (TroubleKind.Low, false) => $"{source} sends much less than usual: {held}",
            (TroubleKind.Low, true) => $"{source} sends as much as usual again: {held}",
            (_, false) => $"{source} has lost {trouble.Part}: {held}",
            _ => $"{source} has {trouble.Part} again: {held}",
        };
    }

    private static string Learning(TroubleChange change, IReadOnlyList<string> frozen) => frozen.Count == 0 ? ""
        : change.IsEnd ? Text($". {frozen.Count} detectors learn again")
        : Text($". {frozen.Count} detectors do not learn until it is back");

    private static string? Advice(TroubleChange change) => change.IsEnd ? null : change.Trouble.Kind switch
    {
        TroubleKind.Silent => "Look at what ships it. Nothing is learnt from its silence, and nobody is missed for it.",
        TroubleKind.Low => "Did some of the senders stop? A holiday looks the same.",
        _ => "Did an upgrade or a pipeline rename or drop it? Map the new name (sources: fields) or mend the pipeline.",
    };

    private static HealthDocument Note(DateTimeOffset at, string action, string id, HealthFields health, string message) => new()
    {
        Timestamp = at,
        Event = new EventFields { Kind = "event", Dataset = HealthNotes.Dataset, Action = action, Id = id },
        Message = message,
        Behavior = new HealthBehavior(health),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
