using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Tests.Detectors;

public sealed class CouplingCatalogueTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_shipped_coupling_has_two_groups_of_shipped_detectors()
    {
        var detectors = DetectorCatalogue.Load(null, MeasureCatalogue.Shipped.Grammars).All;
        CouplingCatalogue.Shipped.All.Count.ShouldBeGreaterThanOrEqualTo(5);
        foreach (var coupling in CouplingCatalogue.Shipped.All)
            foreach (var group in new[] { coupling.One, coupling.Other })
                detectors.Count(d => d.Tags.Any(group.Contains)).ShouldBeGreaterThanOrEqualTo(2, $"{coupling.Id}: {string.Join(' ', group)}");
    }

    [Fact]
    public void A_site_adds_its_own_and_switches_off_shipped_ones()
    {
        File.WriteAllText(Path.Combine(_folder, "own.yml"), "id: own\ntitle: Own\none: [discovery]\nother: [impact]\n");
        File.WriteAllText(Path.Combine(_folder, "off.yml"), "id: collection-and-exfiltration\nmode: off\n");
        var catalogue = CouplingCatalogue.Load(_folder);

        catalogue.Active.Select(c => c.Id).ShouldContain("own");
        catalogue.Active.Select(c => c.Id).ShouldNotContain("collection-and-exfiltration");
        catalogue.All.Select(c => c.Id).ShouldContain("collection-and-exfiltration");
    }

    [Fact]
    public void What_is_wrong_is_named_with_file_line_key_and_what_is_allowed()
    {
        File.WriteAllText(Path.Combine(_folder, "wrong.yml"), "id: Own\ntitle: Own\none: [discovery]\nmood: on\n");
        var faults = new YamlFaults();
        CouplingCatalogue.Load(_folder, faults).All.ShouldAllBe(c => c.Id != "Own");

        var said = string.Join('\n', Should.Throw<YamlFaultsException>(faults.ThrowIfAny).Message);
        said.ShouldContain("wrong.yml");
        said.ShouldContain("mood");
        said.ShouldContain("other");
    }
}
