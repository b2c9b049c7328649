using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>One feature query's way through a bucket: load, score, learn, hold, take out what moved for everybody.</summary>
internal sealed class QueryCycle(FeatureQuery query, MeasureCatalogue measures, SiteClock clock, BaselineCache cache, CycleSettings settings)
{
    /// <summary>Entities loaded and scored together: bounds memory beside the cache, and is one <c>_mget</c>.</summary>
    internal const int BlockEntities = 2048;

    /// <summary>Below it a second thread costs more than it brings.</summary>
    private const int EntitiesPerThread = 256;

    private readonly SilenceCycle _silence = new(query, measures, clock, cache, settings);

    public FeatureQuery Query => query;

    public BaselineCache Cache => cache;

    /// <summary>Whose peers are who.</summary>
    public PeerGroups Peers { get; init; } = PeerGroups.None;

    /// <summary>What the site's lists say of hosts and people.</summary>
    public ContextBook Context { get; init; } = ContextBook.Empty;

    public DayLedger Ledger { get; set; } = new(query, measures);

    /// <summary>The bucket's rows must be all there are; they are scored against the state of the last midnight and learnt. The caller disposes of the answer.</summary>
    /// <remarks>Of a late read only the detectors that take late events see anything; what it finds counts in the bucket with which it was read.</remarks>
    public async Task<BucketFindings> TakeAsync(
        ObservationBatch batch, PopulationState population, IEntityEventSource events, CancellationToken cancellationToken)
    {
        var starts = Starts(batch.Rows);
        var (ofRows, ofSilence) = (new HeldFindings(settings.FindingsInMemory, settings.SpillFolder), new HeldFindings(settings.FindingsInMemory, settings.SpillFolder));
        var held = new BucketHold(ofRows, ofSilence);
        BucketFindings? found = null;
        try
        {
            var seen = new long[query.Detectors.Count];
            for (var first = 0; first < starts.Count - 1; first += BlockEntities)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var block = new EntityBlock(batch, clock, starts, first, Math.Min(BlockEntities, starts.Count - 1 - first));
                await ScoreBlockAsync(block, population, events, ofRows, seen, cancellationToken);
            }

            if (batch.LateIn is null)
                await _silence.TakeAsync(batch, Ledger, population, ofSilence, seen, cancellationToken);
            var moves = SharedMoves.In(held, new SharedMoves.Day(query, batch.Reading, measures, population, Ledger), seen, settings);
            foreach (var finding in moves.Staying(held))
                Ledger.Raise(finding.Entity, finding.LocalDay, finding.Detector, finding.Surprise);
            return found = new BucketFindings(query, batch.Reading, held, moves, seen);
        }
        finally
        {
            if (found is null)
                held.Dispose();
        }
    }

    private async Task ScoreBlockAsync(
        EntityBlock block, PopulationState population, IEntityEventSource events, HeldFindings held, long[] seen, CancellationToken cancellationToken)
    {
        var baselines = await cache.TakeAsync(block.Entities(), cancellationToken);
        var fetched = await FetchEventsAsync(block, baselines, population, events, cancellationToken);
        var threads = Math.Clamp(block.Count / EntitiesPerThread, 1, Environment.ProcessorCount);
        var scorers = new EntityScorer[threads];
        var maxima = new double[block.Count][];
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, thread =>
        {
            var scorer = scorers[thread] = new EntityScorer(query, measures, population, settings) { Peers = Peers, Context = Context, Asked = block.Asked };
            for (int i = block.Count * thread / threads, end = block.Count * (thread + 1) / threads; i < end; i++)
                maxima[i] = scorer.Score(block.Rows(i), baselines[i], fetched.TryGetValue(i, out var own) ? own : NoEvents);
        });
        for (var i = 0; i < block.Count; i++)
            for (var detector = 0; detector < maxima[i].Length; detector++)
                Ledger.Raise(block.Entity(i), block.Local(i).Day, detector, maxima[i][detector]);
        foreach (var scorer in scorers)
            Gather(scorer, block.Reading.ReadIn.To, held, seen);
        await cache.TrimAsync(baselines, cancellationToken);
        HeapGrowth.Bound(settings.BaselineBudgetBytes);
    }

    private void Gather(EntityScorer scorer, DateTimeOffset bucketEnd, HeldFindings held, long[] seen)
    {
        held.Add(scorer.Held);
        foreach (var key in scorer.Seen)
            Ledger.Silence.See(key, bucketEnd);
        Ledger.Likeness.Merge(scorer.Likeness);
        for (var detector = 0; detector < seen.Length; detector++)
        {
            measures.Of(query.Detectors[detector].Detector).Merge(Ledger.Days[detector], scorer.Days[detector]);
            Ledger.PeerDays[detector].Merge(scorer.PeerDays[detector]);
            Ledger.Observations[detector] += scorer.Observations[detector];
            seen[detector] += scorer.Observations[detector];
        }
    }

    private static readonly Dictionary<int, IReadOnlyList<EntityEvent>> NoEvents = [];

    private async Task<Dictionary<int, Dictionary<int, IReadOnlyList<EntityEvent>>>> FetchEventsAsync(
        EntityBlock block, IReadOnlyList<EntityBaselines> baselines, PopulationState population, IEntityEventSource events,
        CancellationToken cancellationToken)
    {
        var fetched = new Dictionary<int, Dictionary<int, IReadOnlyList<EntityEvent>>>();
        if (query.Detectors.All(d => d.Request.EventFields.Count == 0))
            return fetched;
        var (scorer, partners) = (new EntityScorer(query, measures, population, settings) { Context = Context, Asked = block.Asked }, new List<string>());
        for (var i = 0; i < block.Count; i++)
        {
            for (var detector = 0; detector < query.Detectors.Count; detector++)
            {
                if (!scorer.NeedsEvents(block.Rows(i), detector, baselines[i], partners))
                    continue;
                if (!fetched.TryGetValue(i, out var own))
                    fetched[i] = own = [];
                own[detector] = await events.ReadEventsAsync(
                    query, query.Detectors[detector], block.Entity(i), partners, block.Reading, cancellationToken);
            }
        }

        return fetched;
    }

    /// <summary>Where each entity's rows begin, and the end.</summary>
    private static List<int> Starts(IReadOnlyList<Observation> rows)
    {
        var starts = new List<int>();
        for (var i = 0; i < rows.Count; i++)
            if (i == 0 || rows[i].Entity != rows[i - 1].Entity)
                starts.Add(i);
        starts.Add(rows.Count);
        return starts;
    }
}

/// <summary>Some neighbouring entities of a batch.</summary>
internal sealed class EntityBlock(ObservationBatch batch, SiteClock clock, IReadOnlyList<int> starts, int first, int count)
{
    private readonly LocalHour _site = At(clock, batch.Reading);

    /// <summary>Per entity, where some have a zone of their own; null where nobody has.</summary>
    private readonly LocalHour[]? _own = clock.HasZones ? Own(batch, clock, starts.Skip(first).Take(count)) : null;

    private readonly Observation[] _rows = [.. batch.Rows.Skip(starts[first]).Take(starts[first + count] - starts[first])];

    private static LocalHour[] Own(ObservationBatch batch, SiteClock clock, IEnumerable<int> starts)
    {
        var hours = new Dictionary<SiteClock, LocalHour>();
        return [.. starts.Select(row =>
        {
            var own = clock.Of(new EntityKey(batch.Query.Kind, batch.Rows[row].Entity));
            return hours.TryGetValue(own, out var hour) ? hour : hours[own] = At(own, batch.Reading);
        })];
    }

    /// <summary>The hour of the week in which it happened, on the day on which it is read: no baseline, and no day's sums, go back in time.</summary>
    private static LocalHour At(SiteClock clock, BucketReading reading)
    {
        var own = clock.At(reading.Bucket.From, reading.Bucket.Span);
        return reading.LateIn is { } late ? own with { Day = clock.At(late.From).Day, Weekday = own.Weekday } : own;
    }

    public int Count => count;

    public BucketReading Reading => batch.Reading;

    /// <summary>What the rows were read for: all detectors of the query, or those that take late events.</summary>
    public IReadOnlyList<DetectorBinding> Asked => batch.Query.Detectors;

    /// <summary>When the bucket starts, as the entity lives it.</summary>
    public LocalHour Local(int index) => _own is null ? _site : _own[index];

    public string Entity(int index) => _rows[starts[first + index] - starts[first]].Entity;

    public IReadOnlyList<string> Entities() => [.. Enumerable.Range(0, count).Select(Entity)];

    public EntityRows Rows(int index)
    {
        var (from, to) = (starts[first + index] - starts[first], starts[first + index + 1] - starts[first]);
        return new EntityRows { Entity = Entity(index), Reading = batch.Reading, Local = Local(index), Rows = _rows.AsSpan(from, to - from) };
    }
}
