using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace BehaviorElasticSidecar.Worker.Tests;

/// <summary>No Docker runs here: what can be said of the files is said.</summary>
public sealed partial class ComposeTests
{
    private static readonly YamlMappingNode Compose = Read();

    private static Dictionary<string, YamlMappingNode> Services =>
        ((YamlMappingNode)Compose["services"]).Children.ToDictionary(c => c.Key.ToString(), c => Merged((YamlMappingNode)c.Value));

    private static IEnumerable<KeyValuePair<string, YamlMappingNode>> Sidecars => Services.Where(s => s.Key.StartsWith("sidecar", StringComparison.Ordinal));

    [Fact]
    public void Both_stacks_have_engine_dashboards_and_sidecar()
    {
        Services.Where(s => Profiles(s.Value).Length == 0).Select(s => s.Key).Order().ShouldBe(["opensearch", "opensearch-dashboards", "sidecar"]);
        Services.Where(s => Profiles(s.Value).Contains("elastic")).Select(s => s.Key).Order().ShouldBe(["elasticsearch", "kibana", "kibana-user", "sidecar-elastic"]);
    }

    [Fact]
    public void Images_are_pinned()
    {
        foreach (var (name, service) in Services)
            service["image"].ToString().ShouldMatch(@":\d+\.\d+\.\d+", name);
        foreach (Match from in FromLines().Matches(Dockerfile()))
            from.Groups[1].Value.ShouldMatch(@":\d+\.\d+\.\d+");
    }

    [Fact]
    public void The_sidecar_is_not_root_and_writes_nothing_but_tmp()
    {
        foreach (var (name, service) in Sidecars)
        {
            service["user"].ToString().ShouldBe("1654:1654", name);
            service["read_only"].ToString().ShouldBe("true", name);
            service["tmpfs"].ToString().ShouldContain("/tmp");
            service["cap_drop"].ToString().ShouldContain("ALL");
            service["security_opt"].ToString().ShouldContain("no-new-privileges:true");
            ((YamlSequenceNode)service["volumes"]).ShouldAllBe(v => v.ToString().EndsWith(":ro", StringComparison.Ordinal), name);
        }

        Dockerfile().ShouldContain("USER 1654:1654");
        Dockerfile().ShouldContain("HEALTHCHECK");
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var volumes = ((YamlMappingNode)Compose["volumes"]).Children.Keys.Select(k => k.ToString()).ToList();
        foreach (var (name, service) in Services)
        {
            if (service.Children.TryGetValue("depends_on", out var needs))
                foreach (var needed in ((YamlMappingNode)needs).Children)
                {
                    Services.ShouldContainKey(needed.Key.ToString(), name);
                    if (needed.Value["condition"].ToString() == "service_healthy")
                        Services[needed.Key.ToString()].Children.ContainsKey("healthcheck").ShouldBeTrue(name);
                }

            if (service.Children.TryGetValue("volumes", out var mounts))
                foreach (var mount in (YamlSequenceNode)mounts)
                {
                    var from = mount.ToString().Split(':')[0];
                    (volumes.Contains(from) || File.Exists(Path.Combine(Approved.Root(), from))).ShouldBeTrue($"{name}: {from}");
                }
        }
    }

    [Fact]
    public void The_sidecar_s_variables_are_settings_that_exist_and_point_at_its_engine()
    {
        foreach (var (name, service) in Sidecars)
        {
            using var sidecar = new SidecarProcess();
            var variables = ((YamlMappingNode)service["environment"]).Children.ToDictionary(v => v.Key.ToString(), v => v.Value.ToString());
            foreach (var (key, value) in variables.Where(v => v.Key != "BEHAVIOR_SIDECAR_CONFIG"))
                sidecar.Environment[key] = value.Contains("${", StringComparison.Ordinal) ? "secret" : value;
            sidecar.Run("run", "--once").ShouldBe(Worker.Verbs.ExitCode.Fine, $"{name}: {sidecar.Complained}");
            var engine = new Uri(variables["BEHAVIOR_SIDECAR__ENGINE__NODES"]).Host;
            ((YamlMappingNode)service["depends_on"]).Children.Keys.Select(k => k.ToString()).ShouldContain(engine);
            variables["BEHAVIOR_SIDECAR__ENGINE__PASSWORD"].ShouldStartWith("${");
        }
    }

    [Fact]
    public void No_secret_stands_in_the_file_and_ports_are_open_to_this_machine_only()
    {
        foreach (var (name, service) in Services)
        {
            if (service.Children.TryGetValue("ports", out var ports))
                ((YamlSequenceNode)ports).ShouldAllBe(p => p.ToString().StartsWith("127.0.0.1:", StringComparison.Ordinal), name);
            if (!service.Children.TryGetValue("environment", out var environment))
                continue;
            // The dashboards' own user of a fresh OpenSearch has a documented password.
            foreach (var (key, value) in ((YamlMappingNode)environment).Children.Where(v => v.Key.ToString().EndsWith("PASSWORD", StringComparison.Ordinal)))
                (value.ToString().StartsWith("${", StringComparison.Ordinal) || value.ToString() == "kibanaserver").ShouldBeTrue($"{name}: {key}");
        }
    }

    private static string[] Profiles(YamlMappingNode service) =>
        service.Children.TryGetValue("profiles", out var profiles) ? [.. ((YamlSequenceNode)profiles).Select(p => p.ToString())] : [];

    /// <summary>With what <c>&lt;&lt;</c> brings in.</summary>
    private static YamlMappingNode Merged(YamlMappingNode service)
    {
        if (!service.Children.TryGetValue("<<", out var below))
            return service;
        var merged = new YamlMappingNode(((YamlMappingNode)below).Children);
        foreach (var (key, value) in service.Children.Where(c => c.Key.ToString() != "<<"))
            merged.Children[key] = value;
        return merged;
    }

    private static YamlMappingNode Read()
    {
        var yaml = new YamlStream();
        using var reader = new StreamReader(Path.Combine(Approved.Root(), "docker-compose.yml"));
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static string Dockerfile() => File.ReadAllText(Path.Combine(Approved.Root(), "Dockerfile"));

    [GeneratedRegex(@"^FROM (\S+)", RegexOptions.Multiline, 1000)]
    private static partial Regex FromLines();
}
