using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Evaluation;

/// <summary>The two detectors that a script would be (design section 10), from the same rows: what an entity never showed before, and more than mean + 3 sigma.</summary>
/// <remarks>They learn from the same first day and speak from the same day on. Beside them the population: entity-days with any row at all.</remarks>
internal sealed class NaiveBaselines(SiteClock clock, int learningDays)
{
    private const double Sigmas = 3;

    /// <summary>Below it there is no sigma to speak of.</summary>
    private const int LeastBuckets = 3;

    private readonly Dictionary<(string Query, int Detector, string Entity), HashSet<string>> _values = [];
    private readonly Dictionary<(string Query, int Detector, string Entity, string? Group), Moments> _amounts = [];
    private readonly Dictionary<EntityDayKey, int> _new = [];
    private readonly Dictionary<(string Source, EntityKind Kind), HashSet<EntityDayKey>> _active = [];
    private readonly Dictionary<(string Query, int Detector), int> _firstDays = [];
    private readonly Dictionary<string, FeatureQuery> _queries = new(StringComparer.Ordinal);

    public Ranking NeverSeen { get; } = new("never seen");

    public Ranking ThreeSigma { get; } = new("mean + 3 sigma");

    /// <summary>Late events are left out: such a script reads each hour once.</summary>
    public void Take(ObservationBatch batch)
    {
        if (batch.LateIn is not null)
            return;
        var day = clock.At(batch.Bucket.From).Day;
        _queries[batch.Query.Id] = batch.Query;
        var active = _active.TryGetValue((batch.Query.Source.Id, batch.Query.Kind), out var known)
            ? known : _active[(batch.Query.Source.Id, batch.Query.Kind)] = [];
        foreach (var row in batch.Rows)
        {
            var key = new EntityDayKey(new EntityKey(batch.Query.Kind, row.Entity), day);
            active.Add(key);
            for (var i = 0; i < batch.Query.Detectors.Count; i++)
                if (row.Numbers[batch.Query.Detectors[i].Columns[0]] > 0)
                    Take(batch.Query, i, row, key);
        }
    }

    /// <summary>Different users seen.</summary>
    public int Users => _active.Where(a => a.Key.Kind == EntityKind.User).SelectMany(a => a.Value).Select(k => k.Entity.Id).Distinct(StringComparer.Ordinal).Count();

    private void Take(FeatureQuery query, int index, Observation row, EntityDayKey key)
    {
        if (!_firstDays.TryGetValue((query.Id, index), out var first))
            _firstDays[(query.Id, index)] = first = key.Day;
        var speaks = key.Day >= first + learningDays;
        var binding = query.Detectors[index];
        if (binding.Detector.Measure == "rare" && row.Group is { } value)
            NewValue(query, index, value, key, speaks);
        else if (binding.Detector.Measure is "count" or "distinct" or "sum")
            Amount(query, index, row, row.Numbers[binding.Columns[^1]], key, speaks);
    }

    private void NewValue(FeatureQuery query, int index, string value, EntityDayKey key, bool speaks)
    {
        var place = (query.Id, index, key.Entity.Id);
        var seen = _values.TryGetValue(place, out var known) ? known : _values[place] = new HashSet<string>(StringComparer.Ordinal);
        if (!seen.Add(value) || !speaks)
            return;
        NeverSeen.Raise(key, _new[key] = _new.GetValueOrDefault(key) + 1);
    }

    private void Amount(FeatureQuery query, int index, Observation row, double amount, EntityDayKey key, bool speaks)
    {
        var place = (query.Id, index, row.Entity, row.Group);
        var moments = _amounts.GetValueOrDefault(place);
        if (speaks && moments.Count >= LeastBuckets)
        {
            var sigmas = (amount - moments.Mean) / Math.Max(Math.Sqrt(moments.Variance), 1e-9 + 0.01 * Math.Abs(moments.Mean));
            if (sigmas > Sigmas)
                ThreeSigma.Raise(key, sigmas);
        }

        _amounts[place] = moments.Add(amount);
    }

    /// <summary>Entity-days with any row, within the days, of the kinds that are ranked.</summary>
    public IReadOnlyCollection<EntityDayKey> Population(int from, int to) =>
        _active.Where(a => Ranking.IsRanked(a.Key.Kind)).SelectMany(a => a.Value).Where(k => k.Day >= from && k.Day <= to).ToHashSet();

    /// <summary>Entity-days that detectors were asked about within the days: each detector once it has learnt, over all that were active at its source.</summary>
    public long DetectorDays(int from, int to)
    {
        var total = 0L;
        foreach (var query in _queries.Values)
        {
            var active = _active[(query.Source.Id, query.Kind)];
            for (var i = 0; i < query.Detectors.Count; i++)
                if (_firstDays.TryGetValue((query.Id, i), out var first))
                    total += active.Count(k => k.Day >= Math.Max(from, first + learningDays) && k.Day <= to);
        }

        return total;
    }
}
