using System.Collections.Concurrent;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>From the raw texts of a field to what they stand for; spellings of one name give one value.</summary>
internal sealed class NameFold(Func<string, string?> fold)
{
    private const int MaxRemembered = 1 << 17;

    private readonly ConcurrentDictionary<string, FieldValue> _known = new(StringComparer.Ordinal);
    private int _added;

    /// <summary>Null: stands for nothing.</summary>
    public FieldValue? Of(FieldValue raw)
    {
        var text = fold(raw.Text);
        if (text is null)
            return null;
        if (_known.TryGetValue(text, out var known))
            return known;
        if (Interlocked.Increment(ref _added) >= MaxRemembered)
        {
            Interlocked.Exchange(ref _added, 0);
            _known.Clear();
        }

        return _known.GetOrAdd(text, static (t, r) => t == r.Text ? r : new FieldValue(t), raw);
    }
}
