using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>The up to five values that an entity shows on most days, as texts for explanations; never used for scores.</summary>
internal sealed class FrequentTexts
{
    public const int Most = 5;
    public const int LongestChars = 64;

    private readonly List<Entry> _entries = new(Most);

    /// <summary>Takes a text whose weight is already that after learning, so that the order of several does not matter: the best of all remain.</summary>
    public void Learn(string text, ulong hash, double weight)
    {
        if (weight <= 0)
            return;
        var last = -1;
        for (var i = 0; i < _entries.Count; i++)
        {
            if (_entries[i].Hash == hash)
            {
                _entries[i] = _entries[i] with { Weight = weight };
                return;
            }

            if (last < 0 || _entries[i].CompareTo(_entries[last]) > 0)
                last = i;
        }

        var added = new Entry(hash, weight, Cut(text));
        if (_entries.Count < Most)
            _entries.Add(added);
        else if (added.CompareTo(_entries[last]) < 0)
            _entries[last] = added;
    }

    /// <summary>Most frequent first, without those that <paramref name="known"/> has lost.</summary>
    public IReadOnlyList<string> MostFrequent(KnownValues known) => [.. Frequent(known).Select(e => e.Text)];

    /// <summary>The same with the values' hashes.</summary>
    public IEnumerable<(ulong Hash, string Text)> Frequent(KnownValues known) => _entries.Where(e => known.WeightOf(e.Hash) > 0).Order().Select(e => (e.Hash, e.Text));

    public void Write(StateWriter to)
    {
        to.Byte((byte)_entries.Count);
        foreach (var entry in _entries.Order())
        {
            to.Hash(entry.Hash);
            to.Double(entry.Weight);
            to.Text(entry.Text);
        }
    }

    public static FrequentTexts Read(ref StateReader from)
    {
        var texts = new FrequentTexts();
        for (var left = from.Byte(); left > 0; left--)
            texts._entries.Add(new Entry(from.Hash(), from.Double(), from.Text() ?? throw new InvalidDataException("a frequent value has no text")));
        return texts;
    }

    public static ulong HashOf(string text) => StableHash.Of(text);

    private static string Cut(string text)
    {
        if (text.Length <= LongestChars)
            return text;
        return text[..(char.IsHighSurrogate(text[LongestChars - 1]) ? LongestChars - 1 : LongestChars)];
    }

    /// <summary>Sorts by weight, largest first, then by text and hash.</summary>
    private readonly record struct Entry(ulong Hash, double Weight, string Text) : IComparable<Entry>
    {
        public int CompareTo(Entry other)
        {
            var order = other.Weight.CompareTo(Weight);
            if (order == 0)
                order = string.CompareOrdinal(Text, other.Text);
            return order != 0 ? order : Hash.CompareTo(other.Hash);
        }
    }
}
