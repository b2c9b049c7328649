using System.Globalization;
using BehaviorElasticSidecar.Context;

namespace BehaviorElasticSidecar.Risk;

/// <summary>One thing in an entity's context that changes its risk.</summary>
/// <param name="Reason"><c>leaver</c>, <c>joiner</c>, <c>privileged</c> or <c>criticality</c>.</param>
/// <param name="Weight">log10 odds that it adds to those of the evidence; below 0 where it takes away.</param>
/// <param name="Contribution">Points of the risk score.</param>
public sealed record ContextReason(string Reason, string Description, double Odds, double Weight, double Contribution = 0)
{
    /// <summary>What applies at <paramref name="at"/>, in fixed order; without what would change nothing.</summary>
    /// <param name="share">0..1: how far context counts.</param>
    internal static IReadOnlyList<ContextReason> Of(EntityContext? context, DateTimeOffset at, ContextWeights weights, double share)
    {
        if (context is null)
            return [];
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        var found = All(context, day, weights).Where(r => r.Odds != 1).ToList();
        var sum = Math.Abs(found.Sum(r => Math.Log10(r.Odds)));
        var scale = share * (sum > Math.Log10(weights.Most) ? Math.Log10(weights.Most) / sum : 1);
        return [.. found.Select(r => new ContextReason(r.Reason, r.Description, r.Odds, scale * Math.Log10(r.Odds)))];
    }

    private static IEnumerable<(string Reason, string Description, double Odds)> All(EntityContext context, DateOnly day, ContextWeights weights)
    {
        if (context.End is { } end && day > end)
            yield return ("leaver", $"left, last day was {Text(end)}", weights.Leaver);
        else if (context.End is { } last && day >= last.AddDays(-Math.Min(weights.LeaverDays, last.DayNumber)))
            yield return ("leaver", $"leaves, last day is {Text(last)}", weights.Leaver);
        if (context.Start is { } start && day >= start && day.DayNumber - start.DayNumber < weights.JoinerDays)
            yield return ("joiner", $"new since {Text(start)}", weights.Joiner);
        if (context.Privileged == true)
            yield return ("privileged", "privileged", weights.Privileged);
        if (context.Criticality is { } criticality)
            yield return ("criticality", $"criticality {criticality.ToString().ToLowerInvariant()}", weights.Criticality[(int)criticality]);
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
