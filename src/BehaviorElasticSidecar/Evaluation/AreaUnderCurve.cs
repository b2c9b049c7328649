namespace BehaviorElasticSidecar.Evaluation;

/// <summary>Areas under the ROC curve (Mann and Whitney 1947, ties half) and the precision-recall curve (average precision, ties as one step).</summary>
internal static class AreaUnderCurve
{
    /// <summary>Null without both kinds.</summary>
    public static (double Roc, double Pr)? Of(IReadOnlyCollection<(double Number, bool Attack)> scored)
    {
        double attacks = scored.Count(s => s.Attack), others = scored.Count - attacks;
        if (attacks == 0 || others == 0)
            return null;
        double above = 0, hits = 0, roc = 0, precision = 0;
        foreach (var step in scored.GroupBy(s => s.Number).OrderByDescending(g => g.Key))
        {
            double good = step.Count(s => s.Attack), bad = step.Count() - good;
            roc += bad * (hits + good / 2);
            (hits, above) = (hits + good, above + good + bad);
            precision += good / attacks * (hits / above);
        }

        return (roc / (attacks * others), precision);
    }
}
