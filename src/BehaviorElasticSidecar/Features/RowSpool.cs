using System.Text;

namespace BehaviorElasticSidecar.Features;

/// <summary>One row of a spool. <see cref="Numbers"/> has one entry per metric.</summary>
public sealed record SpooledRow(long Bucket, string Entity, string? Group, double[] Numbers);

/// <summary>Collects rows in any order and gives them back by bucket, entity and group (ordinally), rows of one key merged; spills to disk beyond a budget.</summary>
/// <remarks>
/// Rows of one key are merged in the order in which they were added, whatever was spilled, so the budget does not change a digit: counts and sums add,
/// Min and Max take the less and the greater (NaN is none), Distinct takes the greater, which is a lower bound: who needs an exact count of
/// names that fold together adds rows per value and counts them. Cost O(n log n). Its files are gone after <see cref="Dispose"/>. Not thread-safe.
/// </remarks>
public sealed class RowSpool : IDisposable
{
    /// <summary>What a row costs beside its texts and numbers: objects, references, list.</summary>
    private const int RowBytes = 120;

    private readonly IReadOnlyList<Metric> _metrics;
    private readonly long _budgetBytes;
    private readonly string _folder;
    private readonly List<SpooledRow> _rows = [];
    private readonly List<string> _runs = [];
    private long _bytes;

    /// <param name="folder">Where runs are written, each under a name of its own; null for the system's temporary folder.</param>
    public RowSpool(IReadOnlyList<Metric> metrics, long budgetBytes, string? folder = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(budgetBytes);
        _metrics = metrics;
        _budgetBytes = budgetBytes;
        _folder = folder ?? Path.GetTempPath();
    }

    /// <summary>Rows added, before merging.</summary>
    public long Count { get; private set; }

    /// <summary>Runs on disk.</summary>
    public int Spilled => _runs.Count;

    /// <param name="bucket">Milliseconds since the epoch, or any other number that sorts before the entity.</param>
    public void Add(long bucket, string entity, string? group, double[] numbers)
    {
        if (numbers.Length != _metrics.Count)
            throw new ArgumentException($"{numbers.Length} numbers for {_metrics.Count} metrics", nameof(numbers));
        _rows.Add(new SpooledRow(bucket, entity, group, numbers));
        _bytes += RowBytes + 2L * (entity.Length + (group?.Length ?? 0)) + 8L * numbers.Length;
        Count++;
        if (_bytes > _budgetBytes)
            Spill();
    }

    /// <summary>All rows, as often as asked. Nothing may be added while it runs.</summary>
    public IEnumerable<SpooledRow> Read()
    {
        Sort();
        var runs = new List<IEnumerator<SpooledRow>>();
        try
        {
            foreach (var path in _runs)
                runs.Add(ReadRun(path).GetEnumerator());
            runs.Add(_rows.GetEnumerator());
            SpooledRow? merged = null;
            foreach (var row in Interleave(runs))
            {
                if (merged is not null && Order(merged, row) == 0)
                {
                    merged = merged with { Numbers = Merge(merged.Numbers, row.Numbers) };
                    continue;
                }

                if (merged is not null)
                    yield return merged;
                merged = row;
            }

            if (merged is not null)
                yield return merged;
        }
        finally
        {
            foreach (var run in runs)
                run.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var path in _runs)
            File.Delete(path);
        _runs.Clear();
        _rows.Clear();
    }

    private static int Order(SpooledRow a, SpooledRow b)
    {
        if (a.Bucket != b.Bucket)
            return a.Bucket.CompareTo(b.Bucket);
        var order = string.CompareOrdinal(a.Entity, b.Entity);
        return order != 0 ? order : string.CompareOrdinal(a.Group, b.Group);
    }

    /// <summary>Rows of all runs in order; of equal keys, those of earlier runs first, as they were added first.</summary>
    private static IEnumerable<SpooledRow> Interleave(List<IEnumerator<SpooledRow>> runs)
    {
        var next = new PriorityQueue<int, (SpooledRow Row, int Run)>(
            Comparer<(SpooledRow Row, int Run)>.Create(static (a, b) => Order(a.Row, b.Row) is var order and not 0 ? order : a.Run.CompareTo(b.Run)));
        for (var run = 0; run < runs.Count; run++)
        {
            if (runs[run].MoveNext())
                next.Enqueue(run, (runs[run].Current, run));
        }

        while (next.TryDequeue(out var run, out var least))
        {
            yield return least.Row;
            if (runs[run].MoveNext())
                next.Enqueue(run, (runs[run].Current, run));
        }
    }

    private double[] Merge(double[] first, double[] second)
    {
        var merged = new double[first.Length];
        for (var i = 0; i < merged.Length; i++)
        {
            merged[i] = _metrics[i] switch
            {
                Metric.Min => MinOf(first[i], second[i]),
                Metric.Max or Metric.Distinct => -MinOf(-first[i], -second[i]),
                _ => first[i] + second[i],
            };
        }

        return merged;
    }

    private static double MinOf(double a, double b) => double.IsNaN(a) ? b : double.IsNaN(b) ? a : Math.Min(a, b);

    /// <summary>Stable: rows of one key keep the order in which they were added.</summary>
    private void Sort()
    {
        var sorted = _rows.Order(Comparer<SpooledRow>.Create(Order)).ToList();
        _rows.Clear();
        _rows.AddRange(sorted);
    }

    private void Spill()
    {
        Sort();
        Directory.CreateDirectory(_folder);
        var path = Path.Combine(_folder, Path.GetRandomFileName());
        _runs.Add(path);
        using (var writer = new BinaryWriter(new FileStream(path, NewFile()), Encoding.UTF8))
        {
            foreach (var row in _rows)
            {
                writer.Write(row.Bucket);
                writer.Write(row.Entity);
                writer.Write(row.Group is not null);
                writer.Write(row.Group ?? "");
                foreach (var number in row.Numbers)
                    writer.Write(number);
            }
        }

        _rows.Clear();
        _bytes = 0;
    }

    /// <summary>Names of people are nobody else's business.</summary>
    private static FileStreamOptions NewFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private IEnumerable<SpooledRow> ReadRun(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        while (stream.Position < stream.Length)
        {
            var bucket = reader.ReadInt64();
            var entity = reader.ReadString();
            var hasGroup = reader.ReadBoolean();
            var group = reader.ReadString();
            var numbers = new double[_metrics.Count];
            for (var i = 0; i < numbers.Length; i++)
                numbers[i] = reader.ReadDouble();
            yield return new SpooledRow(bucket, entity, hasGroup ? group : null, numbers);
        }
    }
}
