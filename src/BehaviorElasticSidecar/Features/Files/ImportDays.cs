namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Whether the days of one source have a horizon: not if they were loaded long after they happened.</summary>
/// <remarks>
/// A day is an import if, of the events in its first UTC hour that has any, more than half of those with a time of ingest were ingested 48 hours or
/// more after the end of that hour. Known once the files have passed that hour; until then late events are kept aside.
/// </remarks>
internal sealed class ImportDays
{
    private const long Hour = 3_600_000, Day = 24 * Hour;

    private readonly Dictionary<long, Counts[]> _open = [];
    private readonly Dictionary<long, bool> _known = [];
    private long _lastDay = long.MinValue;
    private Counts[]? _last;

    private struct Counts
    {
        public long Events, Ingested, Imported;
    }

    /// <summary>Days that have no horizon, as UTC days, in order.</summary>
    public IReadOnlyList<DateOnly> Imports =>
        [.. _known.Where(d => d.Value).Select(d => d.Key).Order().Select(d => DateOnly.FromDateTime(DateTime.UnixEpoch.AddMilliseconds(d)))];

    /// <summary>Start of the first day that is not yet known: late events may still join what came before. None: the largest number.</summary>
    public long FirstOpen => _open.Count == 0 ? long.MaxValue : _open.Keys.Min();

    public void Add(in EventRecord record)
    {
        var day = record.Time - record.Time % Day;
        if (day != _lastDay)
        {
            _lastDay = day;
            _last = _known.ContainsKey(day) ? null : Open(day);
        }

        if (_last is null)
            return;
        ref var hour = ref _last[(record.Time - day) / Hour];
        hour.Events++;
        hour.Ingested += record.HasIngested ? 1 : 0;
        hour.Imported += record.IsImport ? 1 : 0;
    }

    /// <summary>Null: not yet known.</summary>
    public bool? IsImport(long time) => _known.TryGetValue(time - time % Day, out var isImport) ? isImport : null;

    /// <summary>A day of the span <c>[from, to)</c> has had events and is not yet known.</summary>
    public bool IsOpen(long from, long to)
    {
        foreach (var day in _open.Keys)
        {
            if (day < to && day + Day > from)
                return true;
        }

        return false;
    }

    /// <summary>No event before <paramref name="bound"/> can come any more. The days that became known.</summary>
    public IReadOnlyList<long> Pass(long bound)
    {
        if (_open.Count == 0)
            return [];
        var known = new List<long>();
        foreach (var (day, hours) in _open)
        {
            var first = Array.FindIndex(hours, h => h.Events > 0);
            if (day + (first + 1) * Hour <= bound)
                known.Add(day);
        }

        foreach (var day in known)
        {
            var first = Array.Find(_open[day], h => h.Events > 0);
            _known.Add(day, first.Imported * 2 > first.Ingested);
            _open.Remove(day);
            _lastDay = long.MinValue;
        }

        return known;
    }

    private Counts[] Open(long day)
    {
        if (!_open.TryGetValue(day, out var hours))
            _open.Add(day, hours = new Counts[24]);
        return hours;
    }
}
