using System.Globalization;
using BehaviorElasticSidecar.Documents;

namespace BehaviorElasticSidecar.Reports;

/// <summary>One anomaly: the sentence first, then what was seen, what is usual, how rare that is, and where the evidence lies.</summary>
internal static class AnomalyCard
{
    public static void Add(Html html, AnomalyDocument anomaly, AnomalySeries? series, int maxPoints, LocalTimes times)
    {
        var found = anomaly.Behavior;
        var score = (long)Math.Round(found.Score);
        html.Add($"<article class=\"anomaly\"><div class=\"score {ScoreBand.Of(found.Score).Class}\"><b>{score}</b><span>score</span></div><div class=\"told\"><h4><bdi>{anomaly.Message}</bdi></h4><p class=\"when\">");
        times.Add(html, anomaly.Timestamp);
        if (anomaly.Event.End is { } end && end - anomaly.Timestamp > TimeSpan.FromHours(1))
        {
            html.Add($" to ");
            times.Add(html, end);
        }

        html.Add($" · {anomaly.Rule.Name}");
        foreach (var technique in Techniques(anomaly))
            html.Add($" <span class=\"tag\">{technique}</span>");
        if (found.Late)
            html.Add($" <span class=\"tag\">arrived late</span>");
        if (found.Shadow)
            html.Add($" <span class=\"tag\">shadow: adds no risk</span>");
        html.Add($"</p><dl>");
        AddFacts(html, found, series?.Unit ?? Unit(found.Detector.Measure), times);
        html.Add($"</dl>");
        AddEvidence(html, found.Evidence, times);
        html.Add($"</div>");
        if (series is not null)
            BandChart.Add(html, series, maxPoints, anomaly.Timestamp, times);
        html.Add($"</article>\n");
    }

    private static void AddFacts(Html html, AnomalyBehavior found, string? unit, LocalTimes times)
    {
        if (found.Travel is { } travel)
            Fact(html, "Travel", $"{travel.From} to {travel.To}, {Wording.Amount(travel.DistanceKm, "km")} at {Wording.Amount(travel.SpeedKmh, "km/h")}");
        Fact(html, "Actual", Actual(found, unit));
        Fact(html, "Typical", Typical(found.Typical, unit));
        Fact(html, "Partner", found.Partner);
        if (found.Times is { } times1 && double.IsFinite(times1))
            Fact(html, "Ratio", $"{times1.ToString(times1 >= 100 ? "N0" : "0.#", CultureInfo.InvariantCulture)} times the typical");
        if (found.Peers is { Share: { } share } peers)
            Fact(html, "Peers", $"{Wording.Share(share)} of {(peers.Size is { } size ? $"{Wording.Count(size)} " : "the ")}{peers.Name ?? "others"} show the same{(peers is { EverybodyShare: { } all, EverybodySize: { } of } ? $"; {Wording.Share(all)} of all {Wording.Count(of)}" : "")}");
        Fact(html, "Would be normal", found.Normal);
        Fact(html, "Rarity", $"{Wording.OneIn(found.Rarity)} entity-days; probability {Wording.Probability(found.Probability)}");
        if (found.Since is not { } since)
            return;
        html.Add($"<div><dt>Known since</dt><dd>");
        times.AddDay(html, since);
        html.Add($"</dd></div>");
    }

    private static string? Actual(AnomalyBehavior found, string? unit)
    {
        // A new value is told by the value; its count of one would say nothing.
        if (found.Value is not null)
            return found.Actual is > 1 ? $"{found.Value} ({Wording.Amount(found.Actual, unit)})" : found.Value;
        return found.Actual is null ? null : Wording.Amount(found.Actual, unit);
    }

    private static string? Typical(TypicalFields? typical, string? unit)
    {
        if (typical is null)
            return null;
        var parts = new List<string>();
        if (typical.Median is { } median)
            parts.Add(typical.P95 is { } p95 ? $"{Wording.Amount(median, unit)}, 95 % up to {Wording.Amount(p95, unit)}" : Wording.Amount(median, unit));
        if (typical.Values is { Count: > 0 } values)
            parts.Add(string.Join(", ", values));
        if (typical.Hours is { } hours)
            parts.Add(hours);
        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    private static void AddEvidence(Html html, EvidenceFields evidence, LocalTimes times)
    {
        html.Add($"<details class=\"evidence\"><summary>Evidence</summary><p>Index {string.Join(", ", evidence.Indices)}, ");
        times.Add(html, evidence.From);
        html.Add($" to ");
        times.Add(html, evidence.To);
        html.Add($"</p><div class=\"copy\"><code>{evidence.Kql}</code><button type=\"button\" hidden>Copy</button></div>");
        html.Add($"<div class=\"copy\"><code>{evidence.Query}</code><button type=\"button\" hidden>Copy</button></div></details>");
    }

    private static void Fact(Html html, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            html.Add($"<div><dt>{name}</dt><dd><bdi>{value}</bdi></dd></div>");
    }

    private static IEnumerable<string> Techniques(AnomalyDocument anomaly) => anomaly.Threat is not { } threat ? []
        : threat.Technique.Id.Where(id => threat.Technique.Subtechnique?.Id.Any(s => s.StartsWith(id + ".", StringComparison.Ordinal)) != true)
            .Concat(threat.Technique.Subtechnique?.Id ?? []);

    private static string? Unit(string measure) => measure switch
    {
        "count" => "events",
        "distinct" => "different",
        "rare" or "time" => "events",
        _ => null,
    };
}
