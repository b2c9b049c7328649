using System.Globalization;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Range.Days;

namespace BehaviorElasticSidecar.Range.Scenarios;

/// <summary>Adds a story's acts to the day and remembers the span they take, their event ids and whom they are about.</summary>
/// <param name="before">The same story's days so far.</param>
internal sealed class Telling(Today today, string scenario, Telling? before = null)
{
    /// <summary>Beyond it a label lists no further event ids: its span and entities say enough.</summary>
    private const int MaxEventIds = 2_000;

    private readonly List<LabelEntity> _entities = before?._entities ?? [];
    private readonly List<string> _eventIds = before?._eventIds ?? [];
    private long _firstMs = before?._firstMs ?? long.MaxValue, _lastMs = before?._lastMs ?? long.MinValue;

    public Chance Chance { get; } = today.Chance("story", scenario);

    public bool Acted => _firstMs != long.MaxValue;

    public void Add(in Act act)
    {
        _firstMs = Math.Min(_firstMs, act.TimeMs);
        _lastMs = Math.Max(_lastMs, act.TimeMs);
        if (_eventIds.Count < MaxEventIds)
            _eventIds.Add(act.Salt.ToString("x16", CultureInfo.InvariantCulture));
        today.Add(act);
    }

    public Telling About(EntityKind kind, string id)
    {
        var entity = LabelEntity.Of(kind, id);
        if (!_entities.Contains(entity))
            _entities.Add(entity);
        return this;
    }

    /// <param name="title">One sentence that a reader of the labels understands.</param>
    public Label Label(string title, params string[] techniques) => new(
        scenario, title, _entities, DateTimeOffset.FromUnixTimeMilliseconds(_firstMs), DateTimeOffset.FromUnixTimeMilliseconds(_lastMs), techniques)
    {
        EventIds = _eventIds,
    };
}
