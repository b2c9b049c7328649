using BehaviorElasticSidecar.Entities.Aliases;
using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Tests.Entities.Aliases;

public class ManualLinksTests
{
    [Fact]
    public void Lists_of_spellings_are_read()
    {
        var faults = new YamlFaults();
        var links = ManualLinks.Read("entities.yml", "merge:\n  - names: [jdoe, 'CORP\\adm_jdoe']\nsplit:\n  - names: [jsmith, john.smith@corp.example]\n", faults);

        faults.ThrowIfAny();
        links.Merge.Single().Select(k => k.Text).ShouldBe(["jdoe", "adm_jdoe"]);
        links.Split.Single().Select(k => k.Text).ShouldBe(["jsmith", "john.smith@corp.example"]);
    }

    [Fact]
    public void Every_fault_is_said()
    {
        var faults = new YamlFaults();
        ManualLinks.Read("entities.yml", "merge:\n  - names: [jdoe, JDOE]\n  - names: [jdoe, SYSTEM]\nsplt: []\n", faults);

        var said = Should.Throw<YamlFaultsException>(faults.ThrowIfAny).Message;
        said.ShouldContain("two different spellings");
        said.ShouldContain("names nobody");
        said.ShouldContain("splt");
    }
}
