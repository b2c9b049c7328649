namespace BehaviorElasticSidecar.Quality;

/// <summary>How many of many ids are different: exact up to 16,384 of them, beyond that from a sample of them with all their copies.</summary>
/// <remarks>Distinct sampling, Gibbons 2001: only hashes whose lowest <c>level</c> bits are 0 are kept, so an id and its copies are kept or left together.
/// With a share d of copies its standard error is about sqrt(d / 8192). O(1) per id, at most 0.4 MB.</remarks>
internal sealed class DistinctSample
{
    private const int Most = 16_384;

    private readonly Dictionary<ulong, long> _kept = [];
    private ulong _mask;

    /// <summary>Ids taken, copies included.</summary>
    public long Seen { get; private set; }

    public long Distinct
    {
        get
        {
            var kept = _kept.Values.Sum();
            return kept == 0 ? 0 : _mask == 0 ? _kept.Count : (long)Math.Round(Seen * (double)_kept.Count / kept);
        }
    }

    public void Add(ulong hash)
    {
        Seen++;
        if ((hash & _mask) == 0)
            Keep(hash, 1);
    }

    public void Add(DistinctSample other)
    {
        Seen += other.Seen;
        Raise(other._mask);
        foreach (var (hash, count) in other._kept)
            if ((hash & _mask) == 0)
                Keep(hash, count);
    }

    private void Keep(ulong hash, long count)
    {
        _kept[hash] = _kept.GetValueOrDefault(hash) + count;
        if (_kept.Count > Most)
            Raise(_mask << 1 | 1);
    }

    /// <summary>Which bits must be 0; grows.</summary>
    public ulong Mask => _mask;

    /// <summary>Keeps less from the start, where it is known that all of it will not be kept.</summary>
    public void Raise(ulong mask)
    {
        if (mask <= _mask)
            return;
        _mask = mask;
        foreach (var hash in _kept.Keys.Where(h => (h & mask) != 0).ToList())
            _kept.Remove(hash);
    }
}
