using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace BehaviorElasticSidecar.Context;

/// <summary>Rows of a file with one JSON object a line.</summary>
internal static class NdjsonRowSource
{
    /// <summary>Longest line; a longer one is no row of a list.</summary>
    private const int LongestLine = 1024 * 1024;

    public static async IAsyncEnumerable<ContextRow> ReadAsync(ContextList list, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var text = new StreamReader(
            new FileStream(list.File!, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        var (line, number) = (new StringBuilder(), 0L);
        var buffer = new char[64 * 1024];
        for (int read; (read = await text.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            for (var from = 0; from < read;)
            {
                var end = Array.IndexOf(buffer, '\n', from, read - from);
                var to = end < 0 ? read : end;
                if (line.Length <= LongestLine)
                    line.Append(buffer, from, to - from);
                from = to + 1;
                if (end < 0)
                    continue;
                if (RowOf(list, line, ++number) is { } row)
                    yield return row;
                line.Clear();
            }
        }

        if (RowOf(list, line, number + 1) is { } last)
            yield return last;
    }

    private static ContextRow? RowOf(ContextList list, StringBuilder line, long number)
    {
        if (line.Length > LongestLine)
            return ContextRow.Unreadable(number, "the line is longer than 1 MB");
        var text = line.ToString();
        if (string.IsNullOrWhiteSpace(text))
            return null;
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object ? JsonRow.Of(list, json.RootElement, number) : ContextRow.Unreadable(number, "not a JSON object");
        }
        catch (JsonException)
        {
            return ContextRow.Unreadable(number, "not a JSON object");
        }
    }
}
