using System.Globalization;
using System.Text.RegularExpressions;
using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Documents;

namespace BehaviorElasticSidecar.Worker.Verbs;

/// <summary>The sentences about what is learnt. A part that a baseline does not have says nothing, so a new measure needs no words of its own here.</summary>
internal static partial class LearntWords
{
    /// <summary>Common fields in one word; others are called by their last part.</summary>
    private static readonly Dictionary<string, string> Nouns = new(StringComparer.Ordinal)
    {
        ["source.ip"] = "address", ["destination.ip"] = "address", ["client.ip"] = "address", ["host.name"] = "host", ["source.geo.country_iso_code"] = "country",
        ["user_agent.device.name"] = "device", ["user_agent.name"] = "browser", ["process.name"] = "program", ["process.executable"] = "program", ["url.domain"] = "domain",
        ["dns.question.registered_domain"] = "domain", ["destination.port"] = "port", ["service.name"] = "service", ["user.name"] = "user", ["user.effective.name"] = "account",
    };

    /// <summary>Whence somebody comes, as against what it does there.</summary>
    private static readonly string[] Origins = ["address", "country", "device", "browser"];

    /// <summary>Hours in words beyond this length tell nobody anything.</summary>
    private const int LongestHours = 40;

    /// <summary>Share of the hours of the week.</summary>
    private const double RoundTheClock = 0.75;

    /// <summary><c>usually Mon-Fri 08:00 to 18:00 Chicago time, from 3 addresses and 2 countries, with 12 programs</c>; null where neither hours nor values are known.</summary>
    public static string? Headline(LearntEntity entity)
    {
        var week = entity.Detectors.SelectMany(d => d.Baselines.Select(b => (d.Measure, b))).Where(d => d.b.Week is not null && d.b.Partner is null)
            .OrderByDescending(d => d.Measure == "time").ThenByDescending(d => d.b.Evidence).Select(d => d.b.Week).FirstOrDefault();
        var values = entity.Detectors.Where(d => d is { Measure: "rare", Of: not null } && Nouns.ContainsKey(d.Of)).Select(d => (Noun: Noun(d.Of!), Known: d.Baselines[0].Values?.Known ?? 0))
            .Where(d => d.Known > 0).GroupBy(d => d.Noun, StringComparer.Ordinal).Select(g => (Noun: g.Key, Text: Many(g.Max(d => d.Known), g.Key))).ToList();
        List<string> parts = week is null ? [] : [$"usually {Clock().Replace(Hours(week), "$1:00 to $2:00")} {Zone(entity.TimeZone)}"];
        parts.AddRange(Listed("from", values.Where(v => Origins.Contains(v.Noun))));
        parts.AddRange(Listed("with", values.Where(v => !Origins.Contains(v.Noun))));
        return parts.Count == 0 ? null : string.Join(", ", parts);
    }

    private static IEnumerable<string> Listed(string how, IEnumerable<(string Noun, string Text)> values) =>
        values.Select(v => v.Text).ToList() is { Count: > 0 } texts ? [$"{how} {PlainText.List(texts)}"] : [];

    private static string Hours(LearntWeek week) => week.Usual.Length <= LongestHours ? week.Usual
        : week.Shares.Count(s => s > 0) >= RoundTheClock * week.Shares.Count ? "nearly round the clock" : "at scattered hours";

    [GeneratedRegex(@"\b(\d\d)-(\d\d)\b", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Clock();

    /// <summary>Whether there is anything to say: pairs that never did enough to be looked at have only been seen.</summary>
    public static bool SaysAnything(LearntBaseline learnt) => learnt is not { Week: null, Amount: null, Values: null, Rate: null, Gap: null, Place: null };

    /// <summary>One line for each part of the baseline.</summary>
    public static IEnumerable<string> Of(LearntBaseline learnt, LearntDetector detector)
    {
        if (learnt.Week is { } week)
            yield return $"usually {Hours(week)}{(week.OthersUsual is { Length: <= LongestHours } others ? $"; others {others}" : "")}";
        if (learnt.Amount is { } amount)
            yield return Amount(amount, detector);
        if (learnt.Values is { } values)
            yield return Values(values, detector);
        if (learnt.Rate is { } rate)
            yield return $"{rate.What} about every {Days(rate.EveryDays)}{(rate.OthersEveryDays is { } every ? $" (others who ever had it: every {Days(every)})" : "")}";
        if (learnt.Gap is { } gap)
            yield return $"usually back {(gap.MedianDays == 1 ? "the next day" : $"after {Days(gap.MedianDays)}")}, within {Days(gap.P95Days)} in 19 of 20 cases; others within {Days(gap.OthersP95Days)}";
        if (learnt.Place is { } place)
            yield return string.Create(CultureInfo.InvariantCulture, $"last at {place.Address}{(place.Country is { } country ? $", {country}" : "")}, {place.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
    }

    /// <summary><c>312 active hours in 56 days, 2026-01-05 to 2026-03-01; own habits weigh 97%</c>; the rest is what others do.</summary>
    public static string Sureness(LearntBaseline learnt) => string.Create(CultureInfo.InvariantCulture,
        $"{PlainText.Number(Few(learnt.Evidence))} {learnt.EvidenceUnit} in {Days(learnt.Days ?? 1)}, {learnt.LastDay?.AddDays(1 - (learnt.Days ?? 1)):yyyy-MM-dd} to {learnt.LastDay:yyyy-MM-dd}; own habits weigh {PlainText.Share(learnt.OwnFraction)}");

    /// <summary>Why there may be no anomalies; null where there may.</summary>
    public static string? State(LearntDetector detector) => detector.State switch
    {
        "frozen" => "learns nothing now: its source is silent or has lost a field (see behavior-health)",
        "learning" when detector.SpeaksFrom is { } from => string.Create(CultureInfo.InvariantCulture, $"still learning: gives anomalies from {from:yyyy-MM-dd} on"),
        "learning" => "still learning",
        _ => null,
    };

    /// <summary><c>America/Chicago</c> is "Chicago time".</summary>
    public static string Zone(string id) => id.Contains('/', StringComparison.Ordinal) ? $"{id[(id.LastIndexOf('/') + 1)..].Replace('_', ' ')} time" : id;

    public static string Noun(string field) => Nouns.GetValueOrDefault(field) ?? $"value of {field}";

    /// <summary><c>3 addresses</c>, <c>1 value of file.name</c>: the first word is the one that is counted.</summary>
    public static string Many(long count, string noun) => $"{PlainText.Number(count)} {(count == 1 ? noun : Plural(noun))}";

    private static string Plural(string noun)
    {
        var (first, rest) = noun.IndexOf(' ', StringComparison.Ordinal) is > 0 and var end ? (noun[..end], noun[end..]) : (noun, "");
        return first switch
        {
            "country" => "countries",
            "address" => "addresses",
            _ => first + "s",
        } + rest;
    }

    private static bool IsCount(string unit) => unit is "events" or "values";

    private static string Amount(LearntAmount amount, LearntDetector detector)
    {
        var others = amount.OthersMedian is { } median ? $"; others {(amount.Unit == "share" ? "" : "about ")}{Size(median, amount.Unit)}" : "";
        return amount.Unit switch
        {
            "share" => $"usually {PlainText.Share(amount.Median)} of its events{(amount.P95 > 0 ? $", of 100 at once up to {PlainText.Number(Math.Round(100 * amount.P95))} in 19 of 20" : "")}{others}",
            "bits" => $"usually {Size(amount.Median, amount.Unit)} per character of {detector.Of}, up to {Size(amount.P95, amount.Unit)} in 19 of 20{others}",
            "hours" => $"usually {Size(amount.Median, amount.Unit)} hours or more without a break, up to {Size(amount.P95, amount.Unit)} in 19 of 20{others}",
            "origins" => $"usually {Size(amount.Median, amount.Unit)} at the same time ({detector.Of}), up to {Size(amount.P95, amount.Unit)} in 19 of 20{others}",
            "score" => $"usually a beacon score of {Size(amount.Median, amount.Unit)} of 1, up to {Size(amount.P95, amount.Unit)} in 19 of 20{others}",
            _ when detector.Measure == "drift" => $"usually {Size(amount.Median, amount.Unit)} a day, days without any counted; up to {Size(amount.P95, amount.Unit)} builds nothing up{others}",
            _ => $"usually {Each(detector)} {Size(amount.Median, amount.Unit)}{What(amount.Unit, amount.Median, detector)} {Per(detector)}, up to {Size(IsCount(amount.Unit) ? Math.Ceiling(amount.P95) : amount.P95, amount.Unit)} in 19 of 20{others}",
        };
    }

    private static string Values(LearntValues values, LearntDetector detector)
    {
        var noun = detector.Of is { } field ? Noun(field) : "value";
        var most = values.Most.Count == 0 ? "" : $"{(values.Known > values.Most.Count ? ", most often" : ":")} {string.Join(", ", values.Most.Select(Value))}";
        var fresh = values.NewEveryDays is { } every ? $"; something new about every {ActiveDays(every)}{(values.OthersNewEveryDays is { } others ? $" (others every {ActiveDays(others)})" : "")}" : "";
        return $"{Many(values.Known, noun)} known{most}{fresh}";
    }

    private static string Value(LearntValue value) => !value.IsKnown ? $"{value.Text} (not believed yet)"
        : $"{value.Text} ({Days(value.Days)}, known to {(value.Entities <= 1 && value.Days > 1 ? "it alone" : PlainText.Number(Math.Max(1, value.Entities)))})";

    private static string Each(LearntDetector detector) => detector.Measure switch
    {
        "max" => "at most",
        "mean" => "a mean of",
        _ => "about",
    };

    private static string What(string unit, double amount, LearntDetector detector) => unit switch
    {
        "bytes" => "",
        "events" => Few(amount) == 1 ? " event" : " events",
        "values" => $" different {(Few(amount) == 1 ? Noun(detector.Of ?? "value") : Plural(Noun(detector.Of ?? "value")))}",
        _ => $" of {unit}",
    };

    private static string Per(LearntDetector detector) => detector.Bucket switch
    {
        "1h" => "an active hour",
        "1d" => "an active day",
        var bucket => $"in active {bucket}",
    };

    private static string Size(double amount, string unit) => unit switch
    {
        "bytes" => PlainText.Bytes(amount),
        "share" => PlainText.Share(amount),
        _ => PlainText.Number(Few(amount)),
    };

    /// <summary>Two digits after the point below ten, one below a hundred, else none: more would promise too much.</summary>
    private static double Few(double number) => Math.Round(number, Math.Abs(number) < 10 ? 2 : Math.Abs(number) < 100 ? 1 : 0);

    private static string ActiveDays(double days) => Math.Round(days) <= 1 ? "active day" : $"{PlainText.Number(Math.Round(days))} active days";

    /// <summary>Less than a day and a half is one: half a day of doubtful evidence was still a day.</summary>
    private static string Days(double days) => Math.Round(days) <= 1 ? "1 day" : $"{PlainText.Number(Math.Round(days))} days";
}
