using System.Text;

namespace BehaviorElasticSidecar.Sources.Yaml;

/// <summary>Finds the YAML files of a folder and its folders, in ordinal order of their relative paths.</summary>
public static class YamlFileSource
{
    private const int MaxFiles = 2_000;

    /// <summary>Relative path (with <c>/</c>) and root of every <c>*.yml</c> and <c>*.yaml</c>; a folder or file that cannot be read is a fault.</summary>
    public static IReadOnlyList<(string Path, YamlMapping Root)> ReadFolder(string folder, YamlFaults faults, Func<string, string>? expand = null)
    {
        var found = new List<(string, YamlMapping)>();
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        foreach (var path in Files(folder, faults))
        {
            var relative = Path.GetRelativePath(folder, path).Replace('\\', '/');
            var shown = $"{name}/{relative}";
            if (Text(path, shown, faults) is { } text)
                found.Add((relative, YamlDocument.Read(shown, text, faults, expand)));
        }

        return found;
    }

    /// <summary>The text of one file; null with a fault if it cannot be read, is no UTF-8 or is too long.</summary>
    public static string? Text(string path, string shown, YamlFaults faults)
    {
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length > YamlTreeReader.MaxCharacters * 4L)
                return Refused(shown, "the file is too long for settings", faults);
            using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            return Refused(shown, "the file is not UTF-8 text", faults);
        }
        catch (IOException unreadable)
        {
            return Refused(shown, $"the file cannot be read: {unreadable.Message}", faults);
        }
        catch (UnauthorizedAccessException)
        {
            return Refused(shown, "the file may not be read by this account", faults);
        }
    }

    private static List<string> Files(string folder, YamlFaults faults)
    {
        try
        {
            var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(f => f.EndsWith(".yml", StringComparison.Ordinal) || f.EndsWith(".yaml", StringComparison.Ordinal))
                .Take(MaxFiles + 1).Order(StringComparer.Ordinal).ToList();
            if (files.Count > MaxFiles)
                Refused(folder, $"the folder holds more than {MaxFiles} YAML files", faults);
            return files;
        }
        catch (IOException unreadable)
        {
            Refused(folder, $"the folder cannot be read: {unreadable.Message}", faults);
        }
        catch (UnauthorizedAccessException)
        {
            Refused(folder, "the folder may not be read by this account", faults);
        }

        return [];
    }

    private static string? Refused(string shown, string message, YamlFaults faults)
    {
        faults.Add(new YamlPlace(shown, 0, 0), "", message);
        return null;
    }
}
