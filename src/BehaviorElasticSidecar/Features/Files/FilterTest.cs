namespace BehaviorElasticSidecar.Features.Files;

/// <summary>An event filter over the condition bits of an event.</summary>
internal sealed class FilterTest
{
    private readonly (int Word, ulong Mask, ulong Expected)[] _words;
    private readonly FilterTest[] _others;
    private readonly FilterTest[]? _ways;
    private readonly bool _never, _isNegated;

    /// <param name="conditions">Bit number among an event's condition bits, and whether it must be clear.</param>
    /// <param name="others">Pass as well.</param>
    public FilterTest(IEnumerable<(int Bit, bool Negated)> conditions, IReadOnlyList<FilterTest> others)
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
        _others = [.. others];
    }

    private FilterTest(FilterTest[] ways, bool isNegated) => (_words, _others, _ways, _isNegated) = ([], [], ways, isNegated);

    /// <summary>Passes where one of <paramref name="ways"/> does; negated: where none does.</summary>
    public static FilterTest AnyOf(FilterTest[] ways, bool isNegated) => new(ways, isNegated);

    public bool Passes(ReadOnlySpan<ulong> bits)
    {
        foreach (ref readonly var word in _words.AsSpan())
        {
            if ((bits[word.Word] & word.Mask) != word.Expected)
                return false;
        }

        foreach (var other in _others)
        {
            if (!other.Passes(bits))
                return false;
        }

        return !_never && (_ways is null || PassesOne(bits) != _isNegated);
    }

    private bool PassesOne(ReadOnlySpan<ulong> bits)
    {
        foreach (var way in _ways!)
        {
            if (way.Passes(bits))
                return true;
        }

        return false;
    }
}
