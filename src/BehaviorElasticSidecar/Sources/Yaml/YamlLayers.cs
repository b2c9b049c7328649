using System.Reflection;

namespace BehaviorElasticSidecar.Sources.Yaml;

/// <summary>Files of one kind by the id that each holds: those that come with the program, with a site's own over them, key by key.</summary>
internal static class YamlLayers
{
    /// <summary>The embedded files under a prefix, in ordinal order, each with its path below it.</summary>
    public static IReadOnlyList<(string Path, YamlMapping Root)> Shipped(string prefix, YamlFaults faults)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var found = new List<(string, YamlMapping)>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            found.Add((name[prefix.Length..].Replace('\\', '/'), YamlDocument.Read(name, reader.ReadToEnd(), faults)));
        }

        return found;
    }

    /// <summary>A site's own; none without a folder.</summary>
    public static IReadOnlyList<(string Path, YamlMapping Root)> Site(string? folder, YamlFaults faults) =>
        folder is null ? [] : YamlFileSource.ReadFolder(folder, faults);

    /// <summary>In the order of their ids, ordinally. An id is missing or stands twice in a layer: a fault.</summary>
    public static IReadOnlyCollection<YamlMapping> Merge(
        IReadOnlyList<(string Path, YamlMapping Root)> shipped, IReadOnlyList<(string Path, YamlMapping Root)> site)
    {
        var files = ById(shipped);
        foreach (var (id, own) in ById(site))
            files[id] = files.TryGetValue(id, out var below) ? own.Over(below) : own;
        return files.Values;
    }

    private static SortedDictionary<string, YamlMapping> ById(IReadOnlyList<(string Path, YamlMapping Root)> files)
    {
        var found = new SortedDictionary<string, YamlMapping>(StringComparer.Ordinal);
        foreach (var (_, root) in files)
        {
            if (root.Text("id") is not { } id)
                root.Require("id");
            else if (!found.TryAdd(id, root))
                root.Fault("id", $"the id already stands in {found[id].PlaceOf("id")}");
        }

        return found;
    }
}
