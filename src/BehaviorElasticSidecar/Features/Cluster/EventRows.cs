using System.Runtime.InteropServices;
using System.Text.Json;

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>Rows counted from fetched events, which come in time order: given on when the next bucket begins or memory is used up.</summary>
/// <remarks>A row that comes in two parts is joined by <see cref="RowMerge"/>, but for collected values: those need the whole row here, or it is <see cref="IsOutgrown"/>.</remarks>
internal sealed class EventRows(RowRequest request, TimeBucket span, RowFolder folder, long budgetBytes)
{
    private const int RowBytes = 200, ValueBytes = 80;

    private readonly RowFetch _fetch = request.Fetch!;
    private readonly bool _collects = request.Fetch!.Parts.Any(p => p.CollectsValues);
    private readonly Dictionary<(int Bucket, string Entity, string? Group), Row> _rows = [];
    private long _bytes;
    private int _bucket;

    /// <summary>Rows so far, those of dropped names included, as a composite counts them.</summary>
    public long Rows { get; private set; }

    /// <summary>Sum of the rows' events: what a composite calls <c>doc_count</c>.</summary>
    public long Counted { get; private set; }

    /// <summary>More different values than the engine would count exactly, or than fit: counted here, the row would not be the engine's.</summary>
    public bool IsOutgrown { get; private set; }

    /// <summary>Counts an event; gives the rows that it completed.</summary>
    public IEnumerable<SpoolRow> Add(JsonElement hit)
    {
        IEnumerable<SpoolRow> complete = [];
        var (entities, groups, passed) = (_fetch.Entities(hit).ToList(), _fetch.Groups(hit).ToList(), _fetch.Passed(hit));
        foreach (var bucket in _fetch.Buckets(hit, span))
        {
            if (bucket != _bucket || _bytes > budgetBytes)
            {
                IsOutgrown |= _collects && bucket == _bucket;
                complete = [.. complete, .. Rest()];
                _bucket = bucket;
            }

            foreach (var entity in entities)
            {
                foreach (var group in groups)
                    Count(hit, (bucket, entity, group), passed);
            }
        }

        return complete;
    }

    /// <summary>What is left after the last event.</summary>
    public IReadOnlyList<SpoolRow> Rest()
    {
        var rest = new List<SpoolRow>(_rows.Count);
        foreach (var (key, row) in _rows)
        {
            for (var column = 0; row.Values is not null && column < row.Numbers.Length; column++)
                row.Numbers[column] = row.Values[column] is { } values ? values.Count : row.Numbers[column];
            if (folder.Fold(request.Step, key.Entity, key.Group, key.Bucket, row.Numbers) is { } folded)
                rest.Add(folded);
        }

        Rows += _rows.Count;
        _rows.Clear();
        _bytes = 0;
        return rest;
    }

    private void Count(JsonElement hit, (int Bucket, string Entity, string? Group) key, bool[] passed)
    {
        Counted++;
        ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, key, out var known);
        row ??= new Row(new double[passed.Length], _collects ? new HashSet<string>?[passed.Length] : null);
        if (!known)
            _bytes += RowBytes + 2L * (key.Entity.Length + (key.Group?.Length ?? 0)) + sizeof(double) * passed.Length;
        for (var column = 0; column < passed.Length; column++)
        {
            var number = _fetch.Number(hit, column, passed[column]);
            row.Numbers[column] = known ? RowMerge.Merge(_fetch.Parts[column].Metric, row.Numbers[column], number) : number;
            if (passed[column] && _fetch.Parts[column].CollectsValues)
                Collect(hit, column, row.Values![column] ??= new HashSet<string>(StringComparer.Ordinal));
        }
    }

    private void Collect(JsonElement hit, int column, HashSet<string> values)
    {
        foreach (var value in _fetch.Collected(hit, column))
        {
            if (values.Add(value))
                _bytes += ValueBytes + 2L * value.Length;
        }

        IsOutgrown |= values.Count > request.Page.PrecisionThreshold;
    }

    private sealed record Row(double[] Numbers, HashSet<string>?[]? Values);
}
