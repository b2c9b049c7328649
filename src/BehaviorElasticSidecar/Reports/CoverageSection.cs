using BehaviorElasticSidecar.Documents;

namespace BehaviorElasticSidecar.Reports;

/// <summary>What could not be scored and why: garbage in is said, never silently learnt.</summary>
internal static class CoverageSection
{
    private static readonly string[] Worst = ["off", "degraded", "learning", "ready"];

    public static void Add(Html html, SummaryDocument summary)
    {
        html.Add($"<section id=\"coverage\"><h2>What could not be scored, and why</h2>\n");
        var detectors = summary.Detectors.OrderBy(d => Rank(d.State)).ThenBy(d => d.Id, StringComparer.Ordinal).ThenBy(d => d.Source, StringComparer.Ordinal).ToList();
        AddCounts(html, detectors);
        AddDetectors(html, detectors);
        AddSources(html, summary.Sources);
        AddDropped(html, summary);
        if (summary.Notes.Count > 0)
        {
            html.Add($"<h3>Notes</h3><ul>");
            foreach (var note in summary.Notes)
                html.Add($"<li><bdi>{note}</bdi></li>");
            html.Add($"</ul>");
        }

        html.Add($"</section>\n");
    }

    private static int Rank(string state)
    {
        var rank = Array.IndexOf(Worst, state);
        return rank < 0 ? 0 : rank;
    }

    private static void AddCounts(Html html, List<DetectorSummary> detectors)
    {
        html.Add($"<p>");
        var states = Worst.Select(state => (State: state, Count: detectors.Count(d => d.State == state))).Where(s => s.Count > 0).Reverse().ToList();
        foreach (var (state, count) in states)
            html.Add($"<span class=\"state {state}\">{state}</span><span>{Wording.Plural(count, "detector", "detectors")}</span>");
        html.Add($"</p>\n");
    }

    private static void AddDetectors(Html html, List<DetectorSummary> detectors)
    {
        if (detectors.Count == 0)
            return;
        html.Add($"<div class=\"scroll\"><table><caption class=\"quiet\">Detectors</caption><thead><tr><th scope=\"col\">Detector</th><th scope=\"col\">State</th><th scope=\"col\">Why</th><th scope=\"col\" class=\"num\">Entities</th><th scope=\"col\" class=\"num\">Observations</th><th scope=\"col\" class=\"num\">Anomalies</th></tr></thead><tbody>\n");
        foreach (var one in detectors)
        {
            html.Add($"<tr><th scope=\"row\">{one.Title} <span class=\"quiet\">{one.Id} on {one.Source}</span></th><td><span class=\"state {one.State}\">{one.State}</span></td><td>{one.Reason ?? ""}</td>");
            html.Add($"<td class=\"num\">{Wording.Count(one.Entities)}</td><td class=\"num\">{Wording.Count(one.Observations)}</td><td class=\"num\">{Wording.Count(one.Anomalies)}</td></tr>\n");
        }

        html.Add($"</tbody></table></div>\n");
    }

    private static void AddSources(Html html, IReadOnlyList<SourceQualitySummary> sources)
    {
        if (sources.Count == 0)
            return;
        html.Add($"<div class=\"scroll\"><table><caption class=\"quiet\">Data quality: the share of events that have or are ...</caption><thead><tr><th scope=\"col\">Source</th><th scope=\"col\" class=\"num\">Events</th><th scope=\"col\" class=\"num\">Days</th><th scope=\"col\" class=\"num\">User</th><th scope=\"col\" class=\"num\">Host</th><th scope=\"col\" class=\"num\">Origin</th><th scope=\"col\" class=\"num\">Geo</th><th scope=\"col\" class=\"num\">Late</th></tr></thead><tbody>\n");
        foreach (var source in sources)
        {
            var quality = source.Quality;
            html.Add($"<tr><th scope=\"row\">{source.Source}</th><td class=\"num\">{Wording.Count(quality.Events)}</td><td class=\"num\">{Wording.Count(source.Days)}</td><td class=\"num\">{Wording.Share(quality.UserFraction)}</td><td class=\"num\">{Wording.Share(quality.HostFraction)}</td>");
            html.Add($"<td class=\"num\">{Wording.Share(quality.OriginFraction)}</td><td class=\"num\">{Wording.Share(quality.GeoFraction)}</td><td class=\"num\">{Wording.Share(quality.LateFraction)}</td></tr>\n");
        }

        html.Add($"</tbody></table></div>\n");
        if (sources.All(s => s.Findings.Count == 0))
            return;
        html.Add($"<ul>");
        foreach (var source in sources)
            foreach (var finding in source.Findings)
                html.Add($"<li>{source.Source}: <bdi>{finding.Problem}</bdi>. {finding.Advice}</li>");
        html.Add($"</ul>\n");
    }

    private static void AddDropped(Html html, SummaryDocument summary)
    {
        html.Add($"<h3>Events that were not used</h3>");
        if (summary.Dropped.Count == 0)
        {
            html.Add($"<p>None: every event read was usable.</p>\n");
            return;
        }

        html.Add($"<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Reason</th><th scope=\"col\" class=\"num\">Events</th><th scope=\"col\">For example</th></tr></thead><tbody>\n");
        foreach (var drop in summary.Dropped.OrderByDescending(d => d.Count).ThenBy(d => d.Reason, StringComparer.Ordinal))
            html.Add($"<tr><th scope=\"row\">{drop.Reason}</th><td class=\"num\">{Wording.Count(drop.Count)}</td><td><code>{drop.Example ?? ""}</code></td></tr>\n");
        html.Add($"</tbody></table></div>\n");
    }
}
