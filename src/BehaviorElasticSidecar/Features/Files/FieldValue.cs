using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>One text of one field, made once for many events: its hash, the conditions it meets and what it folds to are known.</summary>
/// <remarks>
/// Equal by content, so that values of different parsers, and of tables emptied in between, are the same key. Only the parser that made it
/// may call <see cref="Fold"/>; everybody may read the rest.
/// </remarks>
internal sealed class FieldValue : IEquatable<FieldValue>
{
    /// <summary>Differs from run to run, so that nobody can write names that all fall into one slot; no output depends on it.</summary>
    private static readonly ulong Seed = (ulong)(uint)HashCode.Combine(nameof(FieldValue));

    private static readonly FieldValue Nowhere = new("");

    private readonly int _hash;
    private FieldValue?[]? _folds;

    public FieldValue(string text, bool isNothing = false, ulong[]? conditions = null)
    {
        Text = text;
        IsNothing = isNothing;
        Conditions = conditions ?? [];
        _hash = StableHash.Of(text.AsSpan(), Seed).GetHashCode();
    }

    public string Text { get; }

    public bool IsNothing { get; }

    /// <summary>One bit per condition of the field, set where this value meets it.</summary>
    public ulong[] Conditions { get; }

    /// <summary>What the value stands for as an entity or group; null where it stands for none.</summary>
    public FieldValue? Fold(int fold, Func<string, string?>[] folds)
    {
        _folds ??= new FieldValue?[folds.Length];
        var known = _folds[fold];
        if (known is null)
        {
            var text = folds[fold](Text);
            known = text is null ? Nowhere : text == Text ? this : new FieldValue(text);
            _folds[fold] = known;
        }

        return ReferenceEquals(known, Nowhere) ? null : known;
    }

    public bool Equals(FieldValue? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && string.Equals(Text, other.Text, StringComparison.Ordinal));

    public override bool Equals(object? obj) => Equals(obj as FieldValue);

    public override int GetHashCode() => _hash;

    /// <summary>Hash under which tables look bytes up before there is a value.</summary>
    public static ulong HashOf(ReadOnlySpan<byte> utf8) => StableHash.Of(utf8, Seed);
}
