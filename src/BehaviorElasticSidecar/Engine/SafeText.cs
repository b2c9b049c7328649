using System.Globalization;
using System.Text;

namespace BehaviorElasticSidecar.Engine;

/// <summary>Makes text from outside fit for messages and logs: an engine's error can quote a log line, and a log line is the attacker's.</summary>
internal sealed class SafeText(IEnumerable<string?> secrets)
{
    private const int ExcerptLength = 300;

    // Longest first, so that a secret that contains another is blotted out whole.
    private readonly string[] _secrets = [.. secrets.OfType<string>().Where(s => s.Length > 0).OrderByDescending(s => s.Length).ThenBy(s => s, StringComparer.Ordinal)];

    /// <summary>At most <paramref name="length"/> characters on one line: no control, format (bidirectional overrides) or lone surrogate characters, secrets as ***.</summary>
    public string Clean(string? text, int length = ExcerptLength)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        foreach (var secret in _secrets)
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        var clean = new StringBuilder(Math.Min(text.Length, length));
        foreach (var rune in text.EnumerateRunes())
        {
            var blank = Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control;
            if (blank ? clean.Length == 0 || clean[^1] == ' ' : IsHidden(rune))
                continue;
            if (clean.Length + 2 > length)
                return clean.Append('…').ToString();
            clean.Append(blank ? " " : rune.ToString());
        }

        return clean.ToString().TrimEnd();
    }

    private static bool IsHidden(Rune rune) =>
        rune == Rune.ReplacementChar
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
