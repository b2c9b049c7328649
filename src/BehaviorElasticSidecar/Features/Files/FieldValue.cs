using System.Text;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>One text of one field, made once for many events: its hash, the conditions it meets and what it folds to are known.</summary>
/// <remarks>
/// Equal by content, so that values from before and after a table was emptied are the same key. Any thread may use it. What every event asks for
/// stands in the object itself: with many names each step to another object is a cache miss.
/// </remarks>
internal sealed class FieldValue : IEquatable<FieldValue>
{
    private static readonly FieldValue Nowhere = new("");

    /// <summary>The object and its text without characters.</summary>
    private const int EmptyBytes = 96;

    private readonly int _hash;
    private readonly ushort _length;
    private FieldValue? _first, _second;
    private int _firstFold = -1, _secondFold = -1;

    public FieldValue(string text, bool isNothing = false, ulong[]? conditions = null)
    {
        Text = text;
        IsNothing = isNothing;
        Conditions = conditions is { Length: > 0 } ? conditions[0] : 0;
        MoreConditions = conditions is { Length: > 1 } ? conditions[1..] : null;
        _hash = (int)HashOf(text);
        _length = (ushort)Math.Min(text.Length, ushort.MaxValue);
    }

    public string Text { get; }

    public bool IsNothing { get; }

    /// <summary>Memory of the value, about, without a look at its text.</summary>
    public int HeldBytes => EmptyBytes + sizeof(char) * _length;

    /// <summary>One bit per condition of the field, set where this value meets it: the field's first 64.</summary>
    public ulong Conditions { get; }

    /// <summary>The rest of them; null where there are no more.</summary>
    public ulong[]? MoreConditions { get; }

    /// <summary>What the value stands for as an entity or group; null where it stands for none.</summary>
    public FieldValue? Fold(int fold, NameFold[] folds)
    {
        var known = Volatile.Read(ref _firstFold) == fold ? _first : Volatile.Read(ref _secondFold) == fold ? _second : null;
        known ??= Remember(fold, folds[fold].Of(this) ?? Nowhere);
        return ReferenceEquals(known, Nowhere) ? null : known;
    }

    public bool Equals(FieldValue? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && string.Equals(Text, other.Text, StringComparison.Ordinal));

    public override bool Equals(object? obj) => Equals(obj as FieldValue);

    public override int GetHashCode() => _hash;

    /// <summary>A field is hardly ever folded in more than two ways; the number is written after the value, so no thread sees one without the other.</summary>
    private FieldValue Remember(int fold, FieldValue value)
    {
        if (Interlocked.CompareExchange(ref _first, value, null) is null)
            Volatile.Write(ref _firstFold, fold);
        else if (_firstFold != fold && Interlocked.CompareExchange(ref _second, value, null) is null)
            Volatile.Write(ref _secondFold, fold);
        return value;
    }

    private static ulong HashOf(string text)
    {
        Span<byte> buffer = stackalloc byte[512];
        return Encoding.UTF8.TryGetBytes(text, buffer, out var written) ? TextHash.Of(buffer[..written]) : TextHash.Of(Encoding.UTF8.GetBytes(text));
    }
}
