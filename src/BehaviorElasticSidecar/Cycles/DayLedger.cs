using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Baselines.Peers;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>What one feature query has gathered since the last midnight UTC for the population state, the open local days, and whose silence is watched.</summary>
/// <remarks>Grows with the entities active in a day: one row of daily maxima each. Part of the feature query's checkpoint.</remarks>
internal sealed class DayLedger
{
    private const byte FormatVersion = 4;
    private readonly Dictionary<(string Entity, int LocalDay), double[]> _maxima = [];
    private readonly int _detectors;
    private readonly EntityKind _kind;

    public DayLedger(FeatureQuery query, MeasureCatalogue measures)
    {
        _kind = query.Kind;
        _detectors = query.Detectors.Count;
        Days = [.. query.Detectors.Select(d => measures.Of(d.Detector).NewDay())];
        Observations = new long[_detectors];
        PeerDays = NewPeerDays();
    }

    /// <summary>Per detector of the query: what the UTC day has added so far.</summary>
    public PopulationDay[] Days { get; private set; }

    /// <summary>Per detector: what members of peer groups showed since midnight.</summary>
    public PeerDay[] PeerDays { get; private set; }

    /// <summary>What told since midnight who is like whom.</summary>
    public LikenessDay Likeness { get; private set; } = new();

    /// <summary>Per detector: sightings scored since midnight.</summary>
    public long[] Observations { get; }

    public SilenceWatch Silence { get; } = new();

    /// <summary>The entity was active on the local day, or its silence was due, and its detector's surprise was at least this large. No observation is surprise 0.</summary>
    public void Raise(string entity, int localDay, int detector, double surprise)
    {
        if (!_maxima.TryGetValue((entity, localDay), out var maxima))
            _maxima[(entity, localDay)] = maxima = new double[_detectors];
        maxima[detector] = Math.Max(maxima[detector], surprise);
    }

    /// <summary>Takes out the entity-days whose local day, in the entity's own zone, has ended by <paramref name="midnight"/>, ordered by entity and day.</summary>
    public IReadOnlyList<EntityDay> TakeEnded(DateTimeOffset midnight, SiteClock clock)
    {
        var ends = new Dictionary<(SiteClock, int), bool>();
        var ended = new List<EntityDay>();
        foreach (var ((entity, day), maxima) in _maxima)
        {
            var own = clock.Of(new EntityKey(_kind, entity));
            if (!ends.TryGetValue((own, day), out var over))
                ends[(own, day)] = over = own.EndOf(day) <= midnight;
            if (over)
                ended.Add(new EntityDay(entity, day, maxima));
        }

        foreach (var one in ended)
            _maxima.Remove((one.Entity, one.LocalDay));
        ended.Sort((a, b) => a.LocalDay != b.LocalDay ? a.LocalDay.CompareTo(b.LocalDay) : string.CompareOrdinal(a.Entity, b.Entity));
        return ended;
    }

    /// <summary>Starts the next UTC day; open local days stay.</summary>
    public void StartDay(FeatureQuery query, MeasureCatalogue measures)
    {
        Days = [.. query.Detectors.Select(d => measures.Of(d.Detector).NewDay())];
        Array.Clear(Observations);
        PeerDays = NewPeerDays();
        Likeness = new LikenessDay();
    }

    /// <summary>Takes over the open day of detectors that learnt alone: their detector i is this one's <paramref name="places"/>[i].</summary>
    public void Adopt(DayLedger joining, IReadOnlyList<int> places)
    {
        for (var i = 0; i < places.Count; i++)
            (Days[places[i]], Observations[places[i]], PeerDays[places[i]]) = (joining.Days[i], joining.Observations[i], joining.PeerDays[i]);
        foreach (var ((entity, day), maxima) in joining._maxima)
            for (var i = 0; i < places.Count; i++)
                Raise(entity, day, places[i], maxima[i]);
        Silence.Adopt(joining.Silence, places);
        Likeness.Merge(joining.Likeness);
    }

    public byte[] Write(FeatureQuery query, MeasureCatalogue measures) => StateFormat.Write(writer =>
    {
        writer.Write(FormatVersion);
        writer.Write7BitEncodedInt(_detectors);
        for (var i = 0; i < _detectors; i++)
        {
            var detector = query.Detectors[i].Detector;
            writer.Write(detector.Id);
            writer.Write(detector.Hash);
            writer.Write7BitEncodedInt64(Observations[i]);
            writer.WriteBlock(to => measures.Of(detector).Write(Days[i], to));
            writer.WriteBlock(to => PeerDays[i].Write(new StateWriter(to)));
        }

        writer.Write7BitEncodedInt(_maxima.Count);
        foreach (var ((entity, day), maxima) in _maxima.OrderBy(m => m.Key.LocalDay).ThenBy(m => m.Key.Entity, StringComparer.Ordinal))
        {
            writer.Write(entity);
            writer.Write7BitEncodedInt(day);
            foreach (var surprise in maxima)
                writer.Write(surprise);
        }

        Silence.Write(writer);
        writer.WriteBlock(to => Likeness.Write(new StateWriter(to)));
    });

    public static DayLedger Read(byte[] state, FeatureQuery query, MeasureCatalogue measures)
    {
        using var reader = StateFormat.Reader(state);
        var version = reader.ReadVersion(FormatVersion, $"The open day of {query.Id}");
        var ledger = new DayLedger(query, measures);
        var written = reader.Read7BitEncodedInt();
        var place = new int[written];
        for (var i = 0; i < written; i++)
        {
            var (id, hash) = (reader.ReadString(), reader.ReadString());
            var observations = reader.Read7BitEncodedInt64();
            var day = reader.ReadBlock();
            var peers = version >= 3 ? reader.ReadBlock() : null;
            place[i] = query.Detectors.ToList().FindIndex(d => d.Detector.Id == id && d.Detector.Hash == hash);
            if (place[i] < 0)
                continue;
            ledger.Days[place[i]] = measures.Of(query.Detectors[place[i]].Detector).ReadDay(day);
            ledger.Observations[place[i]] = observations;
            if (peers is not null)
                ledger.PeerDays[place[i]] = StateReadings.Whole(peers, PeerDay.Read);
        }

        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var maxima = new double[ledger._detectors];
            ledger._maxima[(reader.ReadString(), reader.Read7BitEncodedInt())] = maxima;
            for (var i = 0; i < written; i++)
            {
                var surprise = reader.ReadDouble();
                if (place[i] >= 0)
                    maxima[place[i]] = surprise;
            }
        }

        if (version >= 2)
            ledger.Silence.Read(reader, place);
        if (version >= 4)
            ledger.Likeness = StateReadings.Whole(reader.ReadBlock(), LikenessDay.Read);
        return ledger;
    }

    private PeerDay[] NewPeerDays() => [.. Enumerable.Range(0, _detectors).Select(_ => new PeerDay())];
}

/// <summary>One entity's local day under one feature query: the largest surprise of each of its detectors, 0 where it was not seen.</summary>
internal sealed record EntityDay(string Entity, int LocalDay, double[] Maxima);
