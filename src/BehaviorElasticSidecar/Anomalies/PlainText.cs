using System.Globalization;
using System.Text;

namespace BehaviorElasticSidecar.Anomalies;

/// <summary>Numbers, shares, times and log text as people read them. Invariant culture; log text is made harmless here, never evaluated.</summary>
internal static class PlainText
{
    /// <summary>Longest piece of log text that enters a sentence, in UTF-16 units; what is cut ends in an ellipsis.</summary>
    public const int LongestValue = 256;

    private static readonly string[] ByteUnits = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>Log text on one line: control, format (such as right-to-left overrides) and broken characters become U+FFFD.</summary>
    public static string Clean(string text, int longest = LongestValue)
    {
        var clean = new StringBuilder(Math.Min(text.Length, longest) + 1);
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > longest)
                return clean.Append('…').ToString();
            clean.Append(Harmless(rune) ? rune.ToString() : "\uFFFD");
        }

        return clean.ToString();
    }

    /// <summary>1,234; 12.5; 0.25; 0.0031. Three digits are enough for a sentence.</summary>
    public static string Number(double number)
    {
        var size = Math.Abs(number);
        var format = size switch
        {
            _ when number == Math.Floor(number) => "#,0",
            >= 100 => "#,0",
            >= 10 => "0.#",
            >= 0.01 => "0.##",
            _ => "G2",
        };
        return number.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>2.1 GB, 340 MB, 12 B; decimal units.</summary>
    public static string Bytes(double bytes)
    {
        var unit = 0;
        while (Math.Abs(bytes) >= 999.5 && unit < ByteUnits.Length - 1)
        {
            bytes /= 1000;
            unit++;
        }

        return bytes.ToString(unit > 0 && Math.Abs(bytes) < 9.95 ? "0.0" : "#,0", CultureInfo.InvariantCulture) + " " + ByteUnits[unit];
    }

    /// <summary>none, less than 1%, 12%, more than 99%, all; <paramref name="fraction"/> is 0..1.</summary>
    public static string Share(double fraction) => fraction switch
    {
        <= 0 => "none",
        >= 1 => "all",
        < 0.01 => "less than 1%",
        > 0.99 => "more than 99%",
        _ => fraction.ToString("0%", CultureInfo.InvariantCulture),
    };

    /// <summary>14 or 2.5, for "14 times the usual".</summary>
    public static string Times(double ratio) =>
        ratio >= 10 ? Number(Math.Round(ratio)) : ratio.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>DE; DE and FR; DE, FR and PL.</summary>
    public static string List(IReadOnlyList<string> values)
    {
        var clean = values.Select(v => Clean(v)).ToList();
        return clean.Count < 2 ? string.Concat(clean) : string.Join(", ", clean.Take(clean.Count - 1)) + " and " + clean[^1];
    }

    private static bool Harmless(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
