using System.Runtime.InteropServices;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>The rows of one query in one bucket while events still come.</summary>
/// <remarks>
/// Sums are compensated (Neumaier 1974), so that the order of events does not show in the first 15 digits. Memory grows with rows; a closed bucket's
/// is used again, as large arrays that come and go with every bucket stay long after they are needed.
/// </remarks>
internal sealed class OpenBucket(QueryPlan plan, long from)
{
    private readonly Dictionary<RowKey, int> _rows = [];
    private double[] _numbers = new double[16 * plan.Columns.Length];
    private double[] _compensations = new double[plan.Sums == 0 ? 0 : 16 * plan.Sums];
    private ValueSet?[] _sets = new ValueSet?[plan.Sets == 0 ? 0 : 16 * plan.Sets];

    public QueryPlan Plan { get; } = plan;

    /// <summary>Milliseconds since the epoch.</summary>
    public long From { get; private set; } = from;

    public long To => From + Plan.SpanMilliseconds;

    /// <summary>Events for detectors that may ask for them; null where none does.</summary>
    public KeptEvents? Kept { get; private set; } = plan.Events.Length == 0 ? null : new KeptEvents(plan);

    /// <summary>Makes it the empty bucket that starts at <paramref name="from"/>; what it gave out stays as it is.</summary>
    public OpenBucket Reopen(long from)
    {
        From = from;
        Kept = Plan.Events.Length == 0 ? null : new KeptEvents(Plan);
        Array.Clear(_sets, 0, _rows.Count * Plan.Sets);
        Array.Clear(_compensations, 0, _rows.Count * Plan.Sums);
        _rows.Clear();
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
                foreach (var text in block.Texts.Slice(hit.Start, hit.Count))
                    set.Add(text!);
            }
            else
            {
                foreach (var value in block.Numbers.Slice(hit.Start, hit.Count))
                    Add(column, row, ref number, value);
            }
        }
    }

    /// <summary>Takes over all rows and events of <paramref name="other"/>, a bucket of the same query and time.</summary>
    public void Add(OpenBucket other)
    {
        foreach (var (key, theirs) in other._rows)
        {
            var row = Row(key);
            for (var i = 0; i < Plan.Columns.Length; i++)
            {
                var column = Plan.Columns[i];
                ref var number = ref _numbers[row * Plan.Columns.Length + i];
                var value = other._numbers[theirs * Plan.Columns.Length + i];
                if (column.Metric == Metric.Distinct)
                    Set(row, column).AddAll(other.Set(theirs, column));
                else if (!double.IsNaN(value))
                    Add(column, row, ref number, value);
                if (column.Metric == Metric.Sum)
                    Add(column, row, ref number, other._compensations[theirs * Plan.Sums + column.Extra]);
            }
        }

        if (other.Kept is not null)
            Kept!.Add(other.Kept);
    }

    public ObservationBatch Close()
    {
        var rows = new List<Observation>(_rows.Count);
        foreach (var (key, row) in _rows)
            rows.Add(new Observation(key.Entity.Text, key.Group?.Text, Numbers(row)));
        rows.Sort(static (a, b) =>
        {
            var order = string.CompareOrdinal(a.Entity, b.Entity);
            return order != 0 ? order : string.CompareOrdinal(a.Group, b.Group);
        });
        return new ObservationBatch(Plan.Query, new TimeBucket(DateTimeOffset.FromUnixTimeMilliseconds(From), DateTimeOffset.FromUnixTimeMilliseconds(To)), rows);
    }

    private void Add(ColumnPlan column, int row, ref double number, double value)
    {
        switch (column.Metric)
        {
            case Metric.Sum:
                var sum = number + value;
                _compensations[row * Plan.Sums + column.Extra] += Math.Abs(number) >= Math.Abs(value) ? number - sum + value : value - sum + number;
                number = sum;
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
        return index;
    }

    private ValueSet Set(int row, ColumnPlan column) => _sets[row * Plan.Sets + column.Extra] ??= new ValueSet();

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
}
