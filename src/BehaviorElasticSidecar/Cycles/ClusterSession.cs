using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>What a worker holds of a cluster while it runs: terms, committed positions, and the stores behind its pipeline.</summary>
/// <remarks>
/// Commit order: baselines into their free slots, then risk, then the feature queries. Population states are written at their midnight,
/// before any commit beyond it. So a crash between two commits leaves each name at a position from which replay gives the same again.
/// </remarks>
internal sealed class ClusterSession
{
    public const string RiskName = "risk";
    public const string PopulationName = "population";

    /// <summary>Stands beside detector ids, which all hold a dot.</summary>
    public const string ContextName = "context", CalendarName = "calendar";

    private readonly PipelineParts _parts;
    private readonly CheckpointStore _checkpoints;
    private readonly PopulationStore _populations;
    private readonly ClusterBaselineStore _baselines;
    private readonly Dictionary<string, Checkpoint> _held = new(StringComparer.Ordinal);

    private ClusterSession(PipelineParts parts, EngineClient client, IndexNames names)
    {
        _parts = parts;
        _checkpoints = new CheckpointStore(client, names.State);
        _populations = new PopulationStore(client, names.State);
        _baselines = new ClusterBaselineStore(client, names.Baselines);
    }

    public IBaselineStore Baselines => _baselines;

    /// <summary>Bytes of state sent to the cluster so far.</summary>
    public long SentStateBytes => _baselines.SentBytes + _checkpoints.SentBytes;

    /// <summary>Baselines sent to the cluster so far.</summary>
    public long SentBaselines => _baselines.Sent;

    /// <summary>When the program first ran beside this cluster.</summary>
    public DateTimeOffset FirstStart => _held[PopulationName].Document.FirstStart!.Value;

    public DateTimeOffset HistoryStart => _held[PopulationName].Document.HistoryStart!.Value;

    /// <summary>Up to where each feature query had come when this session began.</summary>
    public Dictionary<string, DateTimeOffset> Resumed { get; } = new(StringComparer.Ordinal);

    /// <summary>What was read without a horizon, as committed; the reader adds to it.</summary>
    public WholeSpans Whole { get; } = new();

    /// <summary>Takes over all names. The beginning of history counts at the very first start only.</summary>
    public static async Task<ClusterSession> OpenAsync(
        PipelineParts parts, EngineClient client, IndexNames names, SessionStart start, CancellationToken cancellationToken)
    {
        var session = new ClusterSession(parts, client, names);
        foreach (var name in parts.Queries.Select(q => q.Id).Append(RiskName).Append(PopulationName))
            session._held[name] = await session._checkpoints.TakeTermAsync(name, cancellationToken);
        if (session._held[PopulationName].Document.FirstStart is null)
            await session.BeginAsync(start, cancellationToken);
        session.FindPositions();
        await session._populations.ForgetAsync(session.HistoryStart, session.Needed(), cancellationToken);
        return session;
    }

    /// <summary>The very first start: every feature query stands at the beginning of history. A crash in between begins again.</summary>
    private async Task BeginAsync(SessionStart start, CancellationToken cancellationToken)
    {
        foreach (var query in _parts.Queries)
            _held[query.Id] = await _checkpoints.CommitAsync(
                _held[query.Id], _held[query.Id].Document with { Position = start.HistoryStart, Inputs = Inputs(query) }, cancellationToken);
        var population = _held[PopulationName];
        _held[PopulationName] = await _checkpoints.CommitAsync(
            population, population.Document with { FirstStart = start.Now, HistoryStart = start.HistoryStart }, cancellationToken);
    }

    /// <summary>A feature query without a position is new: it begins with the day of the others.</summary>
    private void FindPositions()
    {
        var join = TimeBucket.UtcDay(_parts.Queries.Select(q => _held[q.Id].Document.Position).OfType<DateTimeOffset>().DefaultIfEmpty(HistoryStart).Min()).From;
        foreach (var query in _parts.Queries)
        {
            _baselines.Follow(_held[query.Id]);
            Resumed[query.Id] = _held[query.Id].Document.Position ?? join;
            if (_held[query.Id].Document.Whole is { } whole)
                Whole.Know(query.Id, whole.Select(w => new TimeBucket(w.From, w.To)));
        }
    }

    /// <summary>Brings the pipeline to the committed state: ledgers, risk, and the population state of the day to go on with.</summary>
    public async Task RestoreAsync(Pipeline pipeline, CancellationToken cancellationToken)
    {
        foreach (var query in _parts.Queries)
            if (_held[query.Id].Document is { Position: not null, State: { } open })
                pipeline.ReadDay(query, open);
        if (_held[RiskName].Document.State is { } risk)
            pipeline.Risk.Restore(risk);
        var day = TimeBucket.UtcDay(Resumed.Values.Min()).From;
        pipeline.Population = await ReadPopulationAsync(day, cancellationToken);
        if (pipeline.Population is null && day != HistoryStart)
            throw new InvalidDataException(
                $"The state of {day:yyyy-MM-dd} is missing in the cluster although later ones are committed. Remove the behavior-state and behavior-baselines indices to learn anew.");
        pipeline.Population ??= PopulationState.Empty(day, _parts.Population);
    }

    /// <summary>The state of a midnight that an earlier run has left; null if it never got there.</summary>
    public async Task<PopulationState?> ReadPopulationAsync(DateTimeOffset midnight, CancellationToken cancellationToken) =>
        await _populations.ReadAsync(midnight, cancellationToken) is { } state
            ? PopulationState.Read(state, _parts.Population)
            : null;

    public Task WritePopulationAsync(PopulationState population, CancellationToken cancellationToken) => _populations.WriteAsync(
        population.Midnight, population.Write(), _held[PopulationName].Document.Term, cancellationToken);

    /// <summary>Commits everything up to the positions. Afterwards a restart goes on from there.</summary>
    public async Task CommitAsync(Pipeline pipeline, IReadOnlyDictionary<string, DateTimeOffset> positions, CancellationToken cancellationToken)
    {
        var neededBefore = Needed();
        await BaselineCache.StoreChangedAsync(pipeline.Cycles.Select(c => c.Cache), _baselines, cancellationToken);
        if (pipeline.Risk.Position is { } position && position != _held[RiskName].Document.Position)
            _held[RiskName] = await _checkpoints.CommitAsync(_held[RiskName], _held[RiskName].Next(position, pipeline.Risk.Write()), cancellationToken);
        var moved = _parts.Queries.Where(q => positions[q.Id] != _held[q.Id].Document.Position || New(q).Count > 0).Select(q =>
            (_held[q.Id], _held[q.Id].Next(positions[q.Id], pipeline.WriteDay(q)) with { Inputs = Inputs(q), Whole = Whole.At(q.Id, positions[q.Id]) }));
        foreach (var committed in await _checkpoints.CommitAsync([.. moved], cancellationToken))
        {
            _held[committed.Document.Name] = committed;
            _baselines.Follow(committed);
        }

        await _populations.ForgetAsync(neededBefore, Needed(), cancellationToken);
    }

    private DateTimeOffset Needed() =>
        TimeBucket.UtcDay(_parts.Queries.Min(q => _held[q.Id].Document.Position ?? HistoryStart)).From;

    /// <summary>Hashes of what the position is reached with: detectors and, where there are any, context and holidays.</summary>
    private SortedDictionary<string, string> Inputs(FeatureQuery query)
    {
        var inputs = new SortedDictionary<string, string>(query.Detectors.ToDictionary(d => d.Detector.Id, d => d.Detector.Hash), StringComparer.Ordinal);
        if (_parts.ContextInput is { } context)
            inputs.Add(ContextName, context);
        if (_parts.Clock.Calendar.Hash is { } calendar)
            inputs.Add(CalendarName, calendar);
        return inputs;
    }

    /// <summary>The context that the oldest committed position was reached with; null: without any, or nothing is committed.</summary>
    public string? CommittedContext => Committed(ContextName);

    /// <summary>The same of holidays.</summary>
    public string? CommittedCalendar => Committed(CalendarName);

    private string? Committed(string input) => _parts.Queries.Select(q => _held[q.Id].Document).OrderBy(d => d.Position).Select(d => d.Inputs?.GetValueOrDefault(input)).FirstOrDefault();

    /// <summary>Detectors that the committed position was reached without, or with another definition, by feature query.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> NewDetectors() =>
        _parts.Queries.Select(q => (q.Id, New: New(q))).Where(q => q.New.Count > 0).ToDictionary(q => q.Id, q => q.New, StringComparer.Ordinal);

    private IReadOnlyList<string> New(FeatureQuery query)
    {
        var known = _held[query.Id].Document.Inputs;
        return [.. Inputs(query).Where(i => i.Key is not (ContextName or CalendarName) && (known is null || !known.TryGetValue(i.Key, out var hash) || hash != i.Value)).Select(i => i.Key)];
    }
}

/// <summary>The clock and the beginning of history at the very first start.</summary>
internal sealed record SessionStart(DateTimeOffset Now, DateTimeOffset HistoryStart);
