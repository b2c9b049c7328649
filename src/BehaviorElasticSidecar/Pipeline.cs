using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Cycles.Identity;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Entities.Aliases;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Quality;
using BehaviorElasticSidecar.Risk;

namespace BehaviorElasticSidecar;

/// <summary>
/// The stages composed. Observations of a closed bucket become anomalies (<see cref="TakeAsync"/>), closed bucket ends become risk
/// (<see cref="CloseRiskAsync"/>), midnight UTC the population state of the next day (<see cref="PassMidnight"/>). Where rows come
/// from, where documents go and what survives a crash is the caller's: <c>AnalyzeRun</c> over files, <see cref="ClusterRun"/> beside a cluster.
/// </summary>
internal sealed class Pipeline
{
    private readonly PipelineParts _parts;
    private readonly Dictionary<string, QueryCycle> _cycles;
    private readonly Dictionary<string, IdentityDay> _identity;
    private readonly AnomalyWriting _writing;
    private readonly DayInputs _dayInputs;

    public Pipeline(PipelineParts parts, IBaselineStore store, IResultWriter writer)
    {
        _parts = parts;
        _writing = new AnomalyWriting(parts, writer);
        var scored = parts.Queries.Where(q => !q.IsIdentity()).ToList();
        var budget = new BaselineBudget(parts.Settings.BaselineBudgetBytes, scored.Count);
        _identity = parts.Queries.Where(q => q.IsIdentity()).ToDictionary(q => q.Id, q => new IdentityDay(q), StringComparer.Ordinal);
        _cycles = scored.ToDictionary(
            q => q.Id, q => new QueryCycle(q, parts.Measures, parts.Clock, new BaselineCache(q, parts.Measures, store, budget), parts.Settings) { Peers = parts.Peers, Context = parts.Context }, StringComparer.Ordinal);
        _dayInputs = DayInputs.Of(parts.Queries, parts.Couplings, parts.Context);
        Risk = new RiskStage(parts.Settings.Risk, parts.Context);
    }

    /// <summary>What the current UTC day is scored against; null until the first day begins.</summary>
    public PopulationState? Population { get; set; }

    public RiskStage Risk { get; }

    public IReadOnlyCollection<QueryCycle> Cycles => _cycles.Values;

    public QueryCycle Of(string queryId) => _cycles[queryId];

    /// <summary>Observation -> Surprise -> Anomaly: scores one closed bucket of one feature query, learns it, writes what it found.</summary>
    /// <param name="observe">Sees the anomalies, block by block, once they are written; null where nobody wants to.</param>
    public async Task<BucketOutcome> TakeAsync(
        ObservationBatch batch, IEntityEventSource events, Func<IReadOnlyList<Anomaly>, Task>? observe, CancellationToken cancellationToken)
    {
        var readFrom = batch.Reading.ReadIn.From;
        Population ??= PopulationState.Empty(TimeBucket.UtcDay(readFrom).From, _parts.Population);
        // Earlier days come from a feature query that was stalled and catches up: they are scored against what is known now.
        if (TimeBucket.UtcDay(readFrom).From > Population.Midnight)
            throw new InvalidOperationException($"A bucket of {readFrom:O} met the population state of {Population.Midnight:O}.");
        if (_identity.TryGetValue(batch.Query.Id, out var identity))
        {
            identity.Take(batch);
            return BucketOutcome.Nothing;
        }

        using var found = await _cycles[batch.Query.Id].TakeAsync(batch, Population, events, cancellationToken);
        var anomalies = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var written in _writing.WriteAsync(found, Population, cancellationToken))
        {
            Risk.Take(written, isCatchingUp: readFrom < Population.Midnight);
            foreach (var anomaly in written)
                anomalies[anomaly.Detector.Id] = anomalies.GetValueOrDefault(anomaly.Detector.Id) + 1;
            if (observe is not null)
                await observe(written);
        }

        return new BucketOutcome(found.Seen, anomalies);
    }

    /// <summary>Anomaly -> Risk at a bucket end that every feature query has reached.</summary>
    public async Task<IReadOnlyList<RiskScore>> CloseRiskAsync(DateTimeOffset end, CancellationToken cancellationToken)
    {
        var risks = Risk.Close(end);
        await _writing.WriteAsync(risks, cancellationToken);
        return risks;
    }

    /// <summary>At midnight UTC, when every feature query has finished the day: the population state of the next one, and who has become one with whom.</summary>
    /// <param name="days">What the sources held of the day; a source without is not judged.</param>
    /// <returns>What is wrong with a source from now on, or no longer.</returns>
    public IReadOnlyList<TroubleChange> PassMidnight(IReadOnlyList<SourceDay> days)
    {
        var (sources, changes) = Population!.Sources.After(days);
        Population = Population.Advance([.. _cycles.Values], _parts.Clock, sources, IdentityNow(), _dayInputs);
        foreach (var day in _identity.Values)
            day.Clear();
        Risk.Follow(Population.Identity.Canonical, Population.Midnight);
        return changes;
    }

    /// <summary>Who is who with what the open day has told so far; as it was where nothing can tell. There must be a population.</summary>
    public IdentityState IdentityNow() => _identity.Count == 0 && _parts.IdentityInputs == AliasInputs.None
        ? Population!.Identity
        : Population!.Identity.Advance(_identity.Values, _parts.IdentityInputs, Population.Midnight);

    /// <summary>Documents of all who were seen on the UTC day that ended at this midnight.</summary>
    public Task WriteEntitiesAsync(CancellationToken cancellationToken) => _writing.WriteAsync(
        Population!.Identity.Records(Population.Midnight, SiteClock.UtcDayOf(Population.Midnight.AddDays(-1))), cancellationToken);

    /// <summary>Documents of the days of people and hosts that were closed at this midnight.</summary>
    public Task WriteDaysAsync(CancellationToken cancellationToken) => _writing.WriteAsync(Population!.Days, cancellationToken);

    /// <summary>The same at the end of a run over files: all that is still open, the open day among it.</summary>
    public Task WriteLastDaysAsync(CancellationToken cancellationToken)
    {
        if (Population is null)
            return Task.CompletedTask;
        var open = _cycles.Values.Select(c => (c.Query, c.Ledger.TakeEnded(DateTimeOffset.MaxValue, _parts.Clock))).ToList();
        return _writing.WriteAsync(EntityDayStep.Advance(Population, open, IdentityNow(), _parts.Clock, _dayInputs, int.MaxValue), cancellationToken);
    }

    /// <summary>Documents of everybody, at the end of a run over files: the open day counts.</summary>
    public Task WriteLastEntitiesAsync(CancellationToken cancellationToken) =>
        Population is null ? Task.CompletedTask : _writing.WriteAsync(IdentityNow().Records(Population.Midnight.AddDays(1), since: null), cancellationToken);

    /// <summary>What a feature query has gathered of its open day, as its checkpoint keeps it.</summary>
    public byte[] WriteDay(FeatureQuery query) =>
        _identity.TryGetValue(query.Id, out var day) ? day.Write() : _cycles[query.Id].Ledger.Write(query, _parts.Measures);

    public void ReadDay(FeatureQuery query, byte[] state)
    {
        if (_identity.TryGetValue(query.Id, out var day))
            day.Restore(state);
        else
            _cycles[query.Id].Ledger = DayLedger.Read(state, query, _parts.Measures);
    }

    /// <summary>Takes the state of a midnight that an earlier run has left; what the replaying queries gathered for it is in there already.</summary>
    public void Adopt(PopulationState population, IReadOnlyList<string> replaying)
    {
        Population = population;
        Risk.Follow(population.Identity.Canonical, population.Midnight);
        foreach (var id in replaying)
        {
            if (_identity.TryGetValue(id, out var day))
            {
                day.Clear();
                continue;
            }

            _ = _cycles[id].Ledger.TakeEnded(population.Midnight, _parts.Clock);
            _cycles[id].Ledger.StartDay(_cycles[id].Query, _parts.Measures);
        }
    }
}

/// <summary>What a pipeline is made of; everything in it is immutable or stateless.</summary>
internal sealed record PipelineParts(IReadOnlyList<FeatureQuery> Queries, MeasureCatalogue Measures, SiteClock Clock, CycleSettings Settings)
{
    /// <summary>Who people are and what hosts are for. A change makes other parts: it takes effect where a pipeline begins.</summary>
    public ContextBook Context { get; init; } = ContextBook.Empty;

    /// <summary>Pairs of groups of detectors that tell more together.</summary>
    public IReadOnlyList<Coupling> Couplings { get; init; } = CouplingCatalogue.Shipped.Active;

    /// <summary>Of the context, by the site's rules.</summary>
    public PeerGroups Peers { get; init; } = PeerGroups.None;

    /// <summary>The rules that made <see cref="Peers"/>; null: none.</summary>
    public PeerRules? PeerRules { get; init; }

    /// <summary>What a checkpoint records of context and rules; null without context.</summary>
    public string? ContextInput => Context.Count == 0 ? null : PeerRules is null ? Context.Hash : $"{Context.Hash}; peers {PeerRules}";

    /// <summary>The same with what the site's lists say, and groups by the rules.</summary>
    public PipelineParts Knowing(ContextBook context, PeerRules rules) => this with
    {
        Context = context,
        Clock = context.HasZones ? Clock.With(context.ZoneOf) : Clock,
        Peers = PeerGroups.Of(context, rules),
        PeerRules = rules,
        IdentityInputs = context.Count == 0 ? IdentityInputs : IdentityInputs with { Directory = context.Directory },
    };

    /// <summary>What is told of people and accounts beside the events.</summary>
    public AliasInputs IdentityInputs { get; init; } = AliasInputs.None;

    public PopulationParts Population => new(Queries, Measures, Settings.MinScore) { LeastPeers = Settings.LeastPeers };

    /// <summary>Risk is closed at the ends of the shortest buckets: every hour, with the shipped detectors.</summary>
    public TimeSpan Step => Queries.Count == 0 ? TimeSpan.FromHours(1) : Queries.Min(q => q.Bucket);

    /// <summary>Bucket ends after <paramref name="from"/> up to and with <paramref name="to"/>.</summary>
    public IEnumerable<DateTimeOffset> Ends(DateTimeOffset from, DateTimeOffset to)
    {
        for (var end = TimeBucket.Holding(from, Step).To; end <= to; end += Step)
            yield return end;
    }
}

/// <summary>What one bucket of one feature query came to.</summary>
/// <param name="Seen">Per detector of the query, entities with an observation.</param>
/// <param name="Anomalies">Detector id to how many were written; without those that wrote none.</param>
internal sealed record BucketOutcome(IReadOnlyList<long> Seen, IReadOnlyDictionary<string, long> Anomalies)
{
    public static BucketOutcome Nothing { get; } = new([], new Dictionary<string, long>());
}
