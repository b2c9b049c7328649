using System.IO.Compression;
using System.Text.Json;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features.Files;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Worker.Checks;

/// <summary>The same survey over exported files: plain events or hits of dump tools.</summary>
internal static class SourceFiles
{
    /// <param name="most">Events looked at of each file, from its beginning.</param>
    /// <exception cref="EventFilesException">No such file.</exception>
    public static (SourceProposals Proposals, long Broken) Survey(
        IReadOnlyList<string> paths, IReadOnlyList<Source> sources, int most, CancellationToken cancellationToken)
    {
        var (survey, broken) = (new SourceSurvey(sources), 0L);
        foreach (var file in EventFiles.Expand(paths))
        {
            using var text = Open(file.Path);
            for (var left = most; left > 0 && text.ReadLine() is { } line; left--)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (line.AsSpan().Trim().Length > 0 && !TryAdd(line, survey))
                    broken++;
            }
        }

        return (new SourceProposals(
            [.. survey.Found.Select(c => new SourceProposal(c, c.Events, c.Source.Indices))],
            [.. survey.Unread.Select(u => new UnreadIndex(u.Key, u.Value))], new Dictionary<string, string>()), broken);
    }

    private static bool TryAdd(string line, SourceSurvey survey)
    {
        try
        {
            using var parsed = JsonDocument.Parse(line);
            if (parsed.RootElement.ValueKind != JsonValueKind.Object)
                return false;
            var isHit = parsed.RootElement.TryGetProperty("_source", out var source) && source.ValueKind == JsonValueKind.Object;
            var index = isHit && parsed.RootElement.TryGetProperty("_index", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
            var fields = FlatEvent.Of(isHit ? source : parsed.RootElement);
            survey.Add(fields, SourceMatch.DatasetOf(fields, index), s => index is null || new IndexPatterns(s.Indices).Match(index));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static StreamReader Open(string path)
    {
        var file = File.OpenRead(path);
        var isGzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return new StreamReader(isGzip ? new GZipStream(file, CompressionMode.Decompress) : file);
    }
}
