namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>Events of one entity in time order, ties by their values, of which runs with equal values keep only the first and the last.</summary>
/// <remarks>
/// The file evaluator keeps no more, so no measure can depend on the events between; and memory grows with changes, not with events.
/// Events must come in time order; among those of one instant any order will do.
/// </remarks>
internal sealed class EventRuns(int most)
{
    private const int FirstCollapse = 1024;

    private readonly List<EntityEvent> _events = [];
    private int _collapseAt = FirstCollapse;

    /// <summary>False: there is no room for more.</summary>
    public bool Add(EntityEvent one)
    {
        _events.Add(one);
        if (_events.Count < _collapseAt)
            return _events.Count < most;
        // What may still come has the last event's time or a later one, so nothing before it changes any more.
        Collapse(one.Time);
        _collapseAt = Math.Max(FirstCollapse, _events.Count * 2);
        return _events.Count < most;
    }

    public IReadOnlyList<EntityEvent> All()
    {
        Collapse(DateTimeOffset.MaxValue);
        return _events;
    }

    private void Collapse(DateTimeOffset before)
    {
        _events.Sort(Compare);
        var kept = 0;
        for (var at = 0; at < _events.Count; at++)
        {
            var isMiddle = kept > 0 && at + 1 < _events.Count && _events[at + 1].Time < before
                && Order(_events[kept - 1], _events[at]) == 0 && Order(_events[at], _events[at + 1]) == 0;
            if (!isMiddle)
                _events[kept++] = _events[at];
        }

        _events.RemoveRange(kept, _events.Count - kept);
    }

    private static int Compare(EntityEvent left, EntityEvent right) => left.Time.CompareTo(right.Time) is var order and not 0 ? order : Order(left, right);

    /// <summary>A missing value comes first.</summary>
    private static int Order(EntityEvent left, EntityEvent right)
    {
        for (var at = 0; at < left.Values.Count; at++)
        {
            if (string.CompareOrdinal(left.Values[at], right.Values[at]) is var order and not 0)
                return order;
        }

        return 0;
    }
}
