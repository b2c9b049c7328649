using System.IO.Enumeration;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>From what a user writes on the command line to files.</summary>
public static class EventFiles
{
    /// <summary>What a folder is searched for; each may be followed by <c>.gz</c>. A file that is named itself, or by a glob, may be called anything.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".ndjson", ".json", ".jsonl"];

    /// <summary>Every file once, sorted ordinally by full path, whatever the order of <paramref name="paths"/>.</summary>
    /// <exception cref="EventFilesException">A path does not exist, a folder or glob holds no event file, or a file cannot be read.</exception>
    public static IReadOnlyList<EventFile> Expand(IReadOnlyList<string> paths)
    {
        if (paths.Count == 0)
            throw new EventFilesException("No input: name at least one file, folder or glob of NDJSON events.");
        var found = new SortedDictionary<string, EventFile>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var any = false;
            foreach (var file in Matching(path))
            {
                any = true;
                found.TryAdd(Path.GetFullPath(file), Describe(file));
            }

            if (!any)
                throw new EventFilesException(NothingFound(path));
        }

        return [.. found.Values];
    }

    private static IEnumerable<string> Matching(string path)
    {
        if (File.Exists(path))
            return [path];
        if (Directory.Exists(path))
            return Below(path).Where(IsEventFile);
        return path.AsSpan().ContainsAny('*', '?') ? Glob(path) : throw new EventFilesException($"'{path}' does not exist.");
    }

    private static string NothingFound(string path) => Directory.Exists(path)
        ? $"Folder '{path}' holds no event file ({string.Join(", ", Endings)}, each also with .gz)."
        : $"No file matches '{path}'.";

    private static EventFile Describe(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return new EventFile(Path.GetFullPath(path), path.Replace('\\', '/'), stream.Length);
        }
        catch (IOException e)
        {
            throw new EventFilesException($"'{path}' cannot be read: {e.Message}", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EventFilesException($"'{path}' may not be read: {e.Message}", e);
        }
    }

    private static bool IsEventFile(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Endings.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Hidden entries are left out; linked folders are not followed, so that a loop ends.</summary>
    private static IEnumerable<string> Below(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            if (!IsHidden(file))
                yield return file;
        }

        foreach (var inner in Folders(folder))
        {
            foreach (var file in Below(inner))
                yield return file;
        }
    }

    private static IEnumerable<string> Folders(string folder) =>
        Directory.EnumerateDirectories(folder).Where(d => !IsHidden(d) && new DirectoryInfo(d).LinkTarget is null);

    private static bool IsHidden(string path) => Path.GetFileName(path).StartsWith('.');

    private static IEnumerable<string> Glob(string pattern)
    {
        var segments = pattern.Replace('\\', '/').Split('/');
        var literal = Array.FindIndex(segments, s => s.AsSpan().ContainsAny('*', '?'));
        var root = string.Join('/', segments[..literal]);
        if (literal > 0 && root.Length == 0)
            root = "/";
        return (root.Length == 0 || Directory.Exists(root)) ? Walk(root, segments[literal..]) : [];
    }

    private static IEnumerable<string> Walk(string folder, string[] segments)
    {
        var here = folder.Length == 0 ? "." : folder;
        var (head, rest) = (segments[0], segments[1..]);
        if (head == "**")
            return (rest.Length == 0 ? Below(here).Select(f => Shown(folder, f)) : Walk(folder, rest))
                .Concat(rest.Length == 0 ? [] : Folders(here).SelectMany(d => Walk(Shown(folder, d), segments)));
        if (rest.Length == 0)
            return Directory.EnumerateFiles(here).Where(f => Fits(head, f)).Select(f => Shown(folder, f));
        return Directory.EnumerateDirectories(here).Where(d => Fits(head, d)).SelectMany(d => Walk(Shown(folder, d), rest));
    }

    private static bool Fits(string segment, string path)
    {
        var name = Path.GetFileName(path);
        return (!name.StartsWith('.') || segment.StartsWith('.')) && FileSystemName.MatchesSimpleExpression(segment, name, ignoreCase: false);
    }

    /// <summary>Without the <c>./</c> that enumerating the current folder adds.</summary>
    private static string Shown(string folder, string path) => folder.Length == 0 && path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
}
