using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Detectors;

/// <summary>All detectors of a run, sorted by id: the shipped packs, with a site's own files over them.</summary>
public sealed class DetectorCatalogue
{
    private const string ResourcePrefix = "packs/";

    private DetectorCatalogue(IReadOnlyList<Detector> all) => All = all;

    /// <summary>Also those that are switched off; sorted by id, ordinally.</summary>
    public IReadOnlyList<Detector> All { get; }

    /// <summary>Those that run: on or in shadow.</summary>
    public IReadOnlyList<Detector> Active => [.. All.Where(d => d.Mode != DetectorMode.Off)];

    /// <summary>Throws <see cref="YamlFaultsException"/> with every fault of every file.</summary>
    /// <param name="siteFolder">
    /// A site's <c>detectors.d</c>: a file with the id of a shipped detector changes the keys that it holds (<c>mode: off</c> switches off), a new id adds one.
    /// </param>
    public static DetectorCatalogue Load(string? siteFolder, IReadOnlyList<MeasureGrammar> measures)
    {
        var faults = new YamlFaults();
        var catalogue = Load(siteFolder, measures, faults);
        faults.ThrowIfAny();
        return catalogue;
    }

    /// <summary>The same, collecting the faults beside those of other settings; detectors with faults are left out.</summary>
    public static DetectorCatalogue Load(string? siteFolder, IReadOnlyList<MeasureGrammar> measures, YamlFaults faults) =>
        Merge(YamlLayers.Shipped(ResourcePrefix, faults), YamlLayers.Site(siteFolder, faults), measures, faults);

    /// <summary>The same with the site's files given one by one.</summary>
    internal static DetectorCatalogue Load(
        IReadOnlyList<(string Path, YamlMapping Root)> site, IReadOnlyList<MeasureGrammar> measures, YamlFaults faults) =>
        Merge(YamlLayers.Shipped(ResourcePrefix, faults), site, measures, faults);

    internal static DetectorCatalogue Merge(
        IReadOnlyList<(string Path, YamlMapping Root)> shipped, IReadOnlyList<(string Path, YamlMapping Root)> site,
        IReadOnlyList<MeasureGrammar> measures, YamlFaults faults)
    {
        foreach (var (path, root) in shipped.Concat(site))
            CheckFolder(path, root, faults);
        var reader = new DetectorReader(measures, faults);
        return new DetectorCatalogue([.. YamlLayers.Merge(shipped, site).Select(reader.Read).OfType<Detector>()]);
    }

    /// <summary>A folder with the name of a pack holds that pack's detectors and no others.</summary>
    private static void CheckFolder(string path, YamlMapping root, YamlFaults faults)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var folder = slash < 0 ? "" : path[..slash];
        if (root.Text("id") is { } id && DetectorGrammar.Packs.Contains(folder) && !id.StartsWith(folder + ".", StringComparison.Ordinal))
            faults.Add(root.PlaceOf("id"), "id", $"a detector in the folder {folder} has an id that starts with it", id, [folder + ".<name>"]);
    }
}
