using System.Globalization;
using System.Text;
using BehaviorElasticSidecar.Documents;

namespace BehaviorElasticSidecar.Reports;

/// <summary>How many labelled attacks were found, as a section that goes into a report that is already there.</summary>
public static class EvaluationSection
{
    private const string Begin = "<!-- evaluation -->", End = "<!-- /evaluation -->";

    /// <summary>Where a report takes the section. Log text cannot look like this: it is escaped.</summary>
    internal const string Place = Begin + End + "\n";

    /// <summary>Puts the section into the report, or in place of the last one. False if the report has no place for it.</summary>
    public static async Task<bool> InsertAsync(string reportPath, EvaluationDocument evaluation, CancellationToken cancellationToken)
    {
        var page = await File.ReadAllTextAsync(reportPath, cancellationToken).ConfigureAwait(false);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
            return false;
        var html = new Html();
        Add(html, evaluation);
        await File.WriteAllTextAsync(
            reportPath, string.Concat(page.AsSpan(0, begin + Begin.Length), html.ToString(), page.AsSpan(end)), new UTF8Encoding(false), cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static void Add(Html html, EvaluationDocument evaluation)
    {
        var labels = evaluation.Runs.Sum(r => r.Labels);
        html.Add($"<section id=\"evaluation\"><h2>How many attacks were found</h2>\n<p>{labels} labelled attacks in {evaluation.Runs.Count} {(evaluation.Runs.Count == 1 ? "data set" : "data sets")}, {evaluation.Runs.Sum(r => r.Days)} scored days. ");
        html.Add($"An attack is found when one of its people or machines is among the first k of one of its days; everything else among them is false.</p>\n");
        AddRankings(html, evaluation);
        AddScenarios(html, evaluation);
        AddCalibration(html, evaluation);
        html.Add($"</section>\n");
    }

    private static void AddRankings(Html html, EvaluationDocument evaluation)
    {
        html.Add($"<div class=\"scroll\"><table><caption class=\"quiet\">Recall at k entity-days a day, with the 95 % interval, and false ones a day</caption><thead><tr><th scope=\"col\">Ordered by</th>");
        foreach (var budget in evaluation.Rankings[0].Budgets)
            html.Add($"<th scope=\"col\" class=\"num\">{budget.K} a day</th>");
        html.Add($"<th scope=\"col\" class=\"num\">ROC AUC</th><th scope=\"col\" class=\"num\">PR AUC</th></tr></thead><tbody>\n");
        foreach (var ranking in evaluation.Rankings)
        {
            html.Add($"<tr><th scope=\"row\">{ranking.Name}{(ranking.Naive ? " (naive)" : "")}</th>");
            foreach (var budget in ranking.Budgets)
                html.Add($"<td class=\"num\">{Percent(budget.Recall)}<br><span class=\"quiet\">{Percent(budget.Low)} to {Percent(budget.High)}<br>{Tenths(budget.FalsePerDay)} false</span></td>");
            html.Add($"<td class=\"num\">{Number(ranking.RocAuc)}</td><td class=\"num\">{Number(ranking.PrAuc)}</td></tr>\n");
        }

        html.Add($"</tbody></table></div>\n");
    }

    private static void AddScenarios(Html html, EvaluationDocument evaluation)
    {
        html.Add($"<div class=\"scroll\"><table><caption class=\"quiet\">Best place of each attack on one of its days, one number for each data set; a dash was never ranked</caption><thead><tr><th scope=\"col\">Attack</th><th scope=\"col\">Difficulty</th><th scope=\"col\" class=\"num\">Place</th><th scope=\"col\" class=\"num\">Never seen</th><th scope=\"col\" class=\"num\">Mean + 3 sigma</th></tr></thead><tbody>\n");
        foreach (var one in evaluation.Scenarios)
            html.Add($"<tr><th scope=\"row\">{one.Scenario}</th><td>{one.Difficulty ?? ""}</td><td class=\"num\">{Ranks(one.Ranks)}</td><td class=\"num\">{Ranks(one.NeverSeenRanks)}</td><td class=\"num\">{Ranks(one.ThreeSigmaRanks)}</td></tr>\n");
        html.Add($"</tbody></table></div>\n");
    }

    private static void AddCalibration(Html html, EvaluationDocument evaluation)
    {
        if (evaluation.Calibration.Count == 0)
            return;
        html.Add($"<div class=\"scroll\"><table><caption class=\"quiet\">Scores of all detectors pooled, {(evaluation.CalibratedOnClean ? "on the clean twins" : "attacks among them")}: promised against observed</caption><thead><tr><th scope=\"col\" class=\"num\">Score at least</th><th scope=\"col\" class=\"num\">Promised</th><th scope=\"col\" class=\"num\">Observed</th><th scope=\"col\" class=\"num\">Times</th></tr></thead><tbody>\n");
        foreach (var score in evaluation.Calibration)
            html.Add($"<tr><td class=\"num\">{score.Score}</td><td class=\"num\">{Wording.Count((long)Math.Round(score.Expected))}</td><td class=\"num\">{Wording.Count(score.Count)}</td><td class=\"num\">{Number(score.Count / score.Expected)}</td></tr>\n");
        html.Add($"</tbody></table></div>\n");
    }

    private static string Ranks(IReadOnlyList<int?> ranks) => string.Join(" ", ranks.Select(r => r?.ToString(CultureInfo.InvariantCulture) ?? "-"));

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} %");

    private static string Tenths(double number) => string.Create(CultureInfo.InvariantCulture, $"{number:0.0}");

    private static string Number(double? number) => number is { } n ? string.Create(CultureInfo.InvariantCulture, $"{n:0.00}") : "-";
}
