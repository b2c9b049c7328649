using System.Buffers;
using System.Globalization;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Sources;

/// <summary>Text from logs made safe for keys and documents: trimmed, without control characters or broken surrogates, and never longer than a bound.</summary>
public static class BoundedText
{
    /// <summary>In characters. Real names are shorter; distinguished names and process paths nearly always.</summary>
    public const int MaxLength = 256;

    private const char Mark = '#';
    private const int HashDigits = 16;

    /// <summary>What stands for a character that cannot stay.</summary>
    private const char Replacement = '\ufffd';

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>A text that is too long keeps its beginning and ends in <c>#</c> and 16 hex digits of a hash of all of it, so that two long ones stay two.</summary>
    public static string Of(string raw)
    {
        var text = Clean(raw).Trim();
        if (text.Length <= MaxLength)
            return text;
        var keep = MaxLength - HashDigits - 1;
        if (char.IsHighSurrogate(text[keep - 1]))
            keep--;
        return $"{text.AsSpan(0, keep)}{Mark}{StableHash.Of(text).ToString("x16", CultureInfo.InvariantCulture)}";
    }

    /// <summary>Whether it came out of <see cref="Of"/> shortened: then it is a key of its own and no longer taken apart.</summary>
    public static bool IsCut(string text) =>
        text.Length is MaxLength or MaxLength - 1
        && text[^(HashDigits + 1)] == Mark
        && !text.AsSpan(text.Length - HashDigits).ContainsAnyExcept(LowerHex);

    private static string Clean(string raw)
    {
        for (var i = 0; i < raw.Length; i++)
            if (char.IsControl(raw[i]) || char.IsSurrogate(raw[i]))
                return string.Concat(raw.EnumerateRunes().Select(r => r.Value < 0x10000 && char.IsControl((char)r.Value) ? Replacement.ToString() : r.ToString()));
        return raw;
    }
}
