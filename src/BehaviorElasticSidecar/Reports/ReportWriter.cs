using System.Security.Cryptography;
using System.Text;

namespace BehaviorElasticSidecar.Reports;

/// <summary><c>report.html</c>: one page that needs no network, works without script, prints, and gives the same bytes for the same input.</summary>
/// <remarks>Written section by section; memory holds one section. The page's own policy lets only our style and script run, by their hashes, so even a fault in escaping runs nothing.</remarks>
public static class ReportWriter
{
    public static async Task WriteAsync(ReportInput input, Stream to, CancellationToken cancellationToken)
    {
        var outline = ReportOutline.Of(input);
        var times = new LocalTimes(input.Clock);
        var scored = Scored(input);
        var html = new Html();
        AddHead(html);
        AddHeadline(html, input, outline, times);
        RarestDaysSection.Add(html, input.Days, outline, input.Limits.Days);
        html.Add($"<section id=\"days\"><h2>Anomalies per day</h2>\n");
        TimelineChart.Add(html, input, times);
        html.Add($"</section>\n<section id=\"entities\"><h2>Who to look at first</h2>\n");
        AddFilter(html);
        EntitySection.AddTable(html, outline, scored, times);
        html.Add($"</section>\n<h2>What they did</h2>\n");
        await SendAsync(html, to, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < outline.Entities.Count; i++)
        {
            EntitySection.Add(html, outline, i, input, scored, times);
            await SendAsync(html, to, cancellationToken).ConfigureAwait(false);
        }

        CoverageSection.Add(html, input.Summary);
        html.AddConstant(EvaluationSection.Place);
        AddReading(html);
        html.Add($"</main><footer>Behavior Elastic Sidecar {input.Summary.Version}. Times are in {times.ZoneName}; hover for UTC.</footer>\n<script>");
        html.AddConstant(ReportScript.Text).Add($"</script>\n</body></html>\n");
        await SendAsync(html, to, cancellationToken).ConfigureAwait(false);
    }

    private static async Task SendAsync(Html html, Stream to, CancellationToken cancellationToken) =>
        await to.WriteAsync(html.Take(), cancellationToken).ConfigureAwait(false);

    /// <summary>What charts span: the scored time, widened to whatever risk and anomalies lie outside of it.</summary>
    private static (DateTimeOffset From, DateTimeOffset To) Scored(ReportInput input)
    {
        var instants = input.RiskHistory.Select(r => r.Timestamp).Concat(input.Anomalies.Select(a => a.Timestamp));
        var (first, last) = (DateTimeOffset.MaxValue, DateTimeOffset.MinValue);
        foreach (var at in instants)
            (first, last) = (at < first ? at : first, at > last ? at : last);
        var from = input.Summary.ScoreFrom ?? input.Summary.From ?? first;
        var to = input.Summary.To ?? last;
        return (first < from ? first : from, last > to ? last : to);
    }

    private static void AddHead(Html html)
    {
        html.Add($"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Add($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-");
        html.AddConstant(Hash(ReportStyle.Text)).Add($"'; script-src 'sha256-").AddConstant(Hash(ReportScript.Text));
        html.Add($"'; base-uri 'none'; form-action 'none'\">\n<meta name=\"referrer\" content=\"no-referrer\"><meta name=\"color-scheme\" content=\"light dark\">\n<title>Behaviour report</title>\n<style>");
        html.AddConstant(ReportStyle.Text).Add($"</style></head>\n<body><main>\n");
    }

    private static void AddHeadline(Html html, ReportInput input, ReportOutline outline, LocalTimes times)
    {
        var summary = input.Summary;
        html.Add($"<header class=\"page\"><h1>Behaviour report</h1>");
        if (summary is { From: { } from, To: { } to })
        {
            html.Add($"<p>Events from ");
            times.Add(html, from);
            html.Add($" to ");
            times.Add(html, to);
            if (summary.ScoreFrom is { } scoreFrom)
            {
                html.Add($"; learnt before and scored from ");
                times.Add(html, scoreFrom);
            }

            html.Add($" ({times.ZoneName})</p>");
        }

        html.Add($"<dl class=\"tiles\">");
        Tile(html, "events read", Wording.Count(summary.Events), "");
        Tile(html, "entities", Wording.Count(summary.Entities.Sum(e => e.Count)), string.Join(", ", summary.Entities.OrderByDescending(e => e.Count)
            .ThenBy(e => e.Kind, StringComparer.Ordinal).Take(3).Select(e => Wording.Kinds(e.Count, e.Kind))));
        if (summary is { From: { } learntFrom, To: { } end })
        {
            var begin = summary.ScoreFrom ?? learntFrom;
            Tile(html, "learnt", Wording.Days(begin - learntFrom), "");
            Tile(html, "scored", Wording.Days(end - begin), "");
        }

        Tile(html, "anomalies", Wording.Count(summary.Anomalies), $"{Wording.Count(input.Anomalies.Count(a => a.Behavior.Score >= 75))} of score 75 and above");
        Tile(html, "at high or critical risk", Wording.Count(outline.AtLeastHigh), outline.AtLeastHigh == 1 ? "entity" : "entities");
        html.Add($"</dl></header>\n");
    }

    private static void Tile(Html html, string name, string value, string detail) =>
        html.Add($"<div><dt>{name}</dt><dd>{value}<span>{detail}</span></dd></div>");

    private static void AddFilter(Html html) => html.Add(
        $"<form id=\"filter\" hidden><label>Find <input type=\"search\" placeholder=\"name, detector, value\"></label> <label>Level at least <select><option value=\"0\">any</option><option value=\"1\">Low</option><option value=\"2\">Moderate</option><option value=\"3\">High</option><option value=\"4\">Critical</option></select></label> <output></output></form>\n");

    private static void AddReading(Html html) => html.Add($"""
        <section id="reading"><h2>How to read a score</h2>
        <p>An <b>anomaly score</b> says how rare a finding is, counted in entity-days: one user, host or address on one day. Each step of 25 is ten times rarer.</p>
        <div class="scroll"><table><thead><tr><th scope="col" class="num">Score</th><th scope="col">Happens by itself</th><th scope="col">In an organisation of 300</th></tr></thead><tbody>
        <tr><td class="num">25</td><td>once in 100 entity-days</td><td>about 3 a day: context, not a finding</td></tr>
        <tr><td class="num">50</td><td>once in 1,000</td><td>about 1 in 3 days: worth a look together with others</td></tr>
        <tr><td class="num">75</td><td>once in 10,000</td><td>about 1 a month: look</td></tr>
        <tr><td class="num">100</td><td>once in 100,000 or less</td><td>look first</td></tr></tbody></table></div>
        <p><b>Typical</b> is what this entity, its peers and the organisation do at that hour of the week: the median, and the value that 95 of 100 such hours stay below. The grey band in the small charts is that range.
        <b>Risk</b> adds up an entity's anomalies of the last days, halves every day without news, and is for sorting: Low from 20, Moderate from 40, High from 70, Critical from 90.
        An anomaly is evidence that something is unusual, not proof that it is bad. Rates hold for each detector; many detectors over many people rightly give several 50s a day.</p></section>

        """);

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
