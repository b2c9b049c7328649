using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>The up to five values that an entity shows on most days, as texts for explanations; never used for scores.</summary>
internal sealed class FrequentTexts
{
    public const int Most = 5;
    public const int LongestChars = 64;

    private readonly List<string> _texts = new(Most);
    private readonly List<ulong> _hashes = new(Most);

    /// <summary>Takes texts whose weights in <paramref name="known"/> are already those after learning, so that their order does not matter.</summary>
    public void Learn(string text, ulong hash, KnownValues known)
    {
        if (_hashes.Contains(hash))
            return;
        var cut = Cut(text);
        if (_texts.Count < Most)
        {
            if (known.LastShown(hash) is not null)
                Add(cut, hash);
            return;
        }

        var last = 0;
        for (var i = 1; i < Most; i++)
            if (Before(last, known.WeightOf(_hashes[i]), _texts[i], known))
                last = i;
        if (known.WeightOf(hash) is > 0 and var weight && !Before(last, weight, cut, known))
        {
            _texts.RemoveAt(last);
            _hashes.RemoveAt(last);
            Add(cut, hash);
        }
    }

    /// <summary>Most frequent first.</summary>
    public IReadOnlyList<string> MostFrequent(KnownValues known) =>
        [.. _texts.Zip(_hashes).OrderByDescending(p => known.WeightOf(p.Second)).ThenBy(p => p.First, StringComparer.Ordinal).Select(p => p.First)];

    public void Write(StateWriter to)
    {
        to.Byte((byte)_texts.Count);
        for (var i = 0; i < _texts.Count; i++)
        {
            to.Hash(_hashes[i]);
            to.Text(_texts[i]);
        }
    }

    public static FrequentTexts Read(ref StateReader from)
    {
        var texts = new FrequentTexts();
        for (var left = from.Byte(); left > 0; left--)
        {
            texts._hashes.Add(from.Hash());
            texts._texts.Add(from.Text() ?? throw new InvalidDataException("a frequent value has no text"));
        }

        return texts;
    }

    public static ulong HashOf(string text) => StableHash.Of(text);

    /// <summary>Whether the entry ranks above a text of that weight: by weight, then ordinally.</summary>
    private bool Before(int entry, double weight, string text, KnownValues known)
    {
        var own = known.WeightOf(_hashes[entry]);
        return own > weight || own == weight && string.CompareOrdinal(_texts[entry], text) <= 0;
    }

    /// <summary>Kept in ordinal order, so that the bytes do not depend on the order of arrival.</summary>
    private void Add(string text, ulong hash)
    {
        var at = 0;
        while (at < _texts.Count && string.CompareOrdinal(_texts[at], text) is var order && (order < 0 || order == 0 && _hashes[at] < hash))
            at++;
        _texts.Insert(at, text);
        _hashes.Insert(at, hash);
    }

    private static string Cut(string text)
    {
        if (text.Length <= LongestChars)
            return text;
        return text[..(char.IsHighSurrogate(text[LongestChars - 1]) ? LongestChars - 1 : LongestChars)];
    }
}
