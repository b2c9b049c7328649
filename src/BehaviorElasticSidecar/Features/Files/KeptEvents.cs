using System.Runtime.InteropServices;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Events of one query and bucket that detectors may ask for, per detector and entity, in time order.</summary>
/// <remarks>
/// Of a run of events with equal values only the first and the last are kept, so that memory grows with changes, not with events; a cluster gives all
/// of them. So a measure must not depend on the ones between. Until the files have passed a time, all its events are kept: a late one may split a run.
/// </remarks>
internal sealed class KeptEvents(QueryPlan plan)
{
    private readonly Dictionary<(int Binding, FieldValue Entity), Sequence> _sequences = [];

    public void Add(in KeptEvent kept, long time, EventBlock block, long bound) =>
        Of(kept.Binding, kept.Entity).Add(time, block.Texts.Slice(kept.TextStart, kept.TextCount), bound);

    public void Add(KeptEvents other)
    {
        foreach (var ((binding, entity), sequence) in other._sequences)
            Of(binding, entity).Add(sequence);
    }

    /// <summary>Only when nothing is added any more; by any number of threads.</summary>
    public IReadOnlyList<EntityEvent> Read(int binding, string entity) =>
        _sequences.TryGetValue((binding, new FieldValue(entity)), out var sequence) ? sequence.Read() : [];

    /// <summary>Whether events of the query's detector at this position are kept.</summary>
    public bool Keeps(int binding) => Array.Exists(plan.Events, e => e.Binding == binding);

    private Sequence Of(int binding, FieldValue entity)
    {
        ref var sequence = ref CollectionsMarshal.GetValueRefOrAddDefault(_sequences, (binding, entity), out _);
        return sequence ??= new Sequence();
    }

    private sealed class Sequence
    {
        private const int FirstCollapse = 32;

        private readonly List<(long Time, string?[] Values)> _events = [];
        private int _collapseAt = FirstCollapse;

        public void Add(long time, ReadOnlySpan<FieldValue?> texts, long bound)
        {
            var last = _events.Count == 0 ? null : _events[^1].Values;
            _events.Add((time, last is not null && Same(last, texts) ? last : Texts(texts)));
            if (_events.Count < _collapseAt)
                return;
            Collapse(bound);
            _collapseAt = Math.Max(FirstCollapse, _events.Count * 2);
        }

        public void Add(Sequence other) => _events.AddRange(other._events);

        public List<EntityEvent> Read()
        {
            lock (_events)
            {
                Collapse(long.MaxValue);
                return [.. _events.Select(e => new EntityEvent(DateTimeOffset.FromUnixTimeMilliseconds(e.Time), e.Values))];
            }
        }

        /// <summary>Takes the middle out of runs that end before <paramref name="bound"/>.</summary>
        private void Collapse(long bound)
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
}
