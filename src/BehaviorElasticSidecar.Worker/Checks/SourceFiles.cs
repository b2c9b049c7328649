using System.Text.Json;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features.Files;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Worker.Checks;

/// <summary>The same survey over exported files: plain events or hits of dump tools, read as <c>analyze</c> reads them.</summary>
internal static class SourceFiles
{
    private const int BlockBytes = 256 << 10;

    /// <param name="most">Events looked at of each file, from its beginning.</param>
    /// <returns>Also how many lines are no events: no JSON objects, too long, or behind the damage of a file.</returns>
    /// <exception cref="EventFilesException">No such file.</exception>
    public static (SourceProposals Proposals, long Broken) Survey(
        IReadOnlyList<string> paths, IReadOnlyList<Source> sources, int most, CancellationToken cancellationToken)
    {
        var patterns = sources.ToDictionary(s => s.Id, s => new IndexPatterns(s.Indices), StringComparer.Ordinal);
        var (survey, block, broken) = (new SourceSurvey(sources), new EventBlock(), 0L);
        foreach (var file in EventFiles.Expand(paths))
        {
            using var reader = new LineBlockReader(file.Path);
            var left = most;
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                block.Clear();
                reader.Fill(block, BlockBytes);
                broken += block.Drops.Count(DropReason.LineTooLong) + block.Drops.Count(DropReason.TruncatedGzip);
                for (var from = 0; from < block.Length && left > 0; left--)
                {
                    var end = Array.IndexOf(block.Buffer, (byte)'\n', from, block.Length - from);
                    var line = block.Buffer.AsMemory(from..(end < 0 ? block.Length : end));
                    from += line.Length + 1;
                    if (!line.Span.Trim(" \t\r"u8).IsEmpty && !TryAdd(line, survey, (source, index) => patterns[source.Id].Match(index)))
                        broken++;
                }
            }
            while (left > 0 && !block.IsLast);
        }

        return (new SourceProposals(
            [.. survey.Found.Select(c => new SourceProposal(c, c.Events, c.Source.Indices))],
            [.. survey.Unread.Select(u => new UnreadIndex(u.Key, u.Value))], new Dictionary<string, string>()), broken);
    }

    private static bool TryAdd(ReadOnlyMemory<byte> line, SourceSurvey survey, Func<Source, string, bool> matches)
    {
        try
        {
            using var parsed = JsonDocument.Parse(line);
            if (parsed.RootElement.ValueKind != JsonValueKind.Object)
                return false;
            var isHit = parsed.RootElement.TryGetProperty("_source", out var source) && source.ValueKind == JsonValueKind.Object;
            var index = isHit && parsed.RootElement.TryGetProperty("_index", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
            var fields = FlatEvent.Of(isHit ? source : parsed.RootElement);
            survey.Add(fields, SourceMatch.DatasetOf(fields, index), s => index is null || matches(s, index));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
