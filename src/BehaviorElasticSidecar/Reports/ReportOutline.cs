using BehaviorElasticSidecar.Documents;

namespace BehaviorElasticSidecar.Reports;

/// <summary>Who is on the page, in which order, and how much is left out.</summary>
internal sealed record ReportOutline
{
    public required IReadOnlyList<EntityOutline> Entities { get; init; }

    /// <summary>Entities with risk or anomalies that have no section.</summary>
    public required int EntitiesLeftOut { get; init; }

    public required long AnomaliesLeftOut { get; init; }

    /// <summary>By their peak: the levels Low to Critical, largest last.</summary>
    public required IReadOnlyDictionary<string, int> EntitiesByLevel { get; init; }

    public required IReadOnlyDictionary<string, AnomalySeries> Series { get; init; }

    public static ReportOutline Of(ReportInput input)
    {
        var anomalies = input.Anomalies.ToLookup(a => a.Behavior.Entity);
        var risks = input.RiskHistory.ToLookup(r => r.Behavior.Entity);
        var all = anomalies.Select(g => g.Key).Union(risks.Select(g => g.Key))
            .Select(entity => EntityOutline.Of(entity, anomalies[entity], risks[entity], input.Limits.AnomaliesPerEntity))
            .Order(EntityOutline.ByRisk)
            .ToList();
        var shown = all.Take(input.Limits.Entities).ToList();
        return new ReportOutline
        {
            Entities = shown,
            EntitiesLeftOut = all.Count - shown.Count,
            AnomaliesLeftOut = input.Anomalies.Count - shown.Sum(e => (long)e.Anomalies.Count),
            EntitiesByLevel = all.CountBy(e => e.PeakLevel).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal),
            Series = input.Series.GroupBy(s => s.AnomalyId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal),
        };
    }

    public int AtLeastHigh => EntitiesByLevel.GetValueOrDefault("High") + EntitiesByLevel.GetValueOrDefault("Critical");
}

/// <summary>One entity's part of the page.</summary>
internal sealed record EntityOutline
{
    public required EntityFields Entity { get; init; }

    /// <summary>Highest scores first, no more than the limit.</summary>
    public required IReadOnlyList<AnomalyDocument> Anomalies { get; init; }

    public required int AnomaliesLeftOut { get; init; }

    /// <summary>By time.</summary>
    public required IReadOnlyList<RiskDocument> Risk { get; init; }

    /// <summary>What the site's lists said last; null where none names the entity.</summary>
    public ContextFields? Context { get; init; }

    public string? FullName { get; init; }

    /// <summary>What of the context changed the peak.</summary>
    public IReadOnlyList<RiskContextFields> Reasons { get; init; } = [];

    public required double Peak { get; init; }

    public required string PeakLevel { get; init; }

    public double Last => Risk.Count == 0 ? 0 : Risk[^1].Behavior.Risk.Score;

    public string LastLevel => Risk.Count == 0 ? "Unknown" : Risk[^1].Behavior.Risk.Level;

    public int AnomalyCount => Anomalies.Count + AnomaliesLeftOut;

    /// <summary>The rarest single anomaly behind the peak, 0..100.</summary>
    public required double PeakSign { get; init; }

    /// <summary>Highest peak first; of equals as shown the one with the strongest single sign, then the strongest anomaly, then kind and name.</summary>
    public static IComparer<EntityOutline> ByRisk { get; } = Comparer<EntityOutline>.Create(static (a, b) =>
    {
        var order = Math.Round(b.Peak).CompareTo(Math.Round(a.Peak));
        if (order == 0)
            order = b.PeakSign.CompareTo(a.PeakSign);
        if (order == 0)
            order = b.TopRarity.CompareTo(a.TopRarity);
        if (order == 0)
            order = string.CompareOrdinal(a.Entity.Kind, b.Entity.Kind);
        return order != 0 ? order : string.CompareOrdinal(a.Entity.Id, b.Entity.Id);
    });

    /// <summary>The strongest single sign behind a risk, 0..100.</summary>
    internal static double SignOf(RiskDocument risk) => risk.Behavior.Risk.Inputs.Select(i => i.RiskScore).DefaultIfEmpty().Max();

    private double TopRarity => Anomalies.Count == 0 ? 0 : Anomalies[0].Behavior.Rarity;

    public static EntityOutline Of(EntityFields entity, IEnumerable<AnomalyDocument> anomalies, IEnumerable<RiskDocument> risk, int limit)
    {
        var sorted = anomalies.OrderByDescending(a => a.Behavior.Score).ThenByDescending(a => a.Behavior.Rarity).ThenBy(a => a.Timestamp)
            .ThenBy(a => a.Event.Id, StringComparer.Ordinal).ToList();
        var history = risk.OrderBy(r => r.Timestamp).ThenBy(r => r.Event.Id, StringComparer.Ordinal).ToList();
        var peak = history.Count == 0 ? null : history.MaxBy(r => r.Behavior.Risk.Score);
        return new EntityOutline
        {
            Entity = entity,
            Anomalies = [.. sorted.Take(limit)],
            AnomaliesLeftOut = Math.Max(0, sorted.Count - limit),
            Risk = history,
            Context = history.LastOrDefault()?.Behavior.Context ?? sorted.FirstOrDefault()?.Behavior.Context,
            FullName = history.LastOrDefault()?.User?.FullName ?? sorted.FirstOrDefault()?.User?.FullName,
            Reasons = peak?.Behavior.Risk.Context ?? [],
            Peak = peak?.Behavior.Risk.Score ?? 0,
            PeakSign = peak is null ? 0 : SignOf(peak),
            PeakLevel = peak?.Behavior.Risk.Level ?? "Unknown",
        };
    }
}
