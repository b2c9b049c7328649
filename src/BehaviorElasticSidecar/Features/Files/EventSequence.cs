namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Events of one entity for one detector; of runs with equal values first and last.</summary>
internal sealed class EventSequence
{
    private const int FirstCollapse = 32;

    /// <summary>An item of the list; an array of values with its header.</summary>
    private const int EventBytes = 16, ValuesBytes = 24;

    private readonly List<(long Time, string?[] Values)> _events = [];
    private int _collapseAt = FirstCollapse;

    public IReadOnlyList<(long Time, string?[] Values)> Events => _events;

    /// <summary>Bytes of memory that it took, about: less than nothing where events went.</summary>
    public long Add(long time, ReadOnlySpan<FieldValue?> texts, long bound)
    {
        var last = _events.Count == 0 ? null : _events[^1].Values;
        var values = last is not null && Same(last, texts) ? last : Texts(texts);
        _events.Add((time, values));
        var bytes = EventBytes + (ReferenceEquals(values, last) ? 0L : BytesOf(values));
        if (_events.Count < _collapseAt)
            return bytes;
        var before = _events.Count;
        Collapse(bound);
        _collapseAt = Math.Max(FirstCollapse, _events.Count * 2);
        return bytes - (before - _events.Count) * (long)EventBytes;
    }

    public void Add(long time, string?[] values) => _events.Add((time, values));

    public void Add(EventSequence other) => _events.AddRange(other._events);

    /// <summary>What is asked for: nothing is added any more.</summary>
    public List<EntityEvent> Read()
    {
        lock (_events)
        {
            Collapse(long.MaxValue);
            return [.. _events.Select(e => new EntityEvent(DateTimeOffset.FromUnixTimeMilliseconds(e.Time), e.Values))];
        }
    }

    public long Bytes
    {
        get
        {
            var bytes = 0L;
            for (var i = 0; i < _events.Count; i++)
                bytes += EventBytes + (i > 0 && ReferenceEquals(_events[i].Values, _events[i - 1].Values) ? 0 : BytesOf(_events[i].Values));
            return bytes;
        }
    }

    /// <summary>Takes the middle out of runs that end before <paramref name="bound"/>: no event before it may come any more.</summary>
    public void Collapse(long bound)
    {
        _events.Sort(Compare);
        var kept = 0;
        for (var i = 0; i < _events.Count; i++)
        {
            var isMiddle = kept > 0 && i + 1 < _events.Count && _events[i + 1].Time < bound
                && Order(_events[kept - 1].Values, _events[i].Values) == 0 && Order(_events[i].Values, _events[i + 1].Values) == 0;
            if (!isMiddle)
                _events[kept++] = _events[i];
        }

        _events.RemoveRange(kept, _events.Count - kept);
    }

    /// <summary>The texts are mostly shared with the table of their field, and counted there.</summary>
    private static long BytesOf(string?[] values) => ValuesBytes + 8L * values.Length;

    private static int Compare((long Time, string?[] Values) a, (long Time, string?[] Values) b) =>
        a.Time != b.Time ? a.Time.CompareTo(b.Time) : Order(a.Values, b.Values);

    private static int Order(string?[] a, string?[] b)
    {
        if (ReferenceEquals(a, b))
            return 0;
        for (var i = 0; i < a.Length; i++)
        {
            var order = string.CompareOrdinal(a[i], b[i]);
            if (order != 0)
                return order;
        }

        return 0;
    }

    private static bool Same(string?[] values, ReadOnlySpan<FieldValue?> texts)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!string.Equals(values[i], texts[i]?.Text, StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    private static string?[] Texts(ReadOnlySpan<FieldValue?> texts)
    {
        var values = new string?[texts.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = texts[i]?.Text;
        return values;
    }
}
