using System.Globalization;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Worker.Checks;

namespace BehaviorElasticSidecar.Worker.Verbs;

/// <summary>An evaluation as tables in text; also what <c>docs/accuracy.md</c> is made of.</summary>
internal static class EvaluationText
{
    public static async Task WriteAsync(EvaluationDocument evaluation, TextWriter to)
    {
        foreach (var run in evaluation.Runs)
            await to.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{run.Name}: {run.Labels} attacks in {run.Days} scored days, {run.Users} users, {run.ActivePerDay:N0} active entities a day{(run.Outside > 0 ? $", {run.Outside} attacks outside" : "")}{(run.HasClean ? ", with clean twin" : "")}")).ConfigureAwait(false);
        await to.WriteLineAsync("\nRecall at k entity-days a day (95 % interval), false ones a day").ConfigureAwait(false);
        await BudgetsAsync(evaluation, r => r.Budgets, "{0} a day", to).ConfigureAwait(false);
        await to.WriteLineAsync("\nThe same at k a day for each 1,000 users, over all days at once").ConfigureAwait(false);
        await BudgetsAsync(evaluation, r => r.PerThousandUsers, "{0} per 1,000", to).ConfigureAwait(false);
        if (evaluation.Rankings[0].AtCleanRate.Count > 0)
        {
            await to.WriteLineAsync("\nThe same above the threshold that k a day pass on the clean twin").ConfigureAwait(false);
            await BudgetsAsync(evaluation, r => r.AtCleanRate, "{0} a clean day", to).ConfigureAwait(false);
        }

        var areas = TextTable.Of(
            ["ordered by", "precision at 5", "days to detect", "ROC AUC", "PR AUC"],
            evaluation.Rankings.Select(r => (string[])
                [Name(r), Share(r.Budgets.First(b => b.K == 5).Precision), Number(r.MedianDaysToDetect), Number(r.RocAuc), Number(r.PrAuc)]));
        await to.WriteLineAsync($"\n{areas}").ConfigureAwait(false);
        await ScenariosAsync(evaluation, to).ConfigureAwait(false);
        await CalibrationAsync(evaluation, to).ConfigureAwait(false);
    }

    private static async Task BudgetsAsync(
        EvaluationDocument evaluation, Func<EvaluatedRanking, IReadOnlyList<EvaluatedBudget>> budgets, string head, TextWriter to)
    {
        var columns = budgets(evaluation.Rankings[0]).Select(b => string.Format(CultureInfo.InvariantCulture, head, b.K));
        await to.WriteAsync(TextTable.Of(
            [.. columns.Prepend("ordered by")],
            evaluation.Rankings.Where(r => budgets(r).Count > 0).Select(r => (string[])[Name(r), .. budgets(r).Select(Cell)]))).ConfigureAwait(false);
    }

    private static async Task ScenariosAsync(EvaluationDocument evaluation, TextWriter to)
    {
        var table = TextTable.Of(
            ["attack", "difficulty", "best place", "never seen", "3 sigma"],
            evaluation.Scenarios.Select(s => (string[])[s.Scenario, s.Difficulty ?? "", Ranks(s.Ranks), Ranks(s.NeverSeenRanks), Ranks(s.ThreeSigmaRanks)]));
        await to.WriteAsync($"\nBest place on one of its days, one number for each data set; a dash: never ranked\n{table}").ConfigureAwait(false);
    }

    private static async Task CalibrationAsync(EvaluationDocument evaluation, TextWriter to)
    {
        if (evaluation.Calibration.Count == 0)
            return;
        var table = TextTable.Of(
            ["score at least", "promised", "observed", "ratio"],
            evaluation.Calibration.Select(s => (string[])
                [s.Score.ToString(CultureInfo.InvariantCulture), s.Expected.ToString("N0", CultureInfo.InvariantCulture), s.Count.ToString("N0", CultureInfo.InvariantCulture), Number(s.Count / s.Expected)]));
        await to.WriteAsync(string.Create(CultureInfo.InvariantCulture,
            $"\nScores of all detectors pooled over {evaluation.Calibration[0].EntityDays:N0} entity-days{(evaluation.CalibratedOnClean ? " of the clean twins" : ", attacks among them")}\n{table}")).ConfigureAwait(false);
    }

    private static string Cell(EvaluatedBudget budget) => string.Create(
        CultureInfo.InvariantCulture, $"{budget.Found}/{budget.Labels} {Share(budget.Recall)} ({100 * budget.Low:0}-{100 * budget.High:0}), {budget.FalsePerDay:0.0} false");

    private static string Name(EvaluatedRanking ranking) => ranking.Naive ? $"{ranking.Name} (naive)" : ranking.Name;

    private static string Ranks(IReadOnlyList<int?> ranks) => string.Join(" ", ranks.Select(r => r?.ToString(CultureInfo.InvariantCulture) ?? "-"));

    private static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} %");

    private static string Number(double? number) => number is { } n ? string.Create(CultureInfo.InvariantCulture, $"{n:0.00}") : "-";
}
