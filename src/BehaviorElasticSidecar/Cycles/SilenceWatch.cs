using BehaviorElasticSidecar.Baselines;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>The deadlines of one feature query: when the silence of each entity that a detector watches for too little has to be looked at.</summary>
/// <remarks>
/// Being seen does not move a deadline, as that would cost a walk through the hours ahead at every sighting: when it comes, it is moved by what is
/// known then. Part of the feature query's checkpoint; grows with the entities seen within <see cref="ISilenceMeasure.LongestSilence"/>.
/// </remarks>
internal sealed class SilenceWatch
{
    private readonly Dictionary<SilenceKey, (DateTimeOffset LastSeen, DateTimeOffset Deadline)> _watched = [];
    private readonly SortedSet<(DateTimeOffset Deadline, SilenceKey Key)> _byDeadline = [];

    /// <summary>Active in the bucket that ends at <paramref name="end"/>.</summary>
    public void See(SilenceKey key, DateTimeOffset end)
    {
        if (_watched.TryGetValue(key, out var known))
            _watched[key] = known with { LastSeen = end };
        else
            Set(key, end, end);
    }

    /// <summary>Whose deadline has come by <paramref name="end"/>, ordered by entity.</summary>
    public IReadOnlyList<(SilenceKey Key, DateTimeOffset LastSeen)> Due(DateTimeOffset end) =>
        [.. _byDeadline.TakeWhile(d => d.Deadline <= end).Select(d => (d.Key, _watched[d.Key].LastSeen)).OrderBy(d => d.Key)];

    /// <summary>Moves the deadline of somebody who is watched.</summary>
    public void Move(SilenceKey key, DateTimeOffset deadline)
    {
        var lastSeen = _watched[key].LastSeen;
        Remove(key);
        Set(key, lastSeen, deadline);
    }

    /// <summary>Not watched until seen again.</summary>
    public void Remove(SilenceKey key)
    {
        if (_watched.Remove(key, out var known))
            _byDeadline.Remove((known.Deadline, key));
    }

    /// <summary>Nobody is watched by the detector until seen again.</summary>
    public void Forget(int detector)
    {
        foreach (var key in _watched.Keys.Where(k => k.Detector == detector).ToList())
            Remove(key);
    }

    /// <summary>Takes over what detectors that learnt alone watch: their detector i is this one's <paramref name="places"/>[i].</summary>
    public void Adopt(SilenceWatch joining, IReadOnlyList<int> places)
    {
        foreach (var (key, (lastSeen, deadline)) in joining._watched)
            Set(key with { Detector = places[key.Detector] }, lastSeen, deadline);
    }

    public void Write(BinaryWriter to)
    {
        to.Write7BitEncodedInt(_watched.Count);
        foreach (var (key, (lastSeen, deadline)) in _watched.OrderBy(w => w.Key))
        {
            to.Write7BitEncodedInt(key.Detector);
            to.Write(key.Entity);
            to.Write(key.Partner is not null);
            if (key.Partner is { } partner)
                to.Write(partner);
            to.Write7BitEncodedInt64(lastSeen.ToUnixTimeSeconds());
            to.Write7BitEncodedInt64(deadline.ToUnixTimeSeconds());
        }
    }

    /// <param name="place">Detector as it was written to detector now; negative where it is gone.</param>
    public void Read(BinaryReader from, IReadOnlyList<int> place)
    {
        for (var left = from.Read7BitEncodedInt(); left > 0; left--)
        {
            var (detector, entity) = (from.Read7BitEncodedInt(), from.ReadString());
            var partner = from.ReadBoolean() ? from.ReadString() : null;
            var (lastSeen, deadline) = (Time(from), Time(from));
            if (place[detector] >= 0)
                Set(new SilenceKey(entity, place[detector], partner), lastSeen, deadline);
        }
    }

    private static DateTimeOffset Time(BinaryReader from) => DateTimeOffset.FromUnixTimeSeconds(from.Read7BitEncodedInt64());

    private void Set(SilenceKey key, DateTimeOffset lastSeen, DateTimeOffset deadline)
    {
        _watched[key] = (lastSeen, deadline);
        _byDeadline.Add((deadline, key));
    }
}

/// <summary>Whose silence: by one detector of the feature query, with <c>by</c> towards one partner. In the order of held findings.</summary>
internal readonly record struct SilenceKey(string Entity, int Detector, string? Partner) : IComparable<SilenceKey>
{
    public int CompareTo(SilenceKey other)
    {
        var order = string.CompareOrdinal(Entity, other.Entity);
        if (order == 0)
            order = Detector.CompareTo(other.Detector);
        return order != 0 ? order : string.CompareOrdinal(Partner, other.Partner);
    }
}
