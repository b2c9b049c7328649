namespace BehaviorElasticSidecar.Numerics;

/// <summary>How evenly a text uses its characters.</summary>
internal static class ShannonEntropy
{
    /// <summary>Bits per character (Unicode code point) of all texts together, 0 to 20; 0 for nothing. O(characters).</summary>
    /// <remarks>Shannon 1948, of the observed frequencies. A half of a surrogate pair counts as U+FFFD. Added in the order of the characters: the same digits for texts in any order.</remarks>
    public static double Bits(IEnumerable<string> texts)
    {
        var counts = new SortedDictionary<int, long>();
        long all = 0;
        foreach (var text in texts)
            foreach (var rune in text.EnumerateRunes())
                (counts[rune.Value], all) = (counts.GetValueOrDefault(rune.Value) + 1, all + 1);
        var bits = 0.0;
        foreach (var count in counts.Values)
            bits -= count / (double)all * Math.Log2(count / (double)all);
        return Math.Max(0, bits);
    }
}
