using System.Collections.Concurrent;
using BehaviorElasticSidecar.Features.Files;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Quality;

/// <summary>The facts of every source and day of a run over files, from the pass that makes the rows.</summary>
/// <remarks>A day is closed when no event of it can come any more; what comes out of order after that is dropped from the rows too. Days may be asked for by any thread.</remarks>
internal sealed class QualityWatch(IReadOnlyList<QualityPlan> plans) : IEventWatch
{
    private const long DayMilliseconds = 86_400_000;

    private readonly Dictionary<string, QualityPlan> _plans = plans.ToDictionary(p => p.Source.Id, StringComparer.Ordinal);
    private readonly Dictionary<(string Source, long Day), DayTally> _open = [];

    // What a block keeps beyond these is dropped when it is taken: masks only grow, so that knowing them early changes nothing.
    private readonly ConcurrentDictionary<(string Source, long Day), ulong> _masks = new();
    private readonly ConcurrentDictionary<(string Source, long Day), (SourceDay Judged, SourceDay Full)> _closed = new();

    public IReadOnlyList<WatchedField> Fields(Source source) =>
    [
        .. _plans[source.Id].Parts.SelectMany(p => p.AnyOf).Select(f => new WatchedField(f, WatchedAs.Text)),
        new WatchedField(DayDetails.Created, WatchedAs.Time), new WatchedField(DayDetails.Id, WatchedAs.Hash),
        .. new[] { DayDetails.Outcome, DayDetails.Kind, DayDetails.Tags }.Select(f => new WatchedField(f, WatchedAs.Text)),
    ];

    public IBlockWatch NewBlock() => new Block(_plans, _masks);

    public void Take(IBlockWatch block, long bound)
    {
        foreach (var (key, tally) in ((Block)block).Take())
        {
            if (_closed.ContainsKey(key))
                continue;
            if (_open.TryGetValue(key, out var known))
                known.Add(tally);
            else
                _open.Add(key, tally);
            _masks[key] = _open[key].Ids.Mask;
        }

        foreach (var (key, tally) in _open.Where(o => bound - DayMilliseconds >= o.Key.Day).ToList())
        {
            _closed[key] = (tally.Judged(), tally.Full());
            _open.Remove(key);
            _masks.TryRemove(key, out var _);
        }
    }

    /// <summary>One for each source, also where it had nothing. The day must be over for all files.</summary>
    public IReadOnlyList<SourceDay> Judged(DateTimeOffset day) => [.. plans.Select(p =>
        _closed.TryGetValue((p.Source.Id, day.ToUnixTimeMilliseconds()), out var closed)
            ? closed.Judged : new SourceDay(p.Source.Id, day, new long[24], new SortedDictionary<string, long>(StringComparer.Ordinal)))];

    /// <summary>Everything of the source so far, in the order of days.</summary>
    public IReadOnlyList<SourceDay> Full(string source) =>
        [.. _closed.Where(c => c.Key.Source == source).OrderBy(c => c.Key.Day).Select(c => c.Value.Full)];

    private sealed class Block(Dictionary<string, QualityPlan> plans, ConcurrentDictionary<(string Source, long Day), ulong> masks) : IBlockWatch
    {
        private readonly Dictionary<(string Source, long Day), DayTally> _days = [];
        private (SourcePlan? Source, long Day, DayTally Tally) _last;

        public void Add(SourcePlan source, long time, SlotValues[] values, ReadOnlySpan<int> slots)
        {
            if (_last.Source != source || (ulong)(time - _last.Day) >= DayMilliseconds)
                _last = (source, time - time % DayMilliseconds, Of(source, time - time % DayMilliseconds));
            _last.Tally.Add(time, values, slots, source.IngestedSlot);
        }

        public IReadOnlyList<KeyValuePair<(string Source, long Day), DayTally>> Take()
        {
            IReadOnlyList<KeyValuePair<(string, long), DayTally>> taken = [.. _days];
            _days.Clear();
            _last = default;
            return taken;
        }

        private DayTally Of(SourcePlan source, long day)
        {
            if (!_days.TryGetValue((source.Source.Id, day), out var tally))
            {
                _days.Add((source.Source.Id, day), tally = new DayTally(plans[source.Source.Id], day));
                if (masks.TryGetValue((source.Source.Id, day), out var mask))
                    tally.Ids.Raise(mask);
            }

            return tally;
        }
    }
}
