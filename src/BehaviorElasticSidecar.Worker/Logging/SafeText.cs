using System.Globalization;
using System.Text;

namespace BehaviorElasticSidecar.Worker.Logging;

/// <summary>Text from events, clusters and files made harmless for a terminal and a log: it can neither start a line nor move a cursor nor turn the writing round.</summary>
internal static class SafeText
{
    /// <summary>Control, format (bidirectional overrides) and line separator characters become <c>\uXXXX</c>.</summary>
    public static string Neutralised(string text)
    {
        if (!text.Any(IsHarmful))
            return text;
        var safe = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (IsHarmful(c))
                safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                safe.Append(c);
        }

        return safe.ToString();
    }

    private static bool IsHarmful(char c) => char.GetUnicodeCategory(c)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
