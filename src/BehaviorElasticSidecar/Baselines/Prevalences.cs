using System.Runtime.InteropServices;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>How many entities first showed each value on a day; a value merely seen again counts 0 and stays remembered.</summary>
internal sealed class FirstShown
{
    private readonly Dictionary<ulong, long> _entities = [];

    public IReadOnlyDictionary<ulong, long> Entities => _entities;

    public void Add(ulong hash, long entities) => CollectionsMarshal.GetValueRefOrAddDefault(_entities, hash, out _) += entities;

    public void Merge(FirstShown other)
    {
        foreach (var (hash, entities) in other._entities)
            Add(hash, entities);
    }

    public void Write(StateWriter to)
    {
        to.Whole((ulong)_entities.Count);
        foreach (var (hash, entities) in _entities.OrderBy(e => e.Key))
        {
            to.Hash(hash);
            to.Signed(entities);
        }
    }

    public static FirstShown Read(ref StateReader from)
    {
        var shown = new FirstShown();
        for (var left = from.Count(9); left > 0; left--)
            shown.Add(from.Hash(), from.Signed());
        return shown;
    }
}

/// <summary>What the organisation knows of one value, as of a midnight.</summary>
/// <param name="Entities">How many entities have ever shown it.</param>
/// <param name="Recent">How many of them began lately, each counting half after a week, as of <paramref name="Day"/>.</param>
/// <param name="Day">Last UTC day on which anyone showed it.</param>
internal readonly record struct Prevalence(long Entities, double Recent, int Day)
{
    private const int HalvingsAMonth = 4;

    public double RecentOn(int day) => Recent * Forgetting.Growth(-HalvingsAMonth * Math.Max(0, day - Day));

    public Prevalence Plus(long entities, int day) => new(Entities + entities, RecentOn(day) + entities, Math.Max(day, Day));
}

/// <summary>The values of a population. Never changed: a new one each midnight.</summary>
/// <remarks>Bounded: values unseen for 180 days go, and beyond 1,000,000 the longest unseen, rarest first. 61 MB at the bound, and as much again while a midnight makes the next.</remarks>
internal sealed class Prevalences
{
    public const int Most = 1_000_000;

    private readonly Dictionary<ulong, Prevalence> _values;

    public Prevalences()
        : this([])
    {
    }

    private Prevalences(Dictionary<ulong, Prevalence> values) => _values = values;

    public int Count => _values.Count;

    /// <summary>Zero entities for a value that nobody showed.</summary>
    public Prevalence Of(ulong hash) => _values.GetValueOrDefault(hash);

    /// <summary>Entities that have shown the most common value; 0 where there is none. O(values).</summary>
    public long MostEntities => _values.Count == 0 ? 0 : _values.Values.Max(v => v.Entities);

    public Prevalences Advance(FirstShown day, int dayNumber, int most = Most)
    {
        var values = new Dictionary<ulong, Prevalence>(_values);
        foreach (var (hash, entities) in day.Entities)
            values[hash] = values.GetValueOrDefault(hash, new Prevalence(0, 0, dayNumber)).Plus(entities, dayNumber);
        values.Forget(v => dayNumber - v.Day > KnownValues.ForgottenAfterDays);
        values.KeepMost(most, all => all.OrderBy(v => v.Value.Day).ThenBy(v => v.Value.Entities).ThenBy(v => v.Key));
        return new Prevalences(values);
    }

    public void Write(StateWriter to)
    {
        to.Whole((ulong)_values.Count);
        foreach (var (hash, value) in _values.OrderBy(v => v.Key))
        {
            to.Hash(hash);
            to.Signed(value.Entities);
            to.Double(value.Recent);
            to.Signed(value.Day);
        }
    }

    public static Prevalences Read(ref StateReader from)
    {
        var values = new Dictionary<ulong, Prevalence>();
        for (var left = from.Count(18); left > 0; left--)
            values[from.Hash()] = new Prevalence(from.Signed(), from.Double(), from.Day());
        return new Prevalences(values);
    }
}
