using System.Reflection;
using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Sources;

/// <summary>The source profiles that come with the program; used where a site names none of its own.</summary>
public static class ShippedSources
{
    private const string ResourcePrefix = "sources/";

    private static readonly Lazy<IReadOnlyList<Source>> Loaded = new(Load);

    /// <summary>Sorted by id.</summary>
    public static IReadOnlyList<Source> All => Loaded.Value;

    private static List<Source> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var faults = new YamlFaults();
        var found = new List<Source>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(ResourcePrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            if (SourceReader.Read(YamlDocument.Read(name, reader.ReadToEnd(), faults), faults) is { } source)
                found.Add(source);
        }

        faults.ThrowIfAny();
        return found;
    }
}
