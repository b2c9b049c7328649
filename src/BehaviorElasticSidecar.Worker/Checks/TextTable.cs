using System.Text;
using BehaviorElasticSidecar.Worker.Logging;

namespace BehaviorElasticSidecar.Worker.Checks;

/// <summary>Columns padded to their widest cell; the last one is left as long as it is. The same in a terminal, a pipe and a ticket.</summary>
internal static class TextTable
{
    private const int Gap = 2;

    public static string Of(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, string indent = "  ")
    {
        IReadOnlyList<string>[] lines = [header, .. rows.Select(r => (IReadOnlyList<string>)[.. r.Select(SafeText.Neutralised)])];
        var widths = Enumerable.Range(0, header.Count).Select(c => lines.Max(l => l[c].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(indent);
            for (var c = 0; c < line.Count - 1; c++)
                text.Append(line[c].PadRight(widths[c] + Gap));
            text.Append(line[^1]).Append('\n');
        }

        return string.Join('\n', text.ToString().Split('\n').Select(l => l.TrimEnd()));
    }
}
