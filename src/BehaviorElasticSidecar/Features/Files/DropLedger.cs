using System.Text;
using BehaviorElasticSidecar.Documents;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Drops of the whole run, each reason with its first example. Written by one thread, readable from others.</summary>
internal sealed class DropLedger(IReadOnlyList<EventFile> files, bool showExcerpts)
{
    private const int MaxExcerpt = 120;

    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[DropReasons.Count];
    private readonly string?[] _examples = new string?[DropReasons.Count];

    /// <summary>In the order of the reasons; those that occurred.</summary>
    public IReadOnlyList<DropCount> Counts
    {
        get
        {
            lock (_lock)
                return [.. Enum.GetValues<DropReason>().Where(r => _counts[(int)r] > 0).Select(r => new DropCount(r.Name(), _counts[(int)r], _examples[(int)r]))];
        }
    }

    public void Add(EventBlock block)
    {
        lock (_lock)
        {
            foreach (var reason in Enum.GetValues<DropReason>())
            {
                var count = block.Drops.Count(reason);
                if (count == 0)
                    continue;
                _counts[(int)reason] += count;
                var (line, start, length) = block.Drops.First(reason);
                _examples[(int)reason] ??= Example(block, line, block.Buffer.AsSpan(start, Math.Min(length, MaxExcerpt * 4)));
            }
        }
    }

    public void Add(DropReason reason, long count, string example)
    {
        lock (_lock)
        {
            _counts[(int)reason] += count;
            _examples[(int)reason] ??= example;
        }
    }

    public string Example(EventBlock block, in EventRecord record) =>
        Example(block, record.Line, block.Buffer.AsSpan(record.LineStart, Math.Min(record.LineLength, MaxExcerpt * 4)));

    private string Example(EventBlock block, int line, ReadOnlySpan<byte> text)
    {
        var place = $"{Safe(files[block.File].Name)}:{block.FirstLine + line}";
        return showExcerpts && text.Length > 0 ? $"{place}: {Safe(Encoding.UTF8.GetString(text))}" : place;
    }

    /// <summary>One line without control, format and broken characters, cut short: it ends up in terminals and pages.</summary>
    private static string Safe(string text)
    {
        var safe = new StringBuilder(MaxExcerpt + 1);
        foreach (var rune in text.EnumerateRunes())
        {
            if (safe.Length >= MaxExcerpt)
                return safe.Append('…').ToString();
            var category = Rune.GetUnicodeCategory(rune);
            var harmless = category is not (System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator
                or System.Globalization.UnicodeCategory.PrivateUse or System.Globalization.UnicodeCategory.OtherNotAssigned);
            safe.Append(harmless ? rune.ToString() : "·");
        }

        return safe.ToString();
    }
}
