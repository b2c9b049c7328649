using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>All baselines of one entity under one feature query: the unit that is loaded, kept in memory and stored.</summary>
internal sealed class EntityBaselines
{
    private const byte FormatVersion = 1;

    /// <summary>Partners kept per detector; the least recently seen go first. Beyond it a partner is judged as new again.</summary>
    internal const int MaxPartners = 512;

    private readonly Baseline?[] _own;
    private readonly Dictionary<string, PartnerBaseline>?[] _byPartner;

    public EntityBaselines(string entity, int detectors)
    {
        Entity = entity;
        _own = new Baseline?[detectors];
        _byPartner = new Dictionary<string, PartnerBaseline>?[detectors];
    }

    public string Entity { get; }

    /// <summary>Changed since it was last given to the store.</summary>
    public bool IsChanged { get; set; }

    /// <summary>End of the bucket that last used it; the least recently active leave memory first.</summary>
    public DateTimeOffset LastUsed { get; set; }

    /// <summary>Where the store put it last; opaque to everyone else.</summary>
    public StoredPlace Place { get; set; } = StoredPlace.None;

    /// <summary>Number of baselines held, for the memory budget.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            for (var i = 0; i < _own.Length; i++)
                count += (_own[i] is null ? 0 : 1) + (_byPartner[i]?.Count ?? 0);
            return count;
        }
    }

    /// <summary>As many of them as the budget knows of.</summary>
    public int Counted { get; set; }

    /// <summary>What is there already, without making it; <paramref name="partner"/> null: the entity's own.</summary>
    public Baseline? Find(int detector, string? partner) =>
        partner is null ? _own[detector] : _byPartner[detector]?.GetValueOrDefault(partner)?.Baseline;

    /// <summary>Partners of whom a detector keeps baselines of their own, in no order; empty without <c>by</c>.</summary>
    public IEnumerable<(string Partner, Baseline Baseline)> Partners(int detector) => _byPartner[detector]?.Select(p => (p.Key, p.Value.Baseline)) ?? [];

    public Baseline Of(int detector, IMeasure measure) => _own[detector] ??= measure.NewBaseline();

    public Baseline Of(int detector, string partner, DateTimeOffset bucketEnd, IMeasure measure)
    {
        var partners = _byPartner[detector] ??= new Dictionary<string, PartnerBaseline>(StringComparer.Ordinal);
        if (!partners.TryGetValue(partner, out var held))
        {
            if (partners.Count >= MaxPartners)
                partners.Remove(partners.MinBy(p => (p.Value.LastSeen, p.Key), OldestFirst.Instance).Key);
            partners[partner] = held = new PartnerBaseline(measure.NewBaseline());
        }

        held.LastSeen = bucketEnd;
        return held.Baseline;
    }

    /// <summary>Takes over another's baselines of the same entity, learnt alone: its detector i is this one's <paramref name="places"/>[i].</summary>
    public void Adopt(EntityBaselines joining, IReadOnlyList<int> places)
    {
        for (var i = 0; i < places.Count; i++)
            (_own[places[i]], _byPartner[places[i]]) = (joining._own[i], joining._byPartner[i]);
        IsChanged = true;
    }

    public byte[] Write(FeatureQuery query, MeasureCatalogue measures) => StateFormat.Write(writer =>
    {
        writer.Write(FormatVersion);
        writer.Write(Entity);
        for (var i = 0; i < query.Detectors.Count; i++)
        {
            var detector = query.Detectors[i].Detector;
            var measure = measures.Of(detector);
            var partners = _byPartner[i];
            if (_own[i] is null && partners is null)
                continue;
            writer.Write(detector.Id);
            writer.Write(detector.Hash);
            writer.Write(_own[i] is not null);
            if (_own[i] is { } own)
                writer.WriteBlock(to => measure.Write(own, to));
            writer.Write7BitEncodedInt(partners?.Count ?? 0);
            foreach (var (partner, held) in (partners ?? []).OrderBy(p => p.Key, StringComparer.Ordinal))
            {
                writer.Write(partner);
                writer.Write7BitEncodedInt64(held.LastSeen.ToUnixTimeSeconds());
                writer.WriteBlock(to => measure.Write(held.Baseline, to));
            }
        }

        writer.Write(string.Empty);
    });

    /// <summary>Baselines of detectors that are gone, or whose hash has changed, are left behind: they are learnt anew.</summary>
    public static EntityBaselines Read(byte[] state, FeatureQuery query, MeasureCatalogue measures)
    {
        using var reader = StateFormat.Reader(state);
        reader.ReadVersion(FormatVersion, $"A baseline of {query.Id}");
        var read = new EntityBaselines(reader.ReadString(), query.Detectors.Count);
        for (var id = reader.ReadString(); id.Length > 0; id = reader.ReadString())
        {
            var hash = reader.ReadString();
            var index = IndexOf(query, id, hash);
            var measure = index < 0 ? null : measures.Of(query.Detectors[index].Detector);
            if (reader.ReadBoolean())
            {
                var own = reader.ReadBlock();
                if (measure is not null)
                    read._own[index] = measure.ReadBaseline(own);
            }

            read.ReadPartners(reader, index, measure);
        }

        return read;
    }

    private void ReadPartners(BinaryReader reader, int index, IMeasure? measure)
    {
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var partner = reader.ReadString();
            var lastSeen = DateTimeOffset.FromUnixTimeSeconds(reader.Read7BitEncodedInt64());
            var bytes = reader.ReadBlock();
            if (measure is not null)
                (_byPartner[index] ??= new Dictionary<string, PartnerBaseline>(StringComparer.Ordinal))[partner] =
                    new PartnerBaseline(measure.ReadBaseline(bytes)) { LastSeen = lastSeen };
        }
    }

    private static int IndexOf(FeatureQuery query, string detectorId, string hash)
    {
        for (var i = 0; i < query.Detectors.Count; i++)
        {
            var detector = query.Detectors[i].Detector;
            if (detector.Id == detectorId)
                return detector.Hash == hash ? i : -1;
        }

        return -1;
    }

    private sealed class PartnerBaseline(Baseline baseline)
    {
        public Baseline Baseline { get; } = baseline;

        public DateTimeOffset LastSeen { get; set; }
    }

    private sealed class OldestFirst : IComparer<(DateTimeOffset LastSeen, string Partner)>
    {
        public static readonly OldestFirst Instance = new();

        public int Compare((DateTimeOffset LastSeen, string Partner) x, (DateTimeOffset LastSeen, string Partner) y) =>
            x.LastSeen != y.LastSeen ? x.LastSeen.CompareTo(y.LastSeen) : string.CompareOrdinal(x.Partner, y.Partner);
    }
}

/// <summary>In which of a baseline's two slots, and under which checkpoint number, it was last stored. Number -1: never.</summary>
internal readonly record struct StoredPlace(int Slot, long Number)
{
    public static StoredPlace None => new(1, -1);

    /// <summary>Where it goes under <paramref name="number"/>: the same slot again while that is not committed, else the other one.</summary>
    public StoredPlace For(long number) => number == Number ? this : new StoredPlace(1 - Slot, number);
}
