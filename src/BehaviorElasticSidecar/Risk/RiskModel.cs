using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Risk;

/// <summary>Evidence to a risk of 0..100, as decayed odds that independent signs multiply and repeated ones hardly raise.</summary>
/// <remarks>
/// A piece of evidence has a strength in log10 odds: smooth in the anomaly's score, plus log10 of a fact's odds; its odds halve every half-life until they are
/// 1. Within a family the strongest counts fully, the k-th further one RepeatWeight/k^1.5; families, strongest first, count 1/k^1.5.
/// What context says of the entity adds the log10 of its odds, as far as there is evidence: context alone is no risk, and fades with the last of the evidence.
/// The sum on top of the prior is the log-odds of the score, shifted so that nothing is 0. Pure, no clock: a function of the bucket's end.
/// O(n log n) in the evidence.
/// </remarks>
internal static class RiskModel
{
    /// <summary>log10 odds when new, 0 or more: a smooth step from nothing at score 0 to the strongest at 100, steepest at 50.</summary>
    public static double Strength(RiskEvidence evidence, RiskParameters parameters)
    {
        var step = evidence.AnomalyScore / 100;
        return evidence.Confidence * (parameters.Strongest * step * step * (3 - 2 * step) + Math.Log10(evidence.Odds));
    }

    /// <summary>log10 odds at <paramref name="at"/>, 0 or more; 0 before it counts.</summary>
    public static double StrengthAt(RiskEvidence evidence, DateTimeOffset at, RiskParameters parameters)
    {
        if (at < evidence.CountsFrom)
            return 0;
        var halvings = (at - evidence.CountsFrom) / parameters.HalfLife;
        return Math.Max(0, Strength(evidence, parameters) - halvings * Math.Log10(2));
    }

    /// <param name="context">Null where no list names the entity.</param>
    public static RiskScore Score(
        EntityKey entity, IEnumerable<RiskEvidence> evidence, DateTimeOffset at, RiskParameters parameters, EntityContext? context = null)
    {
        var weighed = Weigh(evidence, at, parameters);
        var evident = weighed.Sum(w => w.Weight);
        var reasons = evident == 0 ? [] : ContextReason.Of(context, at, parameters.Context, Math.Min(1, evident / parameters.FullContextFrom));
        var sum = evident + reasons.Sum(r => r.Weight);
        var score = sum == 0 ? 0 : Points(sum, parameters);
        var inputs = weighed
            .OrderByDescending(w => w.Weight).ThenBy(w => w.Evidence.AnomalyId, StringComparer.Ordinal)
            .Take(parameters.ListedInputs)
            .Select(w => new RiskInput(
                w.Evidence.AnomalyId, w.Evidence.DetectorId, w.Evidence.Description, w.Evidence.BucketStart, w.Evidence.AnomalyScore, score * w.Weight / sum));
        return new RiskScore(entity, at, score, [.. inputs], weighed.Count)
        {
            Reasons = [.. reasons.Select(r => r with { Contribution = score * r.Weight / sum })], Context = context,
        };
    }

    /// <summary>0..100 of a sum of log10 odds above the prior.</summary>
    private static double Points(double sum, RiskParameters parameters)
    {
        var nothing = Probability(parameters.Prior);
        return Math.Clamp(100 * (Probability(parameters.Prior + sum) - nothing) / (1 - nothing), 0, 100);
    }

    private static double Probability(double log10Odds) => 1 / (1 + Math.Pow(10, -log10Odds));

    /// <summary>Every piece that still counts, with its part of the sum.</summary>
    private static List<(RiskEvidence Evidence, double Weight)> Weigh(IEnumerable<RiskEvidence> evidence, DateTimeOffset at, RiskParameters parameters)
    {
        var families = evidence
            .Select(e => (Evidence: e, Strength: StrengthAt(e, at, parameters)))
            .Where(e => e.Strength > 0)
            .GroupBy(e => e.Evidence.Family, StringComparer.Ordinal)
            .Select(family => (
                Name: family.Key,
                Members: family
                    .OrderByDescending(e => e.Strength).ThenBy(e => e.Evidence.AnomalyId, StringComparer.Ordinal)
                    .Select((e, rank) => (e.Evidence, Weight: e.Strength * (rank == 0 ? 1 : parameters.RepeatWeight * Diminished(rank))))
                    .ToList()))
            .OrderByDescending(family => family.Members.Sum(m => m.Weight)).ThenBy(family => family.Name, StringComparer.Ordinal);
        return [.. families.SelectMany((family, rank) => family.Members.Select(m => (m.Evidence, m.Weight * Diminished(rank))))];
    }

    /// <summary>1/k^1.5 of the k-th, <paramref name="rank"/> counting from 0.</summary>
    private static double Diminished(int rank) => Math.Pow(rank + 1, -1.5);
}
