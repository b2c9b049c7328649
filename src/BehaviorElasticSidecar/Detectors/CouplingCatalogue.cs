using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Detectors;

/// <summary>All couplings of a run, sorted by id: the shipped ones, with a site's own files over them.</summary>
public sealed class CouplingCatalogue
{
    private const string ResourcePrefix = "couplings/";

    private CouplingCatalogue(IReadOnlyList<Coupling> all) => All = all;

    /// <summary>Also those that are switched off; sorted by id, ordinally.</summary>
    public IReadOnlyList<Coupling> All { get; }

    public IReadOnlyList<Coupling> Active => [.. All.Where(c => c.Mode == DetectorMode.On)];

    /// <summary>Keys of a file; <c>docs/detectors.md</c> follows this table.</summary>
    public static YamlGrammar Grammar { get; } = new(
    [
        new("id", YamlKeyKind.Text, "Name, e.g. collection-and-exfiltration. A site's file with the id of a shipped coupling changes only the keys that it holds.")
        {
            Required = true, Pattern = "[a-z0-9][a-z0-9-]*", Hint = "lower case letters, digits and -", MaxLength = 80,
        },
        new("title", YamlKeyKind.Text, "What the two together mean, in a few words.") { Required = true, MaxLength = 120 },
        new("description", YamlKeyKind.Text, "Why the two belong together.") { MaxLength = 2000 },
        new("one", YamlKeyKind.Texts, "Tags of the first group of detectors.") { Required = true, Pattern = "[a-z0-9][a-z0-9-]*", Hint = "a tag of detectors" },
        new("other", YamlKeyKind.Texts, "Tags of the second group.") { Required = true, Pattern = "[a-z0-9][a-z0-9-]*", Hint = "a tag of detectors" },
        new("mode", YamlKeyKind.Text, "on or off. Default on.") { Allowed = ["on", "off"] },
    ]);

    /// <summary>Without a site's own. Stands below the grammar, which it is read with.</summary>
    public static CouplingCatalogue Shipped { get; } = Load(null);

    /// <summary>Throws <see cref="YamlFaultsException"/> with every fault of every file.</summary>
    /// <param name="siteFolder">A site's <c>couplings.d</c>; null for none.</param>
    public static CouplingCatalogue Load(string? siteFolder)
    {
        var faults = new YamlFaults();
        var catalogue = Load(siteFolder, faults);
        faults.ThrowIfAny();
        return catalogue;
    }

    /// <summary>The same, collecting the faults beside those of other settings; couplings with faults are left out.</summary>
    public static CouplingCatalogue Load(string? siteFolder, YamlFaults faults)
    {
        var files = YamlLayers.Merge(YamlLayers.Shipped(ResourcePrefix, faults), YamlLayers.Site(siteFolder, faults));
        return new CouplingCatalogue([.. files.Select(f => Read(f, faults)).OfType<Coupling>()]);
    }

    private static Coupling? Read(YamlMapping file, YamlFaults faults)
    {
        var before = faults.Count;
        Grammar.Check(file);
        return faults.Count > before ? null : new Coupling
        {
            Id = file.Text("id")!,
            Title = file.Text("title")!,
            Description = file.Text("description")?.Trim(),
            One = [.. file.TextList("one")!.Order(StringComparer.Ordinal)],
            Other = [.. file.TextList("other")!.Order(StringComparer.Ordinal)],
            Mode = Enum.Parse<DetectorMode>(file.Text("mode") ?? "on", ignoreCase: true),
        };
    }
}
