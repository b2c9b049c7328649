using BehaviorElasticSidecar.Documents;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>What a report may show, gathered while a run goes by, within bounds; what did not fit is counted.</summary>
internal sealed class ReportMaterial
{
    /// <summary>Anomalies kept of one entity: the rarest.</summary>
    private const int AnomaliesOfEntity = 40;

    /// <summary>Entities with anomalies that are kept; beyond, one with rarer anomalies takes the place of the least.</summary>
    private const int MostEntities = 2000;

    /// <summary>Days kept: the rarest, some more than a report shows.</summary>
    private const int MostDays = 100;

    private readonly Dictionary<(string Kind, string Id), List<AnomalyDocument>> _anomalies = [];
    private readonly PriorityQueue<DayDocument, (double Rarity, double Sum, string Id)> _days = new();
    private readonly Dictionary<(string Kind, string Id), List<RiskDocument>> _risks = [];

    /// <summary>Anomalies that a report cannot show for want of room.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Anomalies a UTC day and score band (25, 50, 75, 100), all of them.</summary>
    public SortedDictionary<(DateTimeOffset Day, int Band), long> PerDay { get; } = [];

    /// <summary>Ordered by entity, then time, then id.</summary>
    public IReadOnlyList<AnomalyDocument> Anomalies =>
    [
        .. _anomalies.OrderBy(a => a.Key.Kind, StringComparer.Ordinal).ThenBy(a => a.Key.Id, StringComparer.Ordinal)
            .SelectMany(a => a.Value.OrderBy(d => d.Timestamp).ThenBy(d => d.Event.Id, StringComparer.Ordinal)),
    ];

    /// <summary>History of the kept entities, in the order in which it was written.</summary>
    public IReadOnlyList<RiskDocument> Risks =>
    [
        .. _risks.Where(r => _anomalies.ContainsKey(r.Key))
            .OrderBy(r => r.Key.Kind, StringComparer.Ordinal).ThenBy(r => r.Key.Id, StringComparer.Ordinal).SelectMany(r => r.Value),
    ];

    /// <summary>The rarest days, in no order.</summary>
    public IReadOnlyList<DayDocument> Days => [.. _days.UnorderedItems.Select(d => d.Element)];

    public void Take(IReadOnlyList<DayDocument> days)
    {
        foreach (var day in days)
        {
            _days.Enqueue(day, (day.Behavior.Day.Rarity, day.Behavior.Day.Sum, day.Event.Id));
            if (_days.Count > MostDays)
                _days.Dequeue();
        }
    }

    public void Take(IReadOnlyList<AnomalyDocument> anomalies)
    {
        foreach (var anomaly in anomalies)
        {
            var at = (new DateTimeOffset(anomaly.Timestamp.UtcDateTime.Date, TimeSpan.Zero), Math.Min(100, (int)(anomaly.Behavior.Score / 25) * 25));
            PerDay[at] = PerDay.GetValueOrDefault(at) + 1;
            var entity = (anomaly.Behavior.Entity.Kind, anomaly.Behavior.Entity.Id);
            if (!_anomalies.TryGetValue(entity, out var kept))
            {
                if (_anomalies.Count >= MostEntities && !MakeRoom(anomaly))
                    continue;
                _anomalies[entity] = kept = [];
            }

            kept.Add(anomaly);
            if (kept.Count <= AnomaliesOfEntity)
                continue;
            kept.Remove(kept.MinBy(Rank)!);
            LeftOut++;
        }
    }

    public void Take(IReadOnlyList<RiskDocument> risks)
    {
        foreach (var risk in risks)
        {
            var entity = (risk.Behavior.Entity.Kind, risk.Behavior.Entity.Id);
            if (!_anomalies.ContainsKey(entity))
                continue;
            if (!_risks.TryGetValue(entity, out var history))
                _risks[entity] = history = [];
            history.Add(risk);
        }
    }

    private bool MakeRoom(AnomalyDocument arriving)
    {
        var least = _anomalies.MinBy(a => a.Value.Max(Rank));
        if (least.Value.Max(Rank).CompareTo(Rank(arriving)) >= 0)
        {
            LeftOut++;
            return false;
        }

        LeftOut += least.Value.Count;
        _anomalies.Remove(least.Key);
        _risks.Remove(least.Key);
        return true;
    }

    private static (double Rarity, string Id) Rank(AnomalyDocument anomaly) => (anomaly.Behavior.Rarity, anomaly.Event.Id);
}
