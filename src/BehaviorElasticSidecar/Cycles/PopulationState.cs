using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Anomalies.Days;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Baselines.Peers;
using BehaviorElasticSidecar.Cycles.Identity;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Numerics;
using BehaviorElasticSidecar.Quality;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>Everything that entities share, as of one midnight UTC: a whole day is scored against it, in any order, by any number of threads.</summary>
internal sealed class PopulationState
{
    private const byte FormatVersion = 4;

    /// <summary>Days of a detector's history that are not calibrated on: everything is new then, and nothing like later.</summary>
    internal const int CalibrationStart = 5;

    private readonly PopulationParts _parts;
    private readonly SortedDictionary<string, DetectorPopulation> _detectors = new(StringComparer.Ordinal);
    private readonly Calibration _calibration;

    private PopulationState(
        DateTimeOffset midnight, PopulationParts parts, Calibration calibration, IEnumerable<Learnt> detectors, SourcesHealth sources)
    {
        (Midnight, _parts, _calibration, Sources) = (midnight, parts, calibration, sources);
        var calibrator = Calibrator.From(calibration);
        foreach (var d in detectors)
            _detectors.Add(d.Key, new DetectorPopulation(d.Key, d.Hash, d.Population, d.FirstDay)
            {
                Peers = d.Peers, Calibrator = calibrator, CandidateSurprise = calibrator.SurpriseAtScore(d.Key, parts.MinScore), IsFrozen = sources.Freezes(d.Key),
            });
    }

    /// <summary>Start of the UTC day that is scored against this state.</summary>
    public DateTimeOffset Midnight { get; }

    /// <summary>What is known of the sources themselves.</summary>
    public SourcesHealth Sources { get; }

    /// <summary>Who is who.</summary>
    public IdentityState Identity { get; private init; } = IdentityState.Empty;

    /// <summary>Who is like whom by what they do.</summary>
    public LearntPeers Groups { get; private init; } = LearntPeers.Empty;

    /// <summary>Days of everybody, all detectors together.</summary>
    public EntityDays Days { get; private init; } = EntityDays.Empty;

    public DetectorPopulation Of(FeatureQuery query, Detector detector) => _detectors[KeyOf(query, detector)];

    public static string KeyOf(FeatureQuery query, Detector detector) => $"{query.Source.Id}/{detector.Id}";

    /// <summary>The same, knowing who is who.</summary>
    public PopulationState Knowing(IdentityState identity) => new(
        Midnight, _parts, _calibration, _detectors.Values.Select(Learnt.Of), Sources) { Identity = identity, Days = Days, Groups = Groups };

    /// <summary>Nothing is known yet.</summary>
    public static PopulationState Empty(DateTimeOffset midnight, PopulationParts parts) =>
        new(midnight, parts, Calibration.Empty(), parts.Detectors().Select(d => New(d.Query, d.Detector, parts)), SourcesHealth.Unknown(parts.Quality));

    /// <summary>The state after the UTC day whose ledgers are given: priors of the day, calibration of the local days that have ended.</summary>
    /// <param name="sources">After the same day.</param>
    /// <param name="identity">Who is who after that day.</param>
    /// <param name="dayInputs">Couplings, and whose hosts are whose beside what was learnt.</param>
    public PopulationState Advance(IReadOnlyList<QueryCycle> cycles, SiteClock clock, SourcesHealth sources, IdentityState identity, DayInputs dayInputs)
    {
        var (midnight, day) = (Midnight.AddDays(1), SiteClock.UtcDayOf(Midnight));
        var ended = cycles.ToDictionary(c => c.Query.Id, c => c.Ledger.TakeEnded(midnight, clock), StringComparer.Ordinal);
        var active = ActiveEntityDays(cycles, ended);
        var tenured = identity.Lives.TenuredOn(day, ITenureMeasure.LongKnownDays);
        var shown = cycles.SelectMany(c => c.Ledger.Likeness.Shown.Select(s => (identity.Canonical(new EntityKey(c.Query.Kind, s.Key)), (IReadOnlyCollection<ulong>)s.Value)));
        var groups = Groups.Advance(shown, cycles.SelectMany(c => c.Ledger.Likeness.Names), day, _parts.LeastPeers);
        var (next, calibrated) = (new List<Learnt>(), new CalibrationDay());
        foreach (var cycle in cycles)
        {
            var (ledger, entityDays) = (cycle.Ledger, active[(cycle.Query.Source.Id, cycle.Query.Kind)]);
            for (var i = 0; i < cycle.Query.Detectors.Count; i++)
            {
                var known = Of(cycle.Query, cycle.Query.Detectors[i].Detector);
                var measure = _parts.Measures.Of(cycle.Query.Detectors[i].Detector);
                if (measure is ITenureMeasure knowing && cycle.Query.Kind == EntityKind.User)
                    knowing.AddTenured(ledger.Days[i], tenured);
                var begins = (ledger.Observations[i] > 0 || (!measure.NeedsHistory && entityDays > 0)) && measure.IsSettled(known.Population);
                next.Add(Learnt.Of(known) with
                {
                    Population = measure.Advance(known.Population, ledger.Days[i], day),
                    FirstDay = known.FirstDay ?? (begins ? day : null),
                    Peers = known.Peers.Advance(ledger.PeerDays[i], day),
                });
                if (known.FirstDay is { } first && day >= first + CalibrationStart)
                    Calibrate(calibrated, known.Key, ended[cycle.Query.Id].Select(e => e.Maxima[i]), entityDays);
            }

            ledger.StartDay(cycle.Query, _parts.Measures);
        }

        return new PopulationState(midnight, _parts, _calibration.Advance(day, calibrated), next, sources)
        {
            Identity = identity, Groups = groups, Days = EntityDayStep.Advance(this, cycles.Select(c => (c.Query, ended[c.Query.Id])), identity, clock, dayInputs, SiteClock.UtcDayOf(midnight) - 2),
        };
    }

    /// <summary>This state with the detectors of another of the same midnight, which learnt alone.</summary>
    public PopulationState Join(PopulationState joining)
    {
        if (joining.Midnight != Midnight)
            throw new ArgumentException($"A state of {joining.Midnight:O} cannot join one of {Midnight:O}.", nameof(joining));
        var calibration = joining._detectors.Keys.Aggregate(_calibration, (kept, key) => kept.Without(key)).Merge(joining._calibration);
        return new PopulationState(
            Midnight, _parts, calibration, _detectors.Values.Select(d => Learnt.Of(joining._detectors.GetValueOrDefault(d.Key) ?? d)), Sources) { Identity = Identity, Days = Days, Groups = Groups };
    }

    private static void Calibrate(CalibrationDay day, string key, IEnumerable<double> maxima, long entityDays)
    {
        day.AddEntityDays(key, entityDays);
        foreach (var surprise in maxima)
            if (surprise > 0)
                day.Add(key, surprise);
    }

    /// <summary>The population of the calibration: entity-days with any activity at the source, whichever feature query saw it.</summary>
    private static Dictionary<(string Source, EntityKind Kind), long> ActiveEntityDays(
        IReadOnlyList<QueryCycle> cycles, Dictionary<string, IReadOnlyList<EntityDay>> ended) =>
        cycles.GroupBy(c => (c.Query.Source.Id, c.Query.Kind)).ToDictionary(
            g => g.Key,
            g => (long)g.SelectMany(c => ended[c.Query.Id]).Select(e => (e.Entity, e.LocalDay)).Distinct().Count());

    private static Learnt New(FeatureQuery query, Detector detector, PopulationParts parts) =>
        new(KeyOf(query, detector), detector.Hash, parts.Measures.Of(detector).NewPopulation(), null, PeerTraits.Empty);

    public byte[] Write() => StateFormat.Write(writer =>
    {
        writer.Write(FormatVersion);
        writer.Write(Midnight.ToUnixTimeSeconds());
        writer.WriteBlock(_calibration.ToBytes());
        foreach (var (query, detector) in _parts.Detectors())
        {
            var known = Of(query, detector);
            writer.Write(known.Key);
            writer.Write(known.Hash);
            writer.Write(known.FirstDay ?? 0);
            writer.WriteBlock(to => _parts.Measures.Of(detector).Write(known.Population, to));
            writer.WriteBlock(to => known.Peers.Write(new StateWriter(to)));
        }

        writer.Write(string.Empty);
        Identity.Write(writer);
        Sources.Write(writer);
        Days.Write(writer);
        writer.WriteBlock(to => Groups.Write(new StateWriter(to)));
    });

    /// <summary>Detectors that are new or changed since it was written start empty.</summary>
    public static PopulationState Read(byte[] state, PopulationParts parts)
    {
        using var reader = StateFormat.Reader(state);
        var version = reader.ReadVersion(FormatVersion, "The population state");
        var midnight = DateTimeOffset.FromUnixTimeSeconds(reader.ReadInt64());
        var calibration = Calibration.FromBytes(reader.ReadBlock());
        var found = new Dictionary<string, (string Hash, int? FirstDay, byte[] Population, PeerTraits Peers)>(StringComparer.Ordinal);
        for (var key = reader.ReadString(); key.Length > 0; key = reader.ReadString())
        {
            var (hash, firstDay) = (reader.ReadString(), reader.ReadInt32());
            found[key] = (hash, firstDay == 0 ? null : firstDay, reader.ReadBlock(), version >= 2 ? StateReadings.Whole(reader.ReadBlock(), PeerTraits.Read) : PeerTraits.Empty);
        }

        var identity = version >= 2 ? IdentityState.Read(reader) : IdentityState.Empty;
        var learnt = new List<Learnt>();
        foreach (var (query, detector) in parts.Detectors())
        {
            var key = KeyOf(query, detector);
            var isKnown = found.TryGetValue(key, out var old);
            if (isKnown && old.Hash == detector.Hash)
            {
                learnt.Add(new Learnt(key, old.Hash, parts.Measures.Of(detector).ReadPopulation(old.Population), old.FirstDay, old.Peers));
                continue;
            }

            calibration = isKnown ? calibration.Without(key) : calibration;
            learnt.Add(New(query, detector, parts));
        }

        var sources = version >= 2 ? SourcesHealth.Read(reader, parts.Quality) : SourcesHealth.Unknown(parts.Quality);
        var days = version >= 3 ? EntityDays.Read(reader) : EntityDays.Empty;
        return new PopulationState(midnight, parts, calibration, learnt, sources) { Identity = identity, Days = days, Groups = version >= 4 ? StateReadings.Whole(reader.ReadBlock(), LearntPeers.Read) : LearntPeers.Empty };
    }

    private sealed record Learnt(string Key, string Hash, Population Population, int? FirstDay, PeerTraits Peers)
    {
        public static Learnt Of(DetectorPopulation known) => new(known.Key, known.Hash, known.Population, known.FirstDay, known.Peers);
    }
}

/// <summary>What a population state is about: the plan, the measures, and the lowest score that is written.</summary>
internal sealed record PopulationParts(IReadOnlyList<FeatureQuery> Queries, MeasureCatalogue Measures, double MinScore)
{
    /// <summary>Members that a learnt group of peers must have.</summary>
    public int LeastPeers { get; init; } = 5;

    /// <summary>What is counted of the sources of the queries.</summary>
    public IReadOnlyList<QualityPlan> Quality { get; } = QualityPlan.Of(Queries);

    /// <summary>In the order of their keys.</summary>
    public IEnumerable<(FeatureQuery Query, Detector Detector)> Detectors() => Queries
        .SelectMany(q => q.Detectors.Select(d => (q, d.Detector)))
        .OrderBy(d => PopulationState.KeyOf(d.q, d.Detector), StringComparer.Ordinal);
}
