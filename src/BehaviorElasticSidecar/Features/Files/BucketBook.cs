namespace BehaviorElasticSidecar.Features.Files;

/// <summary>All open buckets of all queries, in memory within a budget. One thread puts blocks in and takes closed buckets out.</summary>
internal sealed class BucketBook
{
    private readonly FilePlan _plan;
    private readonly DropLedger _drops;
    private readonly FileFrontier[] _frontiers;
    private readonly ImportDays[] _days;
    private readonly Dictionary<long, OpenBucket>[] _buckets;
    private readonly OpenBucket?[] _last;
    private readonly OpenBucket?[] _spare;
    private readonly LateEvents _late = new();
    private readonly long[] _settled;
    private readonly BucketSpill _spill;

    public BucketBook(FilePlan plan, DropLedger drops, IReadOnlyList<long> starts, long reorderWindow, BucketSpill spill)
    {
        (_plan, _drops, _spill) = (plan, drops, spill);
        _settled = new long[plan.Sources.Length];
        _frontiers = [.. starts.Select(s => Frontier(s, reorderWindow))];
        _days = [.. plan.Sources.Select(_ => new ImportDays())];
        _buckets = [.. plan.Queries.Select(_ => new Dictionary<long, OpenBucket>())];
        _last = new OpenBucket?[plan.Queries.Count];
        _spare = new OpenBucket?[plan.Queries.Count];
    }

    /// <summary>Events taken in the block; earliest and latest of them, milliseconds since the epoch.</summary>
    public BlockResult Add(EventBlock block)
    {
        var frontier = _frontiers[block.File];
        // Until a day is known to have a horizon or none, its late events may still split what is there.
        for (var source = 0; source < _settled.Length; source++)
            _settled[source] = Math.Min(Bound, _days[source].FirstOpen);
        var result = new BlockResult(0, long.MaxValue, long.MinValue);
        for (var i = 0; i < block.Events.Count; i++)
        {
            ref readonly var record = ref block.Events[i];
            var isOutOfOrder = frontier.IsOutOfOrder(record.Time);
            if (record.IsFirst)
                frontier.Add(record.FrontierTime);
            if (isOutOfOrder)
                block.Drops.Add(DropReason.OutOfOrder, record.Line, record.LineStart, record.LineLength);
            else if (record.Source >= 0)
                result = Take(block, record, result);
        }

        if (block.IsLast)
            frontier.Finish();
        _drops.Add(block);
        Hold();
        return result;
    }

    /// <summary>Buckets that no event can reach any more, by their end, then by query id; what came late is read before the bucket itself, the oldest first. Each is closed when it is asked for.</summary>
    public IEnumerable<ClosedBucket> TakeClosed()
    {
        var bound = Bound;
        for (var source = 0; source < _days.Length; source++)
            Settle(source, bound);
        var due = _buckets.SelectMany(b => b.Values).Concat(_late.Reads).Where(b => b.ReadIn.To <= bound)
            .OrderBy(b => b.ReadIn.To).ThenBy(b => b.Plan.Index).ThenBy(b => b.From)
            .TakeWhile(b => !_days[b.Plan.Source].IsOpen(b.ReadIn.From, b.ReadIn.To)).ToList();
        foreach (var bucket in due)
        {
            var closed = new ClosedBucket(bucket.Close(_spill.Folder), bucket.Kept);
            if (bucket.IsLate)
            {
                _late.Remove(bucket);
            }
            else
            {
                _buckets[bucket.Plan.Index].Remove(bucket.From);
                _last[bucket.Plan.Index] = null;
                _spare[bucket.Plan.Index] = bucket;
            }

            if (closed.Batch.Rows.Count > 0)
                yield return closed;
            else
                closed.Kept?.Dispose();
        }
    }

    /// <summary>Sentences on days that were read without a horizon.</summary>
    public IReadOnlyList<string> Notes =>
        [.. _plan.Sources.Where(s => _days[s.Index].Imports.Count > 0).Select(s => Note(s.Source.Id, _days[s.Index].Imports))];

    /// <summary>No event before it can come any more; milliseconds since the epoch.</summary>
    public long Bound => _frontiers.Length == 0 ? long.MaxValue : _frontiers.Min(f => f.Bound);

    private static string Note(string source, IReadOnlyList<DateOnly> days) => FormattableString.Invariant(
        $"{source}: {days.Count} days from {days[0]:yyyy-MM-dd} to {days[^1]:yyyy-MM-dd} were ingested two days or more after they happened (an import): read without a horizon");

    private static FileFrontier Frontier(long start, long window)
    {
        var frontier = new FileFrontier(window);
        frontier.StartAt(start);
        return frontier;
    }

    private BlockResult Take(EventBlock block, in EventRecord record, BlockResult result)
    {
        var days = _days[record.Source];
        days.Add(record);
        var isImport = days.IsImport(record.Time);
        var isLate = false;
        foreach (ref readonly var update in block.Updates.Slice(record.UpdateStart, record.UpdateCount))
        {
            isLate |= update.IsLate;
            if (Bucket(update.Query, update.Bucket, update.IsLate, isImport, (record.Time, update.LateIn)) is { } bucket)
                bucket.Add(update, block);
        }

        foreach (ref readonly var kept in block.Kept.Slice(record.KeptStart, record.KeptCount))
            Bucket(kept.Query, kept.Bucket, kept.IsLate, isImport, (record.Time, kept.LateIn))?.Kept!.Add(kept, record.Time, block, _settled[record.Source]);
        if (isLate && isImport == false)
            block.Drops.Add(DropReason.Late, record.Line, record.LineStart, record.LineLength);
        else if (isLate && isImport is null)
            _late.Count(record, block, _drops);
        return record.IsFirst ? result.With(record.Time) : result;
    }

    private OpenBucket? Bucket(int query, long from, bool isLate, bool? isImport, (long Time, long LateIn) late)
    {
        if (isLate && isImport != true)
            return isImport is null ? _late.Bucket(_plan.Queries[query], from, late.LateIn, late.Time) : _late.Read(_plan.Queries[query], from, late.LateIn);
        if (_last[query] is { } last && last.From == from)
            return last;
        if (!_buckets[query].TryGetValue(from, out var bucket))
            _buckets[query].Add(from, bucket = Open(query, from));
        return _last[query] = bucket;
    }

    private OpenBucket Open(int query, long from)
    {
        var spare = _spare[query];
        _spare[query] = null;
        return spare?.Reopen(from) ?? new OpenBucket(_plan.Queries[query], from);
    }

    private void Settle(int source, long bound)
    {
        foreach (var day in _days[source].Pass(bound))
        {
            var (buckets, events, example) = _late.Take(source, day);
            var isImport = _days[source].IsImport(day);
            if (isImport == false && events > 0)
                _drops.Add(DropReason.Late, events, example);
            foreach (var bucket in buckets)
            {
                if (Bucket(bucket.Plan.Index, bucket.From, isLate: true, isImport, (day, bucket.LateIn)) is { } into)
                    into.Add(bucket, _spill.Folder);
                else
                    bucket.Drop();
            }

            Hold();
        }
    }

    private void Hold()
    {
        var open = _buckets.SelectMany(b => b.Values).Concat(_late.Buckets);
        if (_spill.HasRoomFor(open.Concat(_spare.OfType<OpenBucket>())))
            return;
        Array.Clear(_spare);
        _spill.Hold(open);
    }
}

/// <summary>A bucket's rows, and the events that its detectors may ask for.</summary>
internal sealed record ClosedBucket(ObservationBatch Batch, KeptEvents? Kept);

/// <param name="First">Milliseconds since the epoch; above <paramref name="Last"/> where there is no event.</param>
internal readonly record struct BlockResult(long Events, long First, long Last)
{
    public BlockResult With(long time) => new(Events + 1, Math.Min(First, time), Math.Max(Last, time));
}
