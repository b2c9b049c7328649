using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Evaluation;

/// <summary>A number for each entity-day, by which a day's people and hosts are put in order. What has none counts as 0.</summary>
public sealed class Ranking(string name)
{
    private const int MostOthers = 2;
    private readonly Dictionary<EntityDayKey, double> _numbers = [];
    private readonly Dictionary<EntityDayKey, IReadOnlyList<EntityKey>> _others = [];
    private Dictionary<int, List<EntityDayKey>>? _days;

    public string Name => name;

    /// <summary>The largest number of the entity-day counts.</summary>
    public void Raise(EntityDayKey key, double number)
    {
        if (number > 0 && number > _numbers.GetValueOrDefault(key))
            _numbers[key] = number;
        _days = null;
    }

    /// <summary>Others who are called together with the entity: its machines.</summary>
    public void Join(EntityDayKey key, IReadOnlyList<EntityKey> others) => _others[key] = others;

    /// <summary>Whom one notice about the entity-day names: the entity and at most two others (design section 10: at most three of its entities count).</summary>
    public IEnumerable<EntityKey> Named(EntityDayKey key) => _others.GetValueOrDefault(key, []).Take(MostOthers).Prepend(key.Entity);

    public double Of(EntityDayKey key) => _numbers.GetValueOrDefault(key);

    /// <summary>Addresses are evidence, nobody to call: people, service accounts, hosts, cloud accounts and applications are ranked.</summary>
    public static bool IsRanked(EntityKind kind) => kind != EntityKind.Address;

    /// <summary>The day's entities with a number, largest first; ties stand in an order that follows from a hash of the name, not from the alphabet.</summary>
    public IReadOnlyList<EntityDayKey> OfDay(int day)
    {
        _days ??= _numbers.Keys.Where(k => IsRanked(k.Entity.Kind)).GroupBy(k => k.Day)
            .ToDictionary(g => g.Key, g => InOrder(g).ToList());
        return _days.TryGetValue(day, out var keys) ? keys : [];
    }

    /// <summary>All entity-days with a number within the days, largest first.</summary>
    public IReadOnlyList<EntityDayKey> Within(int from, int to) =>
        [.. InOrder(_numbers.Keys.Where(k => k.Day >= from && k.Day <= to && IsRanked(k.Entity.Kind)))];

    private IEnumerable<EntityDayKey> InOrder(IEnumerable<EntityDayKey> keys) =>
        keys.OrderByDescending(k => _numbers[k]).ThenBy(k => StableHash.Of(k.Entity.ToString(), (ulong)k.Day)).ThenBy(k => k.Entity);
}
