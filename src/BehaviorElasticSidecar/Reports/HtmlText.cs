using System.Globalization;
using System.Text;

namespace BehaviorElasticSidecar.Reports;

/// <summary>Text from logs made harmless: escaped for elements and quoted attributes alike, and nothing invisible or direction-changing left in it.</summary>
internal static class HtmlText
{
    /// <summary>Text beyond this many UTF-16 units is cut, and the page says so.</summary>
    public const int MaxLength = 2_000;

    /// <summary>Control characters become their pictures (U+2400), marks that reorder or hide text become their code in brackets, half surrogates U+FFFD.</summary>
    public static void Append(StringBuilder to, ReadOnlySpan<char> text)
    {
        var left = text.Length - MaxLength;
        if (left > 0)
            text = text[..MaxLength];
        foreach (var rune in text.EnumerateRunes())
            Append(to, rune);
        if (left > 0)
            to.Append(CultureInfo.InvariantCulture, $"… ({left} more characters)");
    }

    private static void Append(StringBuilder to, Rune rune)
    {
        var _ = rune.Value switch
        {
            '&' => to.Append("&amp;"),
            '<' => to.Append("&lt;"),
            '>' => to.Append("&gt;"),
            '"' => to.Append("&quot;"),
            '\'' => to.Append("&#39;"),
            '\n' or '\t' => to.Append(' '),
            < 0x20 => to.Append((char)(0x2400 + rune.Value)),
            0x7F => to.Append('\u2421'),
            >= 0x80 and < 0xA0 => to.Append('\uFFFD'),
            _ when Hides(rune) => to.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]"),
            _ => to.Append(rune.ToString()),
        };
    }

    /// <summary>Format characters (bidirectional overrides, zero-width marks, tags), line and paragraph separators, private use and unassigned ones.</summary>
    private static bool Hides(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
