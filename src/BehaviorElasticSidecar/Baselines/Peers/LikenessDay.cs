using System.Runtime.InteropServices;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines.Peers;

/// <summary>Something that some show and not all: a host that they sign in to, a program, an hour of the week.</summary>
/// <param name="Name">For people to read; null for what has no name of its own.</param>
internal readonly record struct LikenessTrait(ulong Hash, string? Name);

/// <summary>What each entity of one feature query showed on one UTC day that tells who is like whom. Exactly mergeable, in any order.</summary>
/// <remarks>Of each entity the <see cref="Most"/> traits of least hash are kept, so those of two can be compared as if all were (bottom-k sketches, Broder 1997; Cohen and Kaplan 2007).</remarks>
internal sealed class LikenessDay
{
    public const int Most = 64;

    /// <summary>Names are for the words that tell a group; so many are plenty.</summary>
    private const int MostNames = 4096, LongestName = 48;

    private readonly Dictionary<string, SortedSet<ulong>> _shown = new(StringComparer.Ordinal);
    private readonly SortedSet<LikenessTrait> _names = new(Comparer<LikenessTrait>.Create((a, b) => a.Hash.CompareTo(b.Hash)));

    public IReadOnlyDictionary<string, SortedSet<ulong>> Shown => _shown;

    public IReadOnlyCollection<LikenessTrait> Names => _names;

    /// <param name="source">Tells the same words of different detectors apart.</param>
    /// <param name="named">Whether names are wanted.</param>
    public void Add(string entity, ulong source, List<LikenessTrait> traits, bool named)
    {
        if (traits.Count == 0)
            return;
        var shown = Of(entity);
        foreach (var trait in traits)
        {
            var hash = StableHash.Of(trait.Hash, source);
            Keep(shown, hash);
            if (named && trait.Name is { } name)
                Call(new LikenessTrait(hash, name.Length <= LongestName ? name : name[..LongestName]));
        }
    }

    public void Merge(LikenessDay other)
    {
        foreach (var (entity, traits) in other._shown)
        {
            var shown = Of(entity);
            foreach (var trait in traits)
                Keep(shown, trait);
        }

        foreach (var name in other._names)
            Call(name);
    }

    public void Write(StateWriter to)
    {
        to.Whole((ulong)_shown.Count);
        foreach (var (entity, traits) in _shown.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            to.Text(entity);
            to.Whole((ulong)traits.Count);
            foreach (var trait in traits)
                to.Hash(trait);
        }

        to.Whole((ulong)_names.Count);
        foreach (var (hash, name) in _names)
        {
            to.Hash(hash);
            to.Text(name);
        }
    }

    public static LikenessDay Read(ref StateReader from)
    {
        var day = new LikenessDay();
        for (var left = from.Count(2); left > 0; left--)
        {
            var shown = day.Of(from.Text() ?? "");
            for (var traits = from.Count(sizeof(ulong)); traits > 0; traits--)
                shown.Add(from.Hash());
        }

        for (var left = from.Count(sizeof(ulong) + 1); left > 0; left--)
            day._names.Add(new LikenessTrait(from.Hash(), from.Text()));
        return day;
    }

    private SortedSet<ulong> Of(string entity)
    {
        ref var shown = ref CollectionsMarshal.GetValueRefOrAddDefault(_shown, entity, out _);
        return shown ??= [];
    }

    private static void Keep(SortedSet<ulong> shown, ulong hash)
    {
        if (shown.Count >= Most && hash > shown.Max || !shown.Add(hash))
            return;
        if (shown.Count > Most)
            shown.Remove(shown.Max);
    }

    /// <summary>Beyond the bound the names of least hash stay.</summary>
    private void Call(LikenessTrait name)
    {
        if (_names.Add(name) && _names.Count > MostNames)
            _names.Remove(_names.Max);
    }
}
