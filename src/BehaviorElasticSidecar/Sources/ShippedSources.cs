using System.Reflection;
using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Sources;

/// <summary>The source profiles that come with the program.</summary>
public static class ShippedSources
{
    private const string ResourcePrefix = "sources/", DefaultId = "logs";

    private static readonly Lazy<SortedDictionary<string, YamlMapping>> Texts = new(Load);
    private static readonly Lazy<IReadOnlyList<Source>> Read = new(ReadAll);

    /// <summary>What is read where a site names no source of its own: everything with ECS names.</summary>
    public static IReadOnlyList<Source> Default { get; } = [Profiles.Single(s => s.Id == DefaultId)];

    /// <summary>All of them, sorted by id.</summary>
    public static IReadOnlyList<Source> Profiles => Read.Value;

    /// <summary>Sorted.</summary>
    public static IReadOnlyList<string> ProfileIds => [.. Texts.Value.Keys];

    /// <summary>The keys of one; null where there is none of that id.</summary>
    public static YamlMapping? ProfileOf(string id) => Texts.Value.GetValueOrDefault(id);

    /// <summary>The text of the profile's file.</summary>
    /// <exception cref="ArgumentException">No shipped profile has the id.</exception>
    public static string TextOf(string id)
    {
        foreach (var name in Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.StartsWith(ResourcePrefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
            var text = reader.ReadToEnd();
            if (YamlDocument.Read(name, text, new YamlFaults()).Text("id") == id)
                return text;
        }

        throw new ArgumentException($"no shipped profile '{id}'", nameof(id));
    }

    private static SortedDictionary<string, YamlMapping> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var faults = new YamlFaults();
        var found = new SortedDictionary<string, YamlMapping>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(ResourcePrefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var mapping = YamlDocument.Read(name, reader.ReadToEnd(), faults);
            if (mapping.Text("id") is not { } id || !found.TryAdd(id, mapping))
                mapping.Fault("id", "missing, or another profile has it");
        }

        faults.ThrowIfAny();
        return found;
    }

    private static List<Source> ReadAll()
    {
        var faults = new YamlFaults();
        var sources = Texts.Value.Values.Select(mapping => SourceReader.Read(mapping, faults)).OfType<Source>().ToList();
        faults.ThrowIfAny();
        return sources;
    }
}
