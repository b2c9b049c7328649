using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Anomalies;

/// <summary>What one UTC day adds to the calibration: per detector, the entity-days that ended in it and the largest surprise of each.</summary>
/// <remarks>
/// Counts and fixed-point sums only, so parts made by several workers, in any order, merge to the same bytes. Not thread-safe: one per worker, then merge.
/// A detector's key is the caller's choice; <c>source/detector</c> keeps one detector on two sources apart.
/// Never guarded: leaving flagged days out makes one in 1,000 happen 3 to 5 times too often.
/// </remarks>
internal sealed class CalibrationDay
{
    private const byte Version = 1;
    private readonly SortedDictionary<string, Entry> _detectors = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Detectors => _detectors.Keys;

    /// <summary>One entity-day on which the detector observed something; <paramref name="surprise"/> is the largest over its buckets and values.</summary>
    public void Add(string detectorKey, double surprise) => Of(detectorKey).Observed.Add(surprise);

    /// <summary>Entity-days of the detector's population, those with an observation among them; the others count as surprise 0.</summary>
    public void AddEntityDays(string detectorKey, long entityDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(entityDays);
        Of(detectorKey).EntityDays += entityDays;
    }

    public void Merge(CalibrationDay other)
    {
        foreach (var (key, entry) in other._detectors)
        {
            var mine = Of(key);
            mine.Observed.Merge(entry.Observed);
            mine.EntityDays += entry.EntityDays;
        }
    }

    /// <summary>The day without one detector: what a changed detector leaves behind.</summary>
    public CalibrationDay Without(string detectorKey)
    {
        var day = new CalibrationDay();
        day.Merge(this);
        day._detectors.Remove(detectorKey);
        return day;
    }

    /// <summary>Entity-days seen; never fewer than those with an observation.</summary>
    public long EntityDays(string detectorKey) =>
        _detectors.TryGetValue(detectorKey, out var entry) ? Math.Max(entry.EntityDays, entry.Observed.Count) : 0;

    /// <summary>All entity-days of the detector, those without an observation at 0. A copy.</summary>
    public SurpriseHistogram Histogram(string detectorKey)
    {
        var all = new SurpriseHistogram();
        if (!_detectors.TryGetValue(detectorKey, out var entry))
            return all;
        all.Merge(entry.Observed);
        all.AddZeros(EntityDays(detectorKey) - entry.Observed.Count);
        return all;
    }

    public byte[] ToBytes() => StateFormat.Write(to =>
    {
        to.Write(Version);
        to.Write7BitEncodedInt(_detectors.Count);
        foreach (var (key, entry) in _detectors)
        {
            to.Write(key);
            to.Write7BitEncodedInt64(entry.EntityDays);
            entry.Observed.Write(to);
        }
    });

    /// <summary>Throws <see cref="InvalidDataException"/> on anything that no version up to this one wrote.</summary>
    public static CalibrationDay FromBytes(byte[] bytes) => StoredBytes.Read(bytes, Version, "calibration day", static from =>
    {
        var day = new CalibrationDay();
        for (var left = from.Read7BitEncodedInt(); left > 0; left--)
        {
            var key = from.ReadString();
            day._detectors.Add(key, new Entry { EntityDays = from.Read7BitEncodedInt64(), Observed = SurpriseHistogram.Read(from) });
        }

        return day;
    });

    private Entry Of(string detectorKey)
    {
        if (!_detectors.TryGetValue(detectorKey, out var entry))
            _detectors.Add(detectorKey, entry = new Entry());
        return entry;
    }

    private sealed class Entry
    {
        public long EntityDays { get; set; }

        public SurpriseHistogram Observed { get; init; } = new();
    }
}
