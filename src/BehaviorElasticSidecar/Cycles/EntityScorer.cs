using System.Runtime.InteropServices;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Baselines.Peers;
using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Cycles.Identity;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>Scores, explains and learns the rows of one entity after the other. One per thread: its buffers are reused.</summary>
internal sealed class EntityScorer(FeatureQuery query, MeasureCatalogue measures, PopulationState population, CycleSettings settings)
{
    private readonly List<Observation> _rows = [];
    private readonly List<Surprise> _surprises = [];
    private readonly List<ulong> _traits = [];
    private readonly List<LikenessTrait> _likeness = [];
    private readonly bool _learnsPeers = settings.LearnsPeers && LearntPeers.Learns(query.Kind);
    private readonly PeerView _view = new(settings.LeastPeers, SiteClock.UtcDayOf(population.Midnight));
    private IReadOnlyList<PeerGroup> _groups = [];
    private MemberBits _member;
    private int? _tenure;
    private MachineOwners? _owners;
    private DetectorBinding?[] _asked = [.. query.Detectors];
    private DateTimeOffset _readFrom;
    private readonly bool[] _watches = [.. query.Detectors.Select(d => SilenceCycle.IsWatched(d.Detector, measures.Of(d.Detector)))];
    private readonly IMeasure[] _measures = [.. query.Detectors.Select(d => measures.Of(d.Detector))];
    private readonly ulong[] _sources = [.. query.Detectors.Select(d => StableHash.Of(PopulationState.KeyOf(query, d.Detector)))];
    private readonly DetectorPopulation[] _populations = [.. query.Detectors.Select(d => population.Of(query, d.Detector))];

    /// <summary>What this thread adds to the day; merged afterwards, in any order.</summary>
    public PopulationDay[] Days { get; } = [.. query.Detectors.Select(d => measures.Of(d.Detector).NewDay())];

    /// <summary>What members of groups showed; merged likewise.</summary>
    public PeerDay[] PeerDays { get; } = [.. query.Detectors.Select(_ => new PeerDay())];

    /// <summary>What tells who is like whom; merged likewise.</summary>
    public LikenessDay Likeness { get; } = new();

    /// <summary>Whose peers are who.</summary>
    public PeerGroups Peers { get; init; } = PeerGroups.None;

    /// <summary>What the site's lists say of hosts and people.</summary>
    public ContextBook Context { get; init; } = ContextBook.Empty;

    /// <summary>Detectors of the query that see the rows, and where their columns stand in them. All of them, unless it is said otherwise.</summary>
    public IReadOnlyList<DetectorBinding> Asked
    {
        init => _asked = ReferenceEquals(value, query.Detectors)
            ? _asked : [.. query.Detectors.Select(d => value.FirstOrDefault(a => a.Detector.Id == d.Detector.Id))];
    }

    public long[] Observations { get; } = new long[query.Detectors.Count];

    public List<HeldFinding> Held { get; } = [];

    /// <summary>Whoever was seen by a detector that watches for too little.</summary>
    public List<SilenceKey> Seen { get; } = [];

    /// <summary>Whether the detector must see the entity's ordered events before it can score.</summary>
    /// <param name="partners">Gets the partners whose events it must see, where it keeps a baseline for each.</param>
    public bool NeedsEvents(in EntityRows entity, int detector, EntityBaselines baselines, List<string> partners)
    {
        partners.Clear();
        if (query.Detectors[detector].Request.EventFields.Count == 0 || !Select(entity, detector))
            return false;
        var measure = _measures[detector];
        var rows = CollectionsMarshal.AsSpan(_rows);
        if (query.Detectors[detector].Detector.By is null)
            return measure.NeedsEvents(Sight(entity, detector, rows, []), baselines.Of(detector, measure));
        for (var row = 0; row < rows.Length; row++)
            if (measure.NeedsEvents(Sight(entity, detector, rows.Slice(row, 1), []), baselines.Find(detector, rows[row].Group) ?? measure.NewBaseline()))
                partners.Add(rows[row].Group!);
        return partners.Count > 0;
    }

    /// <summary>Scores first, then learns. Returns the largest surprise per detector that is not held.</summary>
    public double[] Score(in EntityRows entity, EntityBaselines baselines, IReadOnlyDictionary<int, IReadOnlyList<EntityEvent>> events)
    {
        var maxima = new double[query.Detectors.Count];
        var readIn = entity.Reading.ReadIn;
        _readFrom = readIn.From;
        FindPeers(entity.Entity);
        _tenure = query.Kind == EntityKind.User ? population.Identity.Lives.TenureOf(entity.Entity, SiteClock.UtcDayOf(readIn.From)) : null;
        for (var i = 0; i < maxima.Length; i++)
        {
            if (!Select(entity, i))
                continue;
            Observations[i]++;
            var fetched = events.TryGetValue(i, out var some) ? some : [];
            var all = CollectionsMarshal.AsSpan(_rows);
            if (query.Detectors[i].Detector.By is null)
                maxima[i] = ScoreAndLearn(i, baselines.Of(i, _measures[i]), Sight(entity, i, all, fetched));
            else
                maxima[i] = ScorePartners(entity, i, all, baselines, PartnerEvents.Split(query.Detectors[i].Detector, fetched));
        }

        baselines.IsChanged = true;
        baselines.LastUsed = readIn.To;
        return maxima;
    }

    private double ScorePartners(
        in EntityRows entity, int detector, ReadOnlySpan<Observation> rows, EntityBaselines baselines, IReadOnlyDictionary<string, IReadOnlyList<EntityEvent>> events)
    {
        var largest = 0.0;
        for (var row = 0; row < rows.Length; row++)
            largest = Math.Max(largest, ScoreAndLearn(
                detector, baselines.Of(detector, rows[row].Group!, entity.Reading.ReadIn.To, _measures[detector]),
                Sight(entity, detector, rows.Slice(row, 1), events.GetValueOrDefault(rows[row].Group!, []))));
        return largest;
    }

    private double ScoreAndLearn(int detector, Baseline baseline, in Sighting sighting)
    {
        var (measure, known) = (_measures[detector], _populations[detector]);
        _surprises.Clear();
        measure.Score(sighting, baseline, known.Population, _surprises);
        double unheld = 0, largest = 0;
        foreach (var surprise in _surprises)
        {
            largest = Math.Max(largest, surprise.Value);
            var candidate = known.Speaks(_readFrom, settings) && surprise.Value >= known.CandidateSurprise;
            if (!candidate && surprise.IfShared >= surprise.Value)
                unheld = Math.Max(unheld, surprise.Value);
            else
                Held.Add(new HeldFinding(
                    sighting.Entity, sighting.Local.Day, detector, sighting.Rows[surprise.Row].Group, surprise.Value, surprise.IfShared,
                    candidate ? Explain(detector, sighting, baseline, surprise) : null));
        }

        if (known.IsFrozen)
            return unheld;
        if (_watches[detector])
            Seen.Add(new SilenceKey(sighting.Entity, detector, sighting.Detector.By is null ? null : sighting.Rows[0].Group));
        ShowPeers(detector, sighting);
        Liken(detector, sighting);
        measure.Learn(sighting, baseline, known.Population, Days[detector], known.LearningWeight(largest, _readFrom, settings));
        return unheld;
    }

    /// <summary>In the measure's words, but compared with the entity's own peers where they are known.</summary>
    private Explanation Explain(int detector, in Sighting sighting, Baseline baseline, Surprise surprise)
    {
        var known = _populations[detector];
        var explanation = _measures[detector].Explain(sighting, baseline, known.Population, surprise);
        if (!Compares(detector))
            return explanation;
        _traits.Clear();
        ((IPeerMeasure)_measures[detector]).Same(sighting, surprise, _traits);
        return _view.Turn(known.Peers, _groups).Of(_traits) is { } found
            ? explanation with { PeersName = found.Group.Name, PeersShare = found.Share, PeersSize = found.Group.Size, EverybodyShare = explanation.PeersShare, EverybodySize = explanation.PeersSize }
            : explanation;
    }

    private void ShowPeers(int detector, in Sighting sighting)
    {
        if (!Compares(detector))
            return;
        _traits.Clear();
        ((IPeerMeasure)_measures[detector]).Shown(sighting, _traits);
        PeerDays[detector].Add(_member, _groups, _traits);
    }

    private void Liken(int detector, in Sighting sighting)
    {
        if (!_learnsPeers || !query.Detectors[detector].Detector.Peers || _measures[detector] is not IPeerMeasure measure)
            return;
        _likeness.Clear();
        measure.Likens(sighting, _populations[detector].Population, _likeness);
        Likeness.Add(sighting.Entity, _sources[detector], _likeness, population.Groups.IsDue(SiteClock.UtcDayOf(population.Midnight)));
    }

    /// <summary>Once for all detectors of the entity.</summary>
    private void FindPeers(string entity)
    {
        var key = new EntityKey(query.Kind, entity);
        _groups = Peers.Of(key) is { Count: > 0 } listed ? listed : !_learnsPeers || population.Groups.IsEmpty ? [] : population.Groups.Of(population.Identity.Canonical(key));
        _member = _groups.Count == 0 ? MemberBits.None : MemberBits.Of(entity);
    }

    /// <summary>Whether the entity has peers, and the measure and the detector compare with them.</summary>
    private bool Compares(int detector) => _groups.Count > 0 && query.Detectors[detector].Detector.Peers && _measures[detector] is IPeerMeasure;

    private bool Select(in EntityRows entity, int detector)
    {
        _rows.Clear();
        if (_asked[detector] is not { } asked)
            return false;
        var count = asked.Columns[0];
        foreach (var row in entity.Rows)
            if (row.Numbers[count] > 0)
                _rows.Add(row);
        return _rows.Count > 0;
    }

    private Sighting Sight(in EntityRows entity, int detector, ReadOnlySpan<Observation> rows, IReadOnlyList<EntityEvent> events) => new()
    {
        Detector = query.Detectors[detector].Detector,
        Entity = entity.Entity,
        Bucket = entity.Reading.Bucket,
        Local = entity.Local,
        Rows = rows,
        TenureDays = _tenure,
        Peers = Compares(detector) ? _view.Turn(_populations[detector].Peers, _groups) : null,
        Owners = _owners ??= new MachineOwners(population.Identity, Context),
        Columns = _asked[detector]!.Columns,
        Events = events,
    };
}

/// <summary>The rows of one entity in one bucket.</summary>
internal readonly ref struct EntityRows
{
    public required string Entity { get; init; }

    public required BucketReading Reading { get; init; }

    public required LocalHour Local { get; init; }

    public required ReadOnlySpan<Observation> Rows { get; init; }
}
