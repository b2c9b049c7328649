using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using HandlebarsDotNet;
using NodaTime;

namespace BehaviorElasticSidecar.Anomalies;

/// <summary>The two sentences of an anomaly: what happened, from the detector's template, and what would have been normal.</summary>
/// <remarks>
/// A template is compiled once and comes from a detector file only. What logs say enters as finished text: it is cleaned and cut, and never
/// compiled. Nothing is HTML-escaped here, as a sentence is plain text: whoever puts it into HTML, Markdown or a header escapes for that.
/// </remarks>
internal sealed class Sentences(SiteClock clock)
{
    private readonly IHandlebars _handlebars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true });
    private readonly ConcurrentDictionary<string, HandlebarsTemplate<object, object>> _compiled = new(StringComparer.Ordinal);

    public string Render(Finding finding) =>
        _compiled.GetOrAdd(finding.Detector.Sentence, template => _handlebars.Compile(template))(Fields(finding)) + WhyAtAll(finding) + Holiday(finding) + Late(finding);

    /// <summary>How long after its own bucket it was read; within a bucket's length of how late the event was.</summary>
    private static string Late(Finding finding)
    {
        if (finding.LateIn is not { } late)
            return string.Empty;
        var behind = late.From - finding.Bucket.From;
        return behind.TotalHours % 24 == 0 ? FormattableString.Invariant($" The event arrived {behind.TotalDays:0} d late.") : FormattableString.Invariant($" The event arrived {behind.TotalHours:0} h late.");
    }

    /// <summary>An amount within its usual bounds surprises by being there at all: at that hour, or ever; but for what is judged whatever the hour.</summary>
    private static string WhyAtAll(Finding finding)
    {
        var why = finding.Explanation;
        if (finding.Detector.Measure is "beacon" or "drift" or "entropy" or "gap" or "mean" or "ratio" or "session" or "spread")
            return string.Empty;
        if (finding.Detector.Direction == Direction.Low || Known(why.Actual) is not { } actual || Known(why.TypicalP95) is not { } p95 || actual > p95)
            return string.Empty;
        return why.TypicalHours is { Length: > 0 } hours
            ? $" Not the amount is unusual but the hour: usual is {PlainText.Clean(hours)}."
            : " Not the amount is unusual but that there is any at this hour.";
    }

    /// <summary>Said of what goes by the hours of the week.</summary>
    private string Holiday(Finding finding)
    {
        var local = clock.Of(finding.Key).At(finding.Bucket.From, finding.Bucket.Span);
        if (finding.Detector.Measure is not ("time" or "count" or "distinct" or "sum" or "max") || local.Holidays?.Has(local.Day) != true)
            return string.Empty;
        return local.Holidays.NameOf(local.Day) is { } name ? $" The day was a holiday: {PlainText.Clean(name)}." : " The day was a holiday.";
    }

    /// <summary>The measure's own words, else what is known of the usual, else that nothing is.</summary>
    public static string Normal(Finding finding)
    {
        var why = finding.Explanation;
        if (!string.IsNullOrWhiteSpace(why.Normal))
            return PlainText.Clean(why.Normal, 2 * PlainText.LongestValue);
        if (why.TypicalHours is { Length: > 0 } hours)
            return $"Usual hours: {PlainText.Clean(hours)}.";
        if (why.TypicalValues.Count > 0)
            return $"Usual: {PlainText.List(why.TypicalValues)}.";
        return (Known(why.TypicalMedian), Known(why.TypicalP95)) switch
        {
            ({ } median, { } p95) => $"Usually about {Amount(finding.Detector, median)}; up to {Amount(finding.Detector, p95)} in 19 of 20 cases.",
            ({ } median, null) => $"Usually about {Amount(finding.Detector, median)}.",
            (null, { } p95) => $"Usually up to {Amount(finding.Detector, p95)}.",
            _ => $"Nothing like it is usual for this {KindName(finding.Detector.Entity)}.",
        };
    }

    private Dictionary<string, object> Fields(Finding finding)
    {
        var (detector, why) = (finding.Detector, finding.Explanation);
        return new Dictionary<string, object>
        {
            ["entity"] = PlainText.Clean(EntityDocumentFields.NameOf(finding.Key)),
            ["kind"] = KindName(detector.Entity),
            ["value"] = Text(why.Value, "an unnamed value"),
            ["partner"] = Text(why.Partner, "any partner"),
            ["actual"] = Amount(detector, why.Actual),
            ["typical"] = new Dictionary<string, object>
            {
                ["median"] = Amount(detector, why.TypicalMedian),
                ["p95"] = Amount(detector, why.TypicalP95),
                ["values"] = why.TypicalValues.Count > 0 ? PlainText.List(why.TypicalValues) : new Missing("nothing known yet"),
                ["hours"] = Text(why.TypicalHours, "no usual hours"),
            },
            ["times"] = Known(why.Times) is { } times ? PlainText.Times(times) : new Missing("many"),
            ["since"] = why.Since is { } since ? Local(since, clock.Of(finding.Key), "uuuu-MM-dd") : new Missing("the first day"),
            ["bucket"] = new Dictionary<string, object>
            {
                ["from"] = LocalTime(finding, finding.Bucket.From),
                ["to"] = LocalTime(finding, finding.Bucket.To),
            },
            ["peers"] = Peers(finding),
            ["context"] = ContextOf(finding),
            ["from"] = Text(why.Details.GetValueOrDefault("from"), "an unknown place"),
            ["to"] = Text(why.Details.GetValueOrDefault("to"), "an unknown place"),
            ["distance_km"] = Detail(finding, "distance_km"),
            ["speed_kmh"] = Detail(finding, "speed_kmh"),
        };
    }

    /// <summary><c>{{peers.share}} of {{peers.name}}</c> reads "none of 212 users".</summary>
    private static Dictionary<string, object> Peers(Finding finding)
    {
        var why = finding.Explanation;
        var size = why.PeersSize is > 0 ? PlainText.Number(why.PeersSize.Value) : null;
        return new Dictionary<string, object>
        {
            ["share"] = Known(why.PeersShare) is { } share ? PlainText.Share(share) : new Missing("an unknown share"),
            ["name"] = size is null ? new Missing("their peers")
                : why.PeersName is { } peers ? $"{size} {PlainText.Clean(peers, 2 * PlainText.LongestValue)}{Everybody(finding)}" : $"{size} {Plural(finding.Detector.Entity, why.PeersSize!.Value)}",
            ["size"] = size is null ? new Missing("an unknown number") : size,
        };
    }

    /// <summary>Beside a group: <c> (all 212 users: 3%)</c>.</summary>
    private static string Everybody(Finding finding) => finding.Explanation is { EverybodySize: > 0 and var size, EverybodyShare: { } share }
        ? $" (all {PlainText.Number(size)} {Plural(finding.Detector.Entity, size)}: {PlainText.Share(share)})" : "";

    private static Dictionary<string, object> ContextOf(Finding finding) => new()
    {
        ["full_name"] = Text(finding.Context?.FullName, "a name not known"),
        ["role"] = Text(finding.Context?.Role, "an unknown role"),
        ["department"] = Text(finding.Context?.Department, "an unknown department"),
        ["title"] = Text(finding.Context?.Title, "an unknown title"),
        ["manager"] = Text(finding.Context?.Manager, "an unknown manager"),
        ["owner"] = Text(finding.Context?.Owner, "an unknown owner"),
        ["type"] = Text(finding.Context?.Type, "an unknown type"),
        ["criticality"] = Text(finding.Context?.Criticality?.ToString().ToLowerInvariant(), "unknown"),
        ["privileged"] = finding.Context?.Privileged == true ? "privileged" : new Missing("not privileged"),
    };

    private static object Amount(Detector detector, double? amount) => Known(amount) switch
    {
        null => new Missing("an unknown amount"),
        { } known when detector.Part is not null => PlainText.Share(known),
        { } known when detector.Measure is "beacon" or "entropy" => PlainText.Number(Math.Round(known, 2)),
        { } known when detector.IsInBytes => PlainText.Bytes(known),
        { } known => PlainText.Number(known),
    };

    private static object Detail(Finding finding, string name) =>
        double.TryParse(finding.Explanation.Details.GetValueOrDefault(name), CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? PlainText.Number(Math.Round(number))
            : new Missing("an unknown number of");

    private static object Text(string? text, string missing) => string.IsNullOrWhiteSpace(text) ? new Missing(missing) : PlainText.Clean(text);

    private static double? Known(double? number) => number is { } value && double.IsFinite(value) ? value : null;

    private static string KindName(EntityKind kind) => kind.Name().Replace('_', ' ');

    private static string Plural(EntityKind kind, long count) => count == 1 ? KindName(kind) : KindName(kind) + (kind == EntityKind.Address ? "es" : "s");

    /// <summary>As the entity lives it, so that it compares with its usual hours; the zone is named where it is not the site's.</summary>
    private string LocalTime(Finding finding, DateTimeOffset instant)
    {
        var own = clock.Of(finding.Key);
        var time = Local(instant, own, "uuuu-MM-dd HH:mm");
        return own.Zone.Id == clock.Zone.Id ? time : $"{time} ({own.Zone.Id})";
    }

    private static string Local(DateTimeOffset instant, SiteClock own, string pattern) =>
        Instant.FromDateTimeOffset(instant).InZone(own.Zone).ToString(pattern, CultureInfo.InvariantCulture);

    /// <summary>The word that stands where nothing is known: empty, and so false to <c>{{#if}}</c>, yet rendered.</summary>
    private sealed class Missing(string word) : IEnumerable
    {
        public IEnumerator GetEnumerator() => Array.Empty<object>().GetEnumerator();

        public override string ToString() => word;
    }
}
