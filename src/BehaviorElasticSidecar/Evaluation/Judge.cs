using BehaviorElasticSidecar.Documents;

namespace BehaviorElasticSidecar.Evaluation;

/// <summary>What one ranking would have found in labelled runs at budgets of notices. One notice is one entity-day.</summary>
/// <param name="hasClean">Every run has a clean twin, and it this ranking.</param>
internal sealed class Judge(IReadOnlyList<LabelledRun> runs, Func<LabelledRun, Ranking> ranking, bool hasClean)
{
    public static IReadOnlyList<double> DailyBudgets { get; } = [1, 3, 5, 10, 20];

    public static IReadOnlyList<double> ThousandBudgets { get; } = [1, 5, 10];

    public static IReadOnlyList<double> CleanRates { get; } = [1, 3];

    private const int DetectedWithin = 5;

    public EvaluatedRanking Result(string name, bool naive)
    {
        var areas = Areas();
        return new EvaluatedRanking
        {
            Name = name,
            Naive = naive,
            Budgets = [.. DailyBudgets.Select(k => Budget(k, r => TopOfDays(r, (int)k)))],
            PerThousandUsers = [.. ThousandBudgets.Select(k => Budget(k, r => TopOfAll(r, (int)Math.Round(k * r.Users * r.Days / 1000.0))))],
            AtCleanRate = hasClean ? [.. CleanRates.Select(k => Budget(k, r => AboveCleanRate(r, k)))] : [],
            RocAuc = areas?.Roc,
            PrAuc = areas?.Pr,
            MedianDaysToDetect = DaysToDetect(),
        };
    }

    /// <summary>Best place of the label on any of its days; null if it is never ranked.</summary>
    public int? BestRank(LabelledRun run, Label label) => run.DaysOf(label).Select(day => RankOn(run, label, day)).Min();

    private int? RankOn(LabelledRun run, Label label, int day)
    {
        var order = ranking(run).OfDay(day);
        for (var place = 0; place < order.Count; place++)
            if (ranking(run).Named(order[place]).Any(label.Entities.Contains))
                return place + 1;
        return null;
    }

    private IEnumerable<EntityDayKey> TopOfDays(LabelledRun run, int k) =>
        Enumerable.Range(run.From, run.Days).SelectMany(day => ranking(run).OfDay(day).Take(k));

    private IEnumerable<EntityDayKey> TopOfAll(LabelledRun run, int budget) => ranking(run).Within(run.From, run.To).Take(budget);

    private IEnumerable<EntityDayKey> AboveCleanRate(LabelledRun run, double perDay)
    {
        var clean = ranking(run.Clean!);
        var order = clean.Within(run.From, run.To);
        var allowed = (int)(perDay * run.Days);
        var threshold = order.Count > allowed ? clean.Of(order[allowed]) : 0;
        return ranking(run).Within(run.From, run.To).TakeWhile(k => ranking(run).Of(k) > threshold);
    }

    private EvaluatedBudget Budget(double k, Func<LabelledRun, IEnumerable<EntityDayKey>> noticed)
    {
        var (found, labels, right, wrong, days) = (0, 0, 0, 0, 0);
        foreach (var run in runs)
        {
            var named = noticed(run).ToList();
            var keys = named.SelectMany(k => ranking(run).Named(k).Select(e => k with { Entity = e })).ToHashSet();
            var counted = run.Counted;
            found += counted.Count(l => run.DaysOf(l).Any(day => l.Entities.Any(e => keys.Contains(new EntityDayKey(e, day)))));
            labels += counted.Count;
            var labelled = named.Count(n => ranking(run).Named(n).Any(e => run.IsLabelled(n with { Entity = e })));
            (right, wrong, days) = (right + labelled, wrong + named.Count - labelled, days + run.Days);
        }

        var (low, high) = Wilson(found, labels);
        return new EvaluatedBudget(
            k, found, labels, Share(found, labels), low, high, Share(right, right + wrong), Share(wrong, days));
    }

    private double? DaysToDetect()
    {
        var days = (from run in runs
                    from label in run.Counted
                    let first = run.DaysOf(label).Where(day => RankOn(run, label, day) <= DetectedWithin).Cast<int?>().FirstOrDefault()
                    where first is not null
                    select first.Value - run.DaysOf(label).First()).Order().ToList();
        return days.Count == 0 ? null : (days[(days.Count - 1) / 2] + days[days.Count / 2]) / 2.0;
    }

    private (double Roc, double Pr)? Areas()
    {
        if (runs.Any(r => r.Population.Count == 0))
            return null;
        var scored = runs.SelectMany(r => r.Population.Where(k => k.Day >= r.From && k.Day <= r.To)
            .Select(k => (Number: ranking(r).Of(k), Attack: r.IsLabelled(k)))).ToList();
        return AreaUnderCurve.Of(scored);
    }

    private static double Share(double part, double whole) => whole == 0 ? 0 : part / whole;

    /// <summary>95 % score interval of a share (Wilson 1927).</summary>
    internal static (double Low, double High) Wilson(int hits, int of)
    {
        if (of == 0)
            return (0, 1);
        const double z = 1.959963984540054;
        var p = (double)hits / of;
        var middle = (p + z * z / (2 * of)) / (1 + z * z / of);
        var half = z / (1 + z * z / of) * Math.Sqrt(p * (1 - p) / of + z * z / (4.0 * of * of));
        return (Math.Max(0, middle - half), Math.Min(1, middle + half));
    }
}
