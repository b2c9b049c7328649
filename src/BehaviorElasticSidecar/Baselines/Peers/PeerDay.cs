using System.Runtime.InteropServices;
using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines.Peers;

/// <summary>What the members of groups showed on one UTC day, by one detector. Exactly mergeable: sets are united.</summary>
internal sealed class PeerDay
{
    private readonly Dictionary<ulong, MemberBits> _shown = [];

    public IReadOnlyDictionary<ulong, MemberBits> Shown => _shown;

    /// <summary>The member was seen, and showed the traits; for each of its groups.</summary>
    public void Add(MemberBits member, IReadOnlyList<PeerGroup> groups, List<ulong> traits)
    {
        foreach (var group in groups)
        {
            Add(Key(group, PeerTraits.Seen), member);
            foreach (var trait in traits)
                Add(Key(group, trait), member);
        }
    }

    public void Merge(PeerDay other)
    {
        foreach (var (key, bits) in other._shown)
            Add(key, bits);
    }

    public void Write(StateWriter to)
    {
        to.Whole((ulong)_shown.Count);
        foreach (var (key, bits) in _shown.OrderBy(s => s.Key))
        {
            to.Hash(key);
            bits.Write(to);
        }
    }

    public static PeerDay Read(ref StateReader from)
    {
        var day = new PeerDay();
        for (var left = from.Count(9); left > 0; left--)
            day.Add(from.Hash(), MemberBits.Read(ref from));
        return day;
    }

    /// <summary>What a trait of a group is kept under.</summary>
    public static ulong Key(PeerGroup group, ulong trait) => StableHash.Of(trait, group.Key);

    private void Add(ulong key, MemberBits bits)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_shown, key, out _);
        known = known.With(bits);
    }
}
