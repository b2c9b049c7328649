namespace BehaviorElasticSidecar.Range.Days;

/// <summary>Acts wait here by the hour until nobody can add to that hour any more; then the hour leaves, sorted by time, ties in the order of adding.</summary>
/// <remarks>Holds the acts of about one local day, which is what one pass over the people makes. Sorting hour by hour is the merge: O(n log n of an hour).</remarks>
internal sealed class HourQueue
{
    private const long HourMs = 3_600_000;

    private readonly SortedDictionary<long, List<Act>> _hours = [];
    private readonly Stack<List<Act>> _spare = new();
    private ulong[] _keys = [];
    private long _drainedToHour = long.MinValue;

    /// <summary>Throws <see cref="ArgumentException"/> for an hour that has already left: the stream would go back in time.</summary>
    public void Add(in Act act)
    {
        var hour = act.TimeMs / HourMs;
        if (hour <= _drainedToHour)
            throw new ArgumentException($"{act.Kind} at {act.TimeMs} ms comes after its hour has left", nameof(act));
        if (!_hours.TryGetValue(hour, out var acts))
            _hours[hour] = acts = _spare.TryPop(out var spare) ? spare : [];
        acts.Add(act);
    }

    /// <summary>Takes out all hours that end by <paramref name="untilMs"/>, oldest first, act by act in order.</summary>
    public IEnumerable<Act> Drain(long untilMs)
    {
        while (_hours.Count > 0)
        {
            var (hour, acts) = _hours.First();
            if ((hour + 1) * HourMs > untilMs)
                yield break;
            _hours.Remove(hour);
            _drainedToHour = hour;
            Sort(hour, acts);
            for (var i = 0; i < acts.Count; i++)
                yield return acts[(int)(uint)_keys[i]];
            acts.Clear();
            _spare.Push(acts);
        }
    }

    /// <summary>Keys of (millisecond of the hour, place in the list): the acts themselves, some 130 bytes each, are not moved.</summary>
    private void Sort(long hour, List<Act> acts)
    {
        if (_keys.Length < acts.Count)
            _keys = new ulong[Math.Max(acts.Count, 2 * _keys.Length)];
        for (var i = 0; i < acts.Count; i++)
            _keys[i] = ((ulong)(acts[i].TimeMs - hour * HourMs) << 32) | (uint)i;
        Array.Sort(_keys, 0, acts.Count);
    }
}
