using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace BehaviorElasticSidecar.Reports;

/// <summary>Markup under construction. Literal parts of an interpolated string are markup; every hole is text and is escaped, so there is no way to add raw log text.</summary>
internal sealed class Html
{
    private readonly StringBuilder _text = new();

    public Html Add([InterpolatedStringHandlerArgument("")] Markup markup)
    {
        _ = markup;
        return this;
    }

    /// <summary>Style and script, which are constants of ours; their hashes stand in the page's policy.</summary>
    public Html AddConstant(string ours)
    {
        _text.Append(ours);
        return this;
    }

    /// <summary>What was added since the last call.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        var bytes = Encoding.UTF8.GetBytes(_text.ToString());
        _text.Clear();
        return bytes;
    }

    public override string ToString() => _text.ToString();

    [InterpolatedStringHandler]
    internal readonly ref struct Markup(int literalLength, int formattedCount, Html html)
    {
        private readonly StringBuilder _text = html._text.EnsureRoom(literalLength + 8 * formattedCount);

        public void AppendLiteral(string markup) => _text.Append(markup);

        public void AppendFormatted(string? text) => HtmlText.Append(_text, text);

        public void AppendFormatted(long number) => _text.Append(CultureInfo.InvariantCulture, $"{number}");

        /// <summary>Coordinates: two digits behind the point are a hundredth of a pixel.</summary>
        public void AppendFormatted(double number) => _text.Append(CultureInfo.InvariantCulture, $"{number:0.##}");
    }
}

internal static class StringBuilderRoom
{
    public static StringBuilder EnsureRoom(this StringBuilder text, int more)
    {
        text.EnsureCapacity(text.Length + more);
        return text;
    }
}
