using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines.Peers;

/// <summary>What the members of groups have shown lately, by one detector. Never changed: a new one each midnight UTC.</summary>
/// <remarks>
/// Two spans of <see cref="SpanDays"/> days are kept, this one and the last, so a trait is forgotten 30 to 60 days after it was shown.
/// Bounded: beyond <see cref="Most"/> traits the longest unseen go. O(traits) a midnight.
/// </remarks>
internal sealed class PeerTraits
{
    public const int Most = 50_000, SpanDays = 30;

    /// <summary>The trait of being seen at all.</summary>
    public const ulong Seen = 0;

    /// <summary>A group that is watched for less has not shown what is usual for it.</summary>
    private const int OldEnoughDays = 7;

    private readonly Dictionary<ulong, Trait> _traits;

    private PeerTraits(Dictionary<ulong, Trait> traits) => _traits = traits;

    public static PeerTraits Empty { get; } = new([]);

    public int Count => _traits.Count;

    /// <summary>The share (0..1) of the first of the groups that is known well enough whose members showed one of the traits; null where none is.</summary>
    /// <param name="day">UTC day number of the midnight before.</param>
    public (PeerGroup Group, double Share)? Share(IReadOnlyList<PeerGroup> groups, List<ulong> traits, int least, int day)
    {
        foreach (var group in groups)
        {
            if (!_traits.TryGetValue(PeerDay.Key(group, Seen), out var seen) || day - seen.FirstDay < OldEnoughDays || Math.Round(seen.Members.Count) < least)
                continue;
            var same = MemberBits.None;
            foreach (var trait in traits)
                same = same.With(_traits.GetValueOrDefault(PeerDay.Key(group, trait)).Members);
            // Of equal sets the share is 1, and beyond what can be counted the lists know how many there are.
            var known = Math.Min(seen.Members.Count, group.Size);
            return (group, same.IsEmpty ? 0 : same == seen.Members ? 1 : Math.Min(1, same.Count / known));
        }

        return null;
    }

    public PeerTraits Advance(PeerDay day, int dayNumber, int most = Most)
    {
        if (_traits.Count == 0 && day.Shown.Count == 0)
            return this;
        var span = dayNumber / SpanDays;
        var next = new Dictionary<ulong, Trait>(_traits.Count + day.Shown.Count);
        foreach (var (key, known) in _traits)
            if (known.In(span) is { Members.IsEmpty: false } kept)
                next[key] = kept;
        foreach (var (key, bits) in day.Shown)
        {
            var known = next.GetValueOrDefault(key, new Trait(MemberBits.None, MemberBits.None, span, dayNumber));
            next[key] = known with { Now = known.Now.With(bits) };
        }

        next.KeepMost(most, all => all.OrderBy(t => !t.Value.Now.IsEmpty).ThenBy(t => t.Value.FirstDay).ThenBy(t => t.Key));
        return new PeerTraits(next);
    }

    public void Write(StateWriter to)
    {
        to.Whole((ulong)_traits.Count);
        foreach (var (key, trait) in _traits.OrderBy(t => t.Key))
        {
            to.Hash(key);
            trait.Now.Write(to);
            trait.Before.Write(to);
            to.Signed(trait.Span);
            to.Signed(trait.FirstDay);
        }
    }

    public static PeerTraits Read(ref StateReader from)
    {
        var traits = new Dictionary<ulong, Trait>();
        for (var left = from.Count(12); left > 0; left--)
            traits[from.Hash()] = new Trait(MemberBits.Read(ref from), MemberBits.Read(ref from), from.Day(), from.Day());
        return new PeerTraits(traits);
    }

    /// <param name="Span">Number of the span that <paramref name="Now"/> is of.</param>
    private readonly record struct Trait(MemberBits Now, MemberBits Before, int Span, int FirstDay)
    {
        public MemberBits Members => Now.With(Before);

        public Trait In(int span) => span == Span ? this : span == Span + 1 ? this with { Now = MemberBits.None, Before = Now, Span = span } : this with { Now = MemberBits.None, Before = MemberBits.None };
    }
}
