using BehaviorElasticSidecar.Documents;

namespace BehaviorElasticSidecar.Evaluation;

/// <summary>Labelled runs into the tables that say how good the program was: recall at budgets, false notices, areas, calibration, each scenario.</summary>
public static class Evaluator
{
    private static readonly int[] CalibratedScores = [25, 50, 75, 90];

    /// <param name="runs">At least one; all with the same rankings.</param>
    public static EvaluationDocument Evaluate(IReadOnlyList<LabelledRun> runs, string version)
    {
        ArgumentOutOfRangeException.ThrowIfZero(runs.Count);
        var onClean = runs.All(r => r.Clean is not null);
        var naiveOnClean = runs.All(r => r.Clean?.Naive.Count > 0);
        var judges = runs[0].Rankings.Select((r, i) => (r.Name, Naive: false, Judge: new Judge(runs, run => run.Rankings[i], onClean)))
            .Concat(runs.All(r => r.Naive.Count > 0)
                ? runs[0].Naive.Select((r, i) => (r.Name, Naive: true, Judge: new Judge(runs, run => run.Naive[i], naiveOnClean))) : [])
            .ToList();
        return new EvaluationDocument
        {
            Version = version,
            Runs = [.. runs.Select(Of)],
            Rankings = [.. judges.Select(j => j.Judge.Result(j.Name, j.Naive))],
            Scenarios = Scenarios(runs, judges[0].Judge, [.. judges.Where(j => j.Naive).Select(j => j.Judge)]),
            Calibration = Calibration([.. runs.Select(r => r.Clean ?? r)]),
            CalibratedOnClean = onClean,
        };
    }

    private static EvaluatedRun Of(LabelledRun run) => new(
        run.Name, run.Days, run.Users, run.Counted.Count, run.Labels.Count - run.Counted.Count,
        (double)run.Population.Count / run.Days, run.Clean is not null);

    private static List<EvaluatedScenario> Scenarios(IReadOnlyList<LabelledRun> runs, Judge judge, IReadOnlyList<Judge> naive) =>
        (from run in runs
         from label in run.Counted
         group (run, label) by label.Scenario into scenario
         orderby scenario.Key
         select new EvaluatedScenario(
             scenario.Key, scenario.First().label.Difficulty, [.. scenario.Select(l => judge.BestRank(l.run, l.label))],
             naive.Count == 0 ? [] : [.. scenario.Select(l => naive[0].BestRank(l.run, l.label))],
             naive.Count == 0 ? [] : [.. scenario.Select(l => naive[1].BestRank(l.run, l.label))])).ToList();

    private static List<EvaluatedScore> Calibration(IReadOnlyList<LabelledRun> runs)
    {
        var days = runs.Sum(r => r.DetectorDays);
        return days == 0
            ? []
            : [.. CalibratedScores.Select(score =>
            {
                // Score = 25 x (log10 N - 1): design section 5.
                var promised = Math.Pow(10, -(score / 25.0 + 1));
                var count = runs.Sum(r => r.Scores.LongCount(s => s.Day >= r.From && s.Day <= r.To && s.Score >= score));
                return new EvaluatedScore(score, promised, (double)count / days, count, promised * days, days);
            })];
    }
}
