using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Range.Days;

namespace BehaviorElasticSidecar.Range.Scenarios;

/// <summary>Adds a story's acts to the day and remembers the span they take.</summary>
internal sealed class Telling(Today today, string scenario)
{
    private readonly List<LabelEntity> _entities = [];
    private long _firstMs = long.MaxValue, _lastMs = long.MinValue;

    public Chance Chance { get; } = today.Chance("story", scenario);

    public void Add(in Act act)
    {
        _firstMs = Math.Min(_firstMs, act.TimeMs);
        _lastMs = Math.Max(_lastMs, act.TimeMs);
        today.Add(act);
    }

    public Telling About(EntityKind kind, string id)
    {
        _entities.Add(LabelEntity.Of(kind, id));
        return this;
    }

    /// <param name="title">One sentence that a reader of the labels understands.</param>
    public Label Label(string title, params string[] techniques) => new(
        scenario, title, _entities, DateTimeOffset.FromUnixTimeMilliseconds(_firstMs), DateTimeOffset.FromUnixTimeMilliseconds(_lastMs), techniques);
}
