using System.Runtime.InteropServices;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>The rows of one query in one bucket while events still come.</summary>
/// <remarks>
/// Sums are compensated, so that the order of events does not show in the first 15 digits. Memory grows with rows, until <see cref="Spill"/> moves them
/// to disk; what it gives in the end is the same. A closed bucket's memory is used again, as large arrays that come and go with every bucket stay long
/// after they are needed.
/// </remarks>
/// <param name="lateIn">Start of the later bucket with which these events are read; <see cref="QueryPlan.NeverRead"/> where they are not.</param>
internal sealed class OpenBucket(QueryPlan plan, long from, long lateIn = QueryPlan.NeverRead)
{
    private const int FirstRows = 16;

    /// <summary>An entry of the table of rows; a set with its first slots; a slot of a set, some of them free.</summary>
    private const int RowBytes = 44, SetBytes = 72, SlotBytes = 12;

    private Dictionary<RowKey, int> _rows = [];
    private double[] _numbers = new double[FirstRows * plan.Columns.Length];
    private double[] _compensations = new double[FirstRows * plan.Sums];
    private ValueSet?[] _sets = new ValueSet?[FirstRows * plan.Sets];

    /// <summary>Terms of sums in the order of the events, once rows are on disk: there the sum is that they continue.</summary>
    private List<(int Sum, double Term)> _terms = [];

    private SpillRuns<RowPart>? _runs;
    private long _textBytes;

    public QueryPlan Plan { get; } = plan;

    /// <summary>Milliseconds since the epoch.</summary>
    public long From { get; private set; } = from;

    public long To => From + Plan.SpanMilliseconds;

    public bool IsLate => LateIn != QueryPlan.NeverRead;

    public long LateIn { get; } = lateIn;

    /// <summary>Start and end of the bucket with which it is read.</summary>
    public (long From, long To) ReadIn => IsLate ? (LateIn, LateIn + Plan.SpanMilliseconds) : (From, To);

    /// <summary>Events for detectors that may ask for them; null where none does.</summary>
    public KeptEvents? Kept { get; private set; } = plan.Events.Length == 0 ? null : new KeptEvents(plan);

    /// <summary>Bytes of memory, about: what is reserved for rows, and what they refer to.</summary>
    public long HeldBytes =>
        (long)RowBytes * _rows.Capacity + 8L * (_numbers.Length + _compensations.Length + _sets.Length) + 16L * _terms.Capacity + _textBytes + (Kept?.HeldBytes ?? 0);

    /// <summary>Makes it the empty bucket that starts at <paramref name="from"/>; what it gave out stays as it is.</summary>
    public OpenBucket Reopen(long from)
    {
        From = from;
        Kept = Plan.Events.Length == 0 ? null : new KeptEvents(Plan);
        return this;
    }

    public void Add(in RowUpdate update, EventBlock block)
    {
        var row = Row(update.Key);
        foreach (ref readonly var hit in block.Hits.Slice(update.HitStart, update.HitCount))
        {
            var column = Plan.Columns[hit.Column];
            ref var number = ref _numbers[row * Plan.Columns.Length + hit.Column];
            if (column.Metric == Metric.Count)
            {
                number++;
            }
            else if (column.Metric == Metric.Distinct)
            {
                var set = Set(row, column);
                var before = set.Count;
                foreach (var text in block.Texts.Slice(hit.Start, hit.Count))
                    set.Add(text!);
                if (set.Count > before)
                    _textBytes += hit.TextBytes + SlotBytes * (set.Count - before);
            }
            else
            {
                foreach (var value in block.Numbers.Slice(hit.Start, hit.Count))
                    Add(column, row, ref number, value);
            }
        }
    }

    /// <summary>Takes over all rows and events of <paramref name="other"/>, a bucket of the same query and time that is not used any more.</summary>
    public void Add(OpenBucket other, SpillFolder folder)
    {
        if (other.Kept is not null)
            Kept!.Add(other.Kept, folder);
        if (other._runs is not null)
        {
            SpillRows(folder);
            other.SpillRows(folder);
            _runs ??= new SpillRuns<RowPart>(Plan, folder);
            _runs.Append(other._runs.Merged().Select(p => p.ToTerms(Plan)));
            other._runs.Dispose();
            return;
        }

        foreach (var (key, theirs) in other._rows)
        {
            var row = Row(key);
            for (var i = 0; i < Plan.Columns.Length; i++)
            {
                var column = Plan.Columns[i];
                ref var number = ref _numbers[row * Plan.Columns.Length + i];
                var value = other._numbers[theirs * Plan.Columns.Length + i];
                if (column.Metric == Metric.Distinct)
                    Unite(Set(row, column), other._sets[theirs * Plan.Sets + column.Extra]);
                else if (!double.IsNaN(value))
                    Add(column, row, ref number, value);
                if (column.Metric == Metric.Sum)
                    Add(column, row, ref number, other._compensations[theirs * Plan.Sums + column.Extra]);
            }
        }
    }

    /// <summary>Moves rows and events to disk.</summary>
    public void Spill(SpillFolder folder)
    {
        SpillRows(folder);
        Kept?.Spill(folder);
    }

    /// <summary>It is not wanted: nothing of it stays on disk.</summary>
    public void Drop()
    {
        _runs?.Dispose();
        Kept?.Dispose();
    }

    /// <summary>All rows, in order. What it has on disk goes, but for events, which can be read from then on.</summary>
    public ObservationBatch Close(SpillFolder folder)
    {
        Kept?.Close(folder);
        var rows = new List<Observation>(_rows.Count);
        if (_runs is null)
        {
            foreach (var (key, row) in _rows)
                rows.Add(new Observation(key.Entity.Text, key.Group?.Text, Numbers(row)));
            rows.Sort(static (a, b) =>
            {
                var order = string.CompareOrdinal(a.Entity, b.Entity);
                return order != 0 ? order : string.CompareOrdinal(a.Group, b.Group);
            });
        }
        else
        {
            SpillRows(folder);
            rows.AddRange(_runs.Merged().Select(p => p.ToObservation(Plan)));
            _runs.Dispose();
            _runs = null;
        }

        Array.Clear(_sets, 0, _rows.Count * Plan.Sets);
        Array.Clear(_compensations, 0, _rows.Count * Plan.Sums);
        _rows.Clear();
        _textBytes = 0;
        return IsLate ? LateBatch.Of(Plan, From, LateIn, rows) : new ObservationBatch(Plan.Query, Plan.Bucket(From), rows);
    }

    private void Unite(ValueSet set, ValueSet? other)
    {
        foreach (var text in other?.Values ?? [])
        {
            set.Add(text);
            _textBytes += SlotBytes + text.HeldBytes;
        }
    }

    private void Add(ColumnPlan column, int row, ref double number, double value)
    {
        switch (column.Metric)
        {
            case Metric.Sum when _runs is null:
                CompensatedSum.Add(ref number, ref _compensations[row * Plan.Sums + column.Extra], value);
                break;
            case Metric.Sum:
                _terms.Add((row * Plan.Sums + column.Extra, value));
                break;
            case Metric.Min when !(number <= value):
            case Metric.Max when !(number >= value):
                number = value;
                break;
            case Metric.Count:
                number += value;
                break;
        }
    }

    private int Row(RowKey key)
    {
        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, key, out var exists);
        if (exists)
            return index;
        index = _rows.Count - 1;
        var columns = Plan.Columns.Length;
        if ((index + 1) * columns > _numbers.Length)
            Array.Resize(ref _numbers, _numbers.Length * 2);
        if ((index + 1) * Plan.Sums > _compensations.Length)
            Array.Resize(ref _compensations, _compensations.Length * 2);
        if ((index + 1) * Plan.Sets > _sets.Length)
            Array.Resize(ref _sets, _sets.Length * 2);
        for (var i = 0; i < columns; i++)
            _numbers[index * columns + i] = Plan.Columns[i].Metric is Metric.Min or Metric.Max ? double.NaN : 0;
        _textBytes += key.HeldBytes;
        return index;
    }

    private ValueSet Set(int row, ColumnPlan column)
    {
        ref var set = ref _sets[row * Plan.Sets + column.Extra];
        if (set is null)
        {
            set = new ValueSet();
            _textBytes += SetBytes;
        }

        return set;
    }

    private double[] Numbers(int row)
    {
        var numbers = _numbers.AsSpan(row * Plan.Columns.Length, Plan.Columns.Length).ToArray();
        for (var i = 0; i < numbers.Length; i++)
        {
            if (Plan.Columns[i].Metric == Metric.Sum)
                numbers[i] += _compensations[row * Plan.Sums + Plan.Columns[i].Extra];
            else if (Plan.Columns[i].Metric == Metric.Distinct)
                numbers[i] = _sets[row * Plan.Sets + Plan.Columns[i].Extra]?.Count ?? 0;
        }

        return numbers;
    }

    private void SpillRows(SpillFolder folder)
    {
        if (_rows.Count == 0)
            return;
        _runs ??= new SpillRuns<RowPart>(Plan, folder);
        _runs.Append(Parts());
        _rows = [];
        _numbers = new double[FirstRows * Plan.Columns.Length];
        _compensations = new double[FirstRows * Plan.Sums];
        _sets = new ValueSet?[FirstRows * Plan.Sets];
        _terms = [];
        _textBytes = 0;
    }

    /// <summary>Its rows in order, one after the other in the same object.</summary>
    private IEnumerable<RowPart> Parts()
    {
        var (terms, starts) = TermsBySum();
        var part = new RowPart(Plan);
        foreach (var (key, row) in _rows.OrderBy(r => r.Key.Entity.Text, StringComparer.Ordinal).ThenBy(r => r.Key.Group?.Text, StringComparer.Ordinal))
        {
            part.Clear(key.Entity.Text, key.Group?.Text);
            _numbers.AsSpan(row * Plan.Columns.Length, Plan.Columns.Length).CopyTo(part.Numbers);
            _compensations.AsSpan(row * Plan.Sums, Plan.Sums).CopyTo(part.Compensations);
            for (int i = 0, sum = row * Plan.Sums; i < Plan.Sums; i++, sum++)
                part.Terms[i].AddRange(terms.AsSpan(starts[sum], starts[sum + 1] - starts[sum]));
            for (var i = 0; i < Plan.Sets; i++)
                part.Values[i].AddRange((_sets[row * Plan.Sets + i]?.Values ?? []).Select(v => v.Text));
            yield return part;
        }
    }

    /// <summary>The terms of each sum together, in their order, and where each sum's begin.</summary>
    private (double[] Terms, int[] Starts) TermsBySum()
    {
        var (terms, starts) = (new double[_terms.Count], new int[_rows.Count * Plan.Sums + 1]);
        foreach (var (sum, _) in _terms)
            starts[sum + 1]++;
        for (var i = 1; i < starts.Length; i++)
            starts[i] += starts[i - 1];
        var next = starts.ToArray();
        foreach (var (sum, term) in _terms)
            terms[next[sum]++] = term;
        return (terms, starts);
    }
}
