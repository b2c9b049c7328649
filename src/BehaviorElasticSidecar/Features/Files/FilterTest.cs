namespace BehaviorElasticSidecar.Features.Files;

/// <summary>An event filter over the condition bits of an event.</summary>
internal sealed class FilterTest
{
    private readonly (int Word, ulong Mask, ulong Expected)[] _words;
    private readonly bool _never;

    /// <param name="conditions">Bit number among an event's condition bits, and whether it must be clear.</param>
    public FilterTest(IEnumerable<(int Bit, bool Negated)> conditions)
    {
        var words = new SortedDictionary<int, (ulong Set, ulong Clear)>();
        foreach (var (bit, negated) in conditions)
        {
            words.TryGetValue(bit >> 6, out var masks);
            var one = 1UL << (bit & 63);
            words[bit >> 6] = negated ? (masks.Set, masks.Clear | one) : (masks.Set | one, masks.Clear);
        }

        _never = words.Values.Any(m => (m.Set & m.Clear) != 0);
        _words = [.. words.Select(w => (w.Key, w.Value.Set | w.Value.Clear, w.Value.Set))];
    }

    public bool Passes(ReadOnlySpan<ulong> bits)
    {
        foreach (ref readonly var word in _words.AsSpan())
        {
            if ((bits[word.Word] & word.Mask) != word.Expected)
                return false;
        }

        return !_never;
    }
}
