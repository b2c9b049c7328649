using BehaviorElasticSidecar.Cycles.Identity;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Cluster;
using Microsoft.Extensions.Logging;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>The worker's run beside a cluster: back-fill day by day, then closed bucket by closed bucket, with checkpoints between.</summary>
internal sealed class ClusterRun
{
    private readonly PipelineParts _parts;
    private readonly ClusterRunSettings _settings;
    private readonly ClusterFeatureSource _source;
    private readonly ClusterSession _session;
    private readonly Pipeline _pipeline;
    private readonly Dictionary<string, DateTimeOffset> _positions;
    private readonly ClusterResultWriter _writer;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SourceJudge _judge;
    private readonly BucketReader _reader;
    private readonly SortedSet<string> _stalled = new(StringComparer.Ordinal);
    private DateTimeOffset _committedFront;
    private TimeSpan _interval;

    private ClusterRun(PipelineParts parts, ClusterRunSettings settings, ClusterRunLinks links, ClusterSession session, Pipeline pipeline)
    {
        (_parts, _settings, _session, _pipeline) = (parts, settings, session, pipeline);
        (_source, _writer, _time, _logger) = (links.Source, links.Writer, links.Time, links.Logger);
        _reader = new BucketReader(_source, session.Whole, session.HistoryStart);
        _judge = new SourceJudge(parts.Population, links.Quality, links.Writer, links.Logger);
        _positions = new Dictionary<string, DateTimeOffset>(session.Resumed, StringComparer.Ordinal);
        _committedFront = Front;
        _interval = settings.CheckpointInterval;
    }

    /// <summary>Takes the state over, comes to where the last commit stood, and lets new detectors learn their history and join.</summary>
    public static async Task<ClusterRun> OpenAsync(
        PipelineParts parts, ClusterRunSettings settings, ClusterRunLinks links, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var start = new SessionStart(now, TimeBucket.UtcDay(settings.From ?? now - settings.History).From);
        var session = await ClusterSession.OpenAsync(parts, links.Client, links.Names, start, cancellationToken);
        var joining = session.NewDetectors();
        var join = joining.Count == 0 ? null : new DetectorJoin(parts, links, joining);
        var isPostponed = join is not null && session.Resumed.Values.Select(p => TimeBucket.UtcDay(p).From).Distinct().Count() > 1;
        if (isPostponed)
        {
            links.Logger.JoinPostponed();
            parts = join!.Others;
            session = await ClusterSession.OpenAsync(parts, links.Client, links.Names, start, cancellationToken);
        }

        if (session.CommittedContext is { } before && before != parts.ContextInput)
            links.Logger.OtherContext(before, parts.ContextInput ?? "none", session.Resumed.Values.Min());
        if (session.CommittedCalendar is { } days && days != parts.Clock.Calendar.Hash)
            links.Logger.OtherCalendar(days, parts.Clock.Calendar.Hash ?? "none", session.Resumed.Values.Min());
        links.Writer.FirstStart = session.FirstStart;
        var pipeline = new Pipeline(parts, session.Baselines, links.Writer);
        await session.RestoreAsync(pipeline, cancellationToken);
        var run = new ClusterRun(parts, settings, links, session, pipeline) { AwaitsJoin = isPostponed };
        if (join is not null && !isPostponed)
            await run.JoinAsync(join, cancellationToken);
        return run;
    }

    /// <summary>New detectors are left out until the next commit: open again then.</summary>
    public bool AwaitsJoin { get; private init; }

    private async Task JoinAsync(DetectorJoin join, CancellationToken cancellationToken)
    {
        await join.RunAsync(_pipeline, _session.HistoryStart, _positions, cancellationToken);
        await _session.WritePopulationAsync(_pipeline.Population!, cancellationToken);
        await _session.CommitAsync(_pipeline, _positions, cancellationToken);
    }

    /// <summary>Everything before it is read, scored and learnt, but for what is stalled.</summary>
    public DateTimeOffset Position => Going.Min(q => _positions[q.Id]);

    /// <summary>Feature queries that midnight no longer waits for: their source has not answered since before the last one.</summary>
    public IReadOnlyCollection<string> Stalled => _stalled;

    public long SentStateBytes => _session.SentStateBytes;

    public long SentBaselines => _session.SentBaselines;

    /// <summary>Reads, scores and learns every bucket that is closed at <paramref name="now"/>; commits when due and, if asked, at the end.</summary>
    public async Task<CycleOutcome> CatchUpAsync(DateTimeOffset now, bool commitAtEnd, IProgress<CycleProgress>? progress, CancellationToken cancellationToken)
    {
        var outcome = new CycleOutcome();
        var until = _settings.To is { } to && to < now ? to : now;
        var (begin, waited) = (Position, _source.Waited);
        while (true)
        {
            var day = TimeBucket.UtcDay(Position);
            foreach (var query in _parts.Queries)
                await ReadToAsync(query, day, new TimeBucket(now, until), outcome, cancellationToken);
            Stall(outcome, day, now);
            foreach (var end in _parts.Ends(_pipeline.Risk.Position ?? day.From, Reached))
                outcome.Risks += (await _pipeline.CloseRiskAsync(end, cancellationToken)).Count;
            var dayIsDone = Position >= day.To && _stalled.Count < _parts.Queries.Count;
            if (dayIsDone)
            {
                await PassMidnightAsync(day.To, cancellationToken);
                await CountLateAsync(day, now, cancellationToken);
            }

            progress?.Report(new CycleProgress(begin, Position, until, outcome.Rows, outcome.Anomalies));
            if (dayIsDone && Front - _committedFront >= _settings.CheckpointEvery(now - Position))
                await CommitAsync(cancellationToken);
            if (!dayIsDone)
                break;
        }

        if (commitAtEnd || Front - _committedFront >= _interval)
            await CommitAsync(cancellationToken);
        outcome.Waited = _source.Waited - waited;
        await _writer.WriteAsync(HealthNotes.OfRun(outcome, Position, now, _time.GetUtcNow()), cancellationToken);
        return outcome;
    }

    /// <summary>The last bucket end by which every feature query has read all its buckets: one of a day holds nothing up until its own end.</summary>
    private DateTimeOffset Reached => Going.Min(q => _positions[q.Id] + q.Bucket) - _parts.Step;

    /// <summary>All feature queries but the stalled ones; all of them if there are no others.</summary>
    private IEnumerable<FeatureQuery> Going =>
        _stalled.Count < _parts.Queries.Count ? _parts.Queries.Where(q => !_stalled.Contains(q.Id)) : _parts.Queries;

    private DateTimeOffset Front => _positions.Values.Max();

    /// <summary>Makes the position the one that a restart goes on from.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        // At a midnight that is not passed yet the open day is still in the ledgers: wait for the slowest feature query.
        if (_positions.Values.Any(p => p > _pipeline.Population!.Midnight && p.TimeOfDay == TimeSpan.Zero))
            return;
        var (sentBefore, baselinesBefore, covered) = (_session.SentStateBytes, _session.SentBaselines, Front - _committedFront);
        await _session.CommitAsync(_pipeline, _positions, cancellationToken);
        _interval = _settings.Stretched(_session.SentStateBytes - sentBefore, covered, DefaultBudget());
        _committedFront = Front;
        _logger.Committed(Position, _session.SentBaselines - baselinesBefore, _session.SentStateBytes - sentBefore);
    }

    /// <summary>At the end of a live day; of history, what came late has come long since and says nothing about the delay.</summary>
    private async Task CountLateAsync(TimeBucket day, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (now - day.To > TimeSpan.FromDays(1))
            return;
        await _judge.TellDetailsAsync(_pipeline.Population!.Sources, TimeBucket.UtcDay(day.From.AddTicks(-1)), cancellationToken);
        var late = new List<HealthDocument>();
        foreach (var query in Going.Where(q => q.Source.IngestedField.Length > 0 && !q.IsIdentity()))
        {
            try
            {
                if (await _source.CountLateAsync(query, day, cancellationToken) is > 0 and var count)
                    late.Add(HealthNotes.OfLate(query, day, count));
            }
            catch (EngineException uncounted)
            {
                _logger.LateUncounted(query.Id, day.From, uncounted);
            }
        }

        if (late.Count > 0)
            await _writer.WriteAsync(late, cancellationToken);
    }

    /// <summary>400 KB a day for each entity and dozen detectors (design section 10).</summary>
    private long DefaultBudget() => Math.Max(
        1 << 20, 400_000L * _pipeline.Cycles.Max(c => c.Cache.Held.Count) * Math.Max(1, _parts.Queries.Sum(q => q.Detectors.Count) / 12));

    /// <summary>An hour after midnight the others go on without a source that does not answer; it catches up when it is back.</summary>
    private void Stall(CycleOutcome outcome, TimeBucket day, DateTimeOffset now)
    {
        if (now - day.To <= StallPatience)
            return;
        foreach (var query in outcome.Unread.Keys.Where(q => _positions[q] < day.To && _stalled.Add(q)).ToList())
            _logger.Stalled(query, _positions[query]);
    }

    private static readonly TimeSpan StallPatience = TimeSpan.FromHours(1);

    /// <summary>Reads up to the end of <paramref name="day"/>; one that was stalled first what it has missed, a UTC day at a time.</summary>
    /// <param name="clock">From: now; to: up to where to read.</param>
    private async Task ReadToAsync(FeatureQuery query, TimeBucket day, TimeBucket clock, CycleOutcome outcome, CancellationToken cancellationToken)
    {
        while (_positions[query.Id] < day.From && !outcome.Unread.ContainsKey(query.Id))
        {
            var before = _positions[query.Id];
            await ReadAsync(query, TimeBucket.UtcDay(before), clock, outcome, cancellationToken);
            // A source with a long ingest delay has no more closed buckets: it stays behind until it has.
            if (_positions[query.Id] == before)
                return;
        }

        if (outcome.Unread.ContainsKey(query.Id))
            return;
        await ReadAsync(query, day, clock, outcome, cancellationToken);
        if (!outcome.Unread.ContainsKey(query.Id))
            _stalled.Remove(query.Id);
    }

    private async Task ReadAsync(FeatureQuery query, TimeBucket day, TimeBucket clock, CycleOutcome outcome, CancellationToken cancellationToken)
    {
        var closed = TimeBucket.Holding(clock.To - query.Source.IngestDelay, query.Bucket).From;
        var span = new TimeBucket(_positions[query.Id] > day.From ? _positions[query.Id] : day.From, closed < day.To ? closed : day.To);
        if (span.To <= span.From)
            return;
        await using var batches = _reader.ReadAsync(query, span, clock.From, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(query, batches, outcome))
        {
            var taken = await _pipeline.TakeAsync(batches.Current, _source, observe: null, cancellationToken);
            outcome.Rows += batches.Current.Rows.Count;
            outcome.Anomalies += taken.Anomalies.Values.Sum();
            if (batches.Current.LateIn is not null)
                continue;
            outcome.Buckets++;
            _positions[query.Id] = batches.Current.Bucket.To;
        }

        if (!outcome.Unread.ContainsKey(query.Id))
            _positions[query.Id] = span.To;
    }

    /// <summary>Whatever was not wholly answered is not read: the position stays, the next cycle asks again.</summary>
    private async Task<bool> NextAsync(FeatureQuery query, IAsyncEnumerator<ObservationBatch> batches, CycleOutcome outcome)
    {
        try
        {
            return await batches.MoveNextAsync();
        }
        catch (EngineException unread)
        {
            outcome.Unread[query.Id] = unread.Message;
            _logger.Unread(query.Id, _positions[query.Id], unread);
            return false;
        }
    }

    /// <summary>The barrier: all feature queries have finished the day. A state that an earlier run left for this midnight is taken as it is.</summary>
    private async Task PassMidnightAsync(DateTimeOffset midnight, CancellationToken cancellationToken)
    {
        if (_session.Resumed.Values.Max() >= midnight && await _session.ReadPopulationAsync(midnight, cancellationToken) is { } left)
        {
            _pipeline.Adopt(left, [.. _parts.Queries.Select(q => q.Id).Where(id => _session.Resumed[id] < midnight)]);
            return;
        }

        var day = TimeBucket.UtcDay(midnight.AddTicks(-1));
        var days = await _judge.ReadAsync(day, source => _reader.HadHorizon(source, day.From), cancellationToken);
        var changes = _pipeline.PassMidnight(days);
        await _judge.TellAsync(_pipeline.Population!.Sources, days, changes, cancellationToken);
        await _pipeline.WriteDaysAsync(cancellationToken);
        await _pipeline.WriteEntitiesAsync(cancellationToken);
        await _session.WritePopulationAsync(_pipeline.Population!, cancellationToken);
    }
}

/// <summary>What a catch-up came to.</summary>
internal sealed class CycleOutcome
{
    public long Rows { get; set; }

    /// <summary>Closed buckets of feature queries.</summary>
    public long Buckets { get; set; }

    public long Anomalies { get; set; }

    public long Risks { get; set; }

    /// <summary>Of its time, to make way for a cluster that answered slower than usual.</summary>
    public TimeSpan Waited { get; set; }

    /// <summary>Feature queries whose buckets could not be read, and why.</summary>
    public SortedDictionary<string, string> Unread { get; } = new(StringComparer.Ordinal);
}

/// <summary>Progress of a catch-up in the data's time.</summary>
internal sealed record CycleProgress(DateTimeOffset From, DateTimeOffset At, DateTimeOffset To, long Rows, long Anomalies);
