using System.Text;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>One text of one field, made once for many events: its hash, the conditions it meets and what it folds to are known.</summary>
/// <remarks>Equal by content, so that values from before and after a table was emptied are the same key. Any thread may use it.</remarks>
internal sealed class FieldValue : IEquatable<FieldValue>
{
    private static readonly FieldValue Nowhere = new("");

    private readonly int _hash;
    private FieldValue?[]? _folds;

    public FieldValue(string text, bool isNothing = false, ulong[]? conditions = null)
    {
        Text = text;
        IsNothing = isNothing;
        Conditions = conditions ?? [];
        _hash = (int)HashOf(text);
    }

    public string Text { get; }

    public bool IsNothing { get; }

    /// <summary>One bit per condition of the field, set where this value meets it.</summary>
    public ulong[] Conditions { get; }

    /// <summary>What the value stands for as an entity or group; null where it stands for none.</summary>
    public FieldValue? Fold(int fold, IReadOnlyList<NameFold> folds)
    {
        var known = _folds?[fold];
        if (known is null)
        {
            // Two threads may both do this: they come to equal values.
            var all = _folds ?? new FieldValue?[folds.Count];
            known = folds[fold].Of(this) ?? Nowhere;
            all[fold] = known;
            _folds = all;
        }

        return ReferenceEquals(known, Nowhere) ? null : known;
    }

    public bool Equals(FieldValue? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && string.Equals(Text, other.Text, StringComparison.Ordinal));

    public override bool Equals(object? obj) => Equals(obj as FieldValue);

    public override int GetHashCode() => _hash;

    private static ulong HashOf(string text)
    {
        Span<byte> buffer = stackalloc byte[512];
        return Encoding.UTF8.TryGetBytes(text, buffer, out var written) ? TextHash.Of(buffer[..written]) : TextHash.Of(Encoding.UTF8.GetBytes(text));
    }
}
