namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>The distinct counts of a span that must be counted anew, and under which spellings their entities are found.</summary>
internal sealed class FoldedCounts
{
    private readonly SortedDictionary<(int Column, int Step), SortedSet<string>> _spellings = [];
    private readonly HashSet<(int Column, RowId Row)> _rows = [];

    public int Count => _rows.Count;

    /// <summary>Per column and actor step the raw names to ask for, in order.</summary>
    public IEnumerable<(int Column, int Step, IReadOnlyList<string> Names)> Asked =>
        _spellings.Select(s => (s.Key.Column, s.Key.Step, (IReadOnlyList<string>)[.. s.Value]));

    public static FoldedCounts In(IEnumerable<SpoolRow> ordered, IReadOnlyList<int> distinctColumns)
    {
        var found = new FoldedCounts();
        foreach (var together in RowMerge.Together(ordered))
        {
            if (together.Count == 1)
                continue;
            foreach (var column in distinctColumns)
            {
                if (RowMerge.NeedsRecount(together, column))
                    found.Add(column, together);
            }
        }

        return found;
    }

    public bool Wants(int column, RowId row) => _rows.Contains((column, row));

    /// <summary>Counts the different texts of each row in <paramref name="orderedValues"/> into the column of its recount, one value in memory at a time.</summary>
    public static void Recount(IEnumerable<SpoolRow> orderedValues, int column, int width, Dictionary<RowId, double[]> into)
    {
        SpoolRow? last = null;
        double[] recounts = [];
        foreach (var value in orderedValues)
        {
            if (last is null || last.CompareKey(value) != 0)
            {
                recounts = Of(new RowId(value.Bucket, value.Entity, value.Group));
                recounts[column] = 1;
            }
            else if (last.Text != value.Text)
            {
                recounts[column]++;
            }

            last = value;
        }

        double[] Of(RowId id)
        {
            if (!into.TryGetValue(id, out var found))
            {
                into[id] = found = new double[width];
                Array.Fill(found, double.NaN);
            }

            return found;
        }
    }

    private void Add(int column, IReadOnlyList<SpoolRow> together)
    {
        _rows.Add((column, new RowId(together[0].Bucket, together[0].Entity, together[0].Group)));
        foreach (var row in together.Where(r => r.Numbers[column] > 0))
        {
            if (!_spellings.TryGetValue((column, row.Step), out var names))
                _spellings[(column, row.Step)] = names = new SortedSet<string>(StringComparer.Ordinal);
            names.Add(row.Text);
        }
    }
}
