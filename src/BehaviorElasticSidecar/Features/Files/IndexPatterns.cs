using System.IO.Enumeration;
using System.Text.RegularExpressions;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Whether an index would be read under a source's patterns: wildcards, comma lists, <c>-exclusions</c> of what stands before them.</summary>
/// <remarks>
/// Dump tools name the index behind a data stream (<c>.ds-logs-x-default-2026.01.31-000007</c>, also below <c>partial-</c> and <c>restored-</c>):
/// the stream's name counts. A dump taken at a remote cluster lacks its prefix: then the pattern's prefix does not count either.
/// </remarks>
internal sealed partial class IndexPatterns
{
    private readonly List<(string Pattern, bool Excludes)> _patterns = [];

    public IndexPatterns(IReadOnlyList<string> indices)
    {
        foreach (var pattern in indices.SelectMany(i => i.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            var excludes = pattern[0] == '-' && _patterns.Count > 0;
            _patterns.Add((pattern[(excludes ? 1 : 0)..], excludes));
        }
    }

    public bool Match(string index)
    {
        var stream = DataStream(index);
        var matched = false;
        foreach (var (pattern, excludes) in _patterns)
        {
            if (Fits(pattern, index) || (stream is not null && Fits(pattern, stream)))
                matched = !excludes;
        }

        return matched;
    }

    private static bool Fits(string pattern, string index)
    {
        var colon = pattern.IndexOf(':', StringComparison.Ordinal);
        var local = colon >= 0 && !index.Contains(':', StringComparison.Ordinal) ? pattern[(colon + 1)..] : pattern;
        return local == "_all" || FileSystemName.MatchesSimpleExpression(local, index, ignoreCase: false);
    }

    private static string? DataStream(string index)
    {
        var match = BackingIndex().Match(index);
        return match.Success ? match.Groups[1].Value + match.Groups[2].Value : null;
    }

    [GeneratedRegex(@"^([^:]+:)?(?:partial-|restored-)?\.ds-(.+)-\d{4}\.\d\d\.\d\d-\d{6}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BackingIndex();
}
