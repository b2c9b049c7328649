using System.Reflection;
using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Sources;

/// <summary>The source profiles that come with the program: one file each, named as its id. Read when they are asked for.</summary>
public static class ShippedSources
{
    private const string ResourcePrefix = "sources/", ResourceEnding = ".yml", DefaultId = "logs";

    /// <summary>Sorted.</summary>
    public static IReadOnlyList<string> ProfileIds { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(n => n[ResourcePrefix.Length..^ResourceEnding.Length]).Order(StringComparer.Ordinal),
    ];

    private static readonly Lazy<IReadOnlyList<Source>> All = new(() => Read(ProfileIds));
    private static readonly Lazy<IReadOnlyList<Source>> OnlyDefault = new(() => Read([DefaultId]));

    /// <summary>What is read where a site names no source of its own: everything with ECS names.</summary>
    public static IReadOnlyList<Source> Default => OnlyDefault.Value;

    /// <summary>All of them, sorted by id.</summary>
    public static IReadOnlyList<Source> Profiles => All.Value;

    /// <summary>The keys of one; null where there is none of that id.</summary>
    public static YamlMapping? ProfileOf(string id) => ProfileIds.Contains(id) ? Mapping(id, new YamlFaults()) : null;

    /// <summary>The text of the profile's file.</summary>
    /// <exception cref="ArgumentException">No shipped profile has the id.</exception>
    public static string TextOf(string id)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(ResourcePrefix + id + ResourceEnding)
            ?? throw new ArgumentException($"no shipped profile '{id}'", nameof(id));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static YamlMapping Mapping(string id, YamlFaults faults) => YamlDocument.Read(ResourcePrefix + id + ResourceEnding, TextOf(id), faults);

    private static IReadOnlyList<Source> Read(IEnumerable<string> ids)
    {
        var faults = new YamlFaults();
        IReadOnlyList<Source> sources = [.. ids.Select(id => SourceReader.Read(Mapping(id, faults), faults)).OfType<Source>()];
        faults.ThrowIfAny();
        return sources;
    }
}
