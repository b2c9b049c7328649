namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>Rows of late events in the order in which they are taken: by the bucket with which they are read, then by the bucket in which they happened.</summary>
internal sealed class LateRows : IDisposable
{
    private readonly FeatureQuery _query;
    private readonly TimeBucket _read;
    private readonly DateTimeOffset _first;
    private readonly int _width;
    private readonly SortedRows _rows;
    private IEnumerator<ObservationBatch>? _batches;
    private bool _isLeft;

    /// <param name="query">What <see cref="LateReading"/> leaves of it.</param>
    /// <param name="read">The buckets with which they are read.</param>
    public LateRows(FeatureQuery query, TimeBucket read, SortedRows rows)
    {
        (_query, _read, _rows) = (query, read, rows);
        _first = LateReading.Earliest(read.From, query.Bucket);
        _width = (int)((read.To - _first).Ticks / query.Bucket.Ticks);
    }

    /// <summary>Where a row stands; null: further back than its bucket reaches, or in time.</summary>
    public int? Place(DateTimeOffset happened, DateTimeOffset readFrom) => happened >= LateReading.Earliest(readFrom, _query.Bucket) && happened < readFrom
        ? (int)((readFrom - _read.From).Ticks / _query.Bucket.Ticks) * _width + (int)((happened - _first).Ticks / _query.Bucket.Ticks) : null;

    public void Add(SpoolRow row) => _rows.Add(row);

    /// <summary>What is read with the bucket. Buckets must be asked for in their order, once all rows are there.</summary>
    public IEnumerable<ObservationBatch> With(TimeBucket bucket, ReadTally tally)
    {
        if (_batches is null)
        {
            _batches = Batches(tally).GetEnumerator();
            _isLeft = _batches.MoveNext();
        }

        for (; _isLeft && _batches.Current.LateIn == bucket; _isLeft = _batches.MoveNext())
            yield return _batches.Current;
    }

    public void Dispose()
    {
        _batches?.Dispose();
        _rows.Dispose();
    }

    private IEnumerable<ObservationBatch> Batches(ReadTally tally)
    {
        var (place, rows) = (-1, new List<Observation>());
        foreach (var together in RowMerge.Together(_rows.InOrder()))
        {
            if (together[0].Bucket != place && rows.Count > 0)
            {
                yield return Batch(place, rows);
                rows = [];
            }

            place = together[0].Bucket;
            tally.CountMerged(RowMerge.Rows(together) - 1);
            rows.Add(RowMerge.Merge(together, _query.Columns, recounts: null));
        }

        if (rows.Count > 0)
            yield return Batch(place, rows);
    }

    private ObservationBatch Batch(int place, List<Observation> rows) =>
        new(_query, Bucket(_first, place % _width), rows) { LateIn = Bucket(_read.From, place / _width) };

    private TimeBucket Bucket(DateTimeOffset first, int place) => new(first + _query.Bucket * place, first + _query.Bucket * (place + 1));
}
