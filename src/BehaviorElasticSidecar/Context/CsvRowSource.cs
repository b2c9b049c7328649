using System.Runtime.CompilerServices;
using CsvHelper;

namespace BehaviorElasticSidecar.Context;

/// <summary>Rows of a CSV file with a header: comma, semicolon, tab or bar, quotes as RFC 4180 has them, UTF-8 or what its byte order mark says.</summary>
internal static class CsvRowSource
{
    /// <summary>Longest row in bytes; a quote that is never closed would otherwise swallow the file.</summary>
    private const int LongestRow = 64 * 1024;

    public static async IAsyncEnumerable<ContextRow> ReadAsync(ContextList list, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isBroken = false;
        var options = new CsvReaderOptions
        {
            Separator = list.Delimiter, TrackLineNumbers = true, MaxRecordSize = LongestRow, IncludeValuesInExceptions = false, OnMalformedRecord = _ => isBroken = true,
        };
        var file = new FileStream(list.File!, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await using var reader = CsvReader.Create(file, options, leaveOpen: false);
        var row = await NextAsync(reader, header: true, cancellationToken);
        if (row is not null)
        {
            yield return row;
            yield break;
        }

        var header = Header(reader.Headers);
        foreach (var (attribute, column) in list.Columns.Where(c => (list.Map.ContainsKey(c.Attribute) || c.Attribute == ContextAttributes.Name) && !header.ContainsKey(c.Column)))
            yield return ContextRow.Unreadable(1, $"no column '{column}' for {attribute}");
        var columns = list.Columns.Where(c => header.ContainsKey(c.Column)).Select(c => (c.Attribute, At: header[c.Column])).ToList();
        var (line, width) = (1L, reader.Headers.Count);
        while ((row = await NextAsync(reader, header: false, cancellationToken)) is null)
        {
            line = reader.LineNumber;
            yield return isBroken ? ContextRow.Unreadable(line, "its quotes do not match")
                : reader.FieldCount < width ? ContextRow.Unreadable(line, "fewer columns than the header")
                : new ContextRow(line, columns.ToDictionary(c => c.Attribute, c => reader.GetString(c.At), StringComparer.Ordinal));
            isBroken = false;
        }

        if (row != AtEnd)
            yield return row with { Line = line + 1 };
    }

    private static readonly ContextRow AtEnd = ContextRow.Unreadable(0, "the end");

    /// <summary>Null: there is one; else <see cref="AtEnd"/>, or why nothing more can be read.</summary>
    private static async Task<ContextRow?> NextAsync(CsvReader reader, bool header, CancellationToken cancellationToken)
    {
        try
        {
            if (!header)
                return await reader.ReadAsync(cancellationToken) ? null : AtEnd;
            await reader.ReadHeaderAsync(cancellationToken);
            return reader.Headers.Count > 0 ? null : ContextRow.Unreadable(1, "the file is empty");
        }
        catch (CsvFormatException)
        {
            return ContextRow.Unreadable(1, "a row has no end: is a quote left open? Nothing after it is read");
        }
    }

    /// <summary>Names in any case, without the spaces around them; of two alike the first counts.</summary>
    private static Dictionary<string, int> Header(IReadOnlyList<string> names)
    {
        var header = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < names.Count; i++)
            header.TryAdd(names[i].Trim(), i);
        return header;
    }
}
