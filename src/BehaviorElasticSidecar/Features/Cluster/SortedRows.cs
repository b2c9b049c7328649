using System.Text;

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>Rows in any order in, in their order out, as often as wanted, within a byte budget: what exceeds it waits in sorted runs on disk.</summary>
/// <remarks>Stable: rows that compare equal come out as they went in. Not thread-safe. The folder is private to this object and goes with it.</remarks>
internal sealed class SortedRows : IDisposable
{
    /// <summary>About 400,000 rows of a dozen numbers.</summary>
    public const long DefaultBytes = 96L << 20;

    private readonly long _budgetBytes;
    private readonly string _parentFolder;
    private readonly List<string> _runs = [];
    private List<SpoolRow> _rows = [];
    private string? _folder;
    private long _bytes;
    private bool _sorted = true;

    /// <param name="parentFolder">Where runs are kept when they are needed; it must exist by then.</param>
    public SortedRows(long budgetBytes, string parentFolder) => (_budgetBytes, _parentFolder) = (budgetBytes, parentFolder);

    public int Runs => _runs.Count;

    public void Add(SpoolRow row)
    {
        _sorted = _sorted && (_rows.Count == 0 || _rows[^1].CompareTo(row) <= 0);
        _rows.Add(row);
        _bytes += row.Bytes;
        if (_bytes > _budgetBytes)
            Spill();
    }

    public IEnumerable<SpoolRow> InOrder()
    {
        Sort();
        return _runs.Count == 0 ? _rows : Merged();
    }

    public void Dispose()
    {
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
        _folder = null;
    }

    private void Sort()
    {
        if (!_sorted)
            _rows = [.. _rows.Order()];
        _sorted = true;
    }

    private void Spill()
    {
        Sort();
        _folder ??= Directory.CreateDirectory(Path.Combine(_parentFolder, "behavior-rows-" + Guid.NewGuid().ToString("N"))).FullName;
        var path = Path.Combine(_folder, FormattableString.Invariant($"{_runs.Count}.run"));
        using (var writer = new BinaryWriter(new FileStream(path, NewFile()), Encoding.UTF8))
        {
            foreach (var row in _rows)
                Write(writer, row);
        }

        _runs.Add(path);
        _rows = [];
        _bytes = 0;
        _sorted = true;
    }

    /// <summary>Names of people are nobody else's business.</summary>
    private static FileStreamOptions NewFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private IEnumerable<SpoolRow> Merged()
    {
        var readers = new List<IEnumerator<SpoolRow>>();
        try
        {
            // Ties go to the older run, and the rows still in memory are the youngest.
            var queue = new PriorityQueue<int, (SpoolRow Row, int Run)>(Comparer<(SpoolRow Row, int Run)>.Create(
                (a, b) => a.Row.CompareTo(b.Row) is var order and not 0 ? order : a.Run.CompareTo(b.Run)));
            foreach (var rows in _runs.Select(Read).Append(_rows))
                readers.Add(rows.GetEnumerator());
            for (var run = 0; run < readers.Count; run++)
                Advance(run);
            while (queue.TryDequeue(out var run, out var least))
            {
                yield return least.Row;
                Advance(run);
            }

            void Advance(int run)
            {
                if (readers[run].MoveNext())
                    queue.Enqueue(run, (readers[run].Current, run));
            }
        }
        finally
        {
            readers.ForEach(r => r.Dispose());
        }
    }

    private static IEnumerable<SpoolRow> Read(string path)
    {
        using var reader = new BinaryReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16), Encoding.UTF8);
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            var (bucket, entity, group, step, text) =
                (reader.ReadInt32(), reader.ReadString(), reader.ReadString(), reader.ReadInt32(), reader.ReadString());
            var numbers = new double[reader.Read7BitEncodedInt()];
            for (var at = 0; at < numbers.Length; at++)
                numbers[at] = reader.ReadDouble();
            yield return new SpoolRow(bucket, entity, group, step, text, numbers);
        }
    }

    private static void Write(BinaryWriter to, SpoolRow row)
    {
        to.Write(row.Bucket);
        to.Write(row.Entity);
        to.Write(row.Group);
        to.Write(row.Step);
        to.Write(row.Text);
        to.Write7BitEncodedInt(row.Numbers.Length);
        foreach (var number in row.Numbers)
            to.Write(number);
    }
}
