using System.Text.Json;
using BehaviorElasticSidecar.Sources;
using BehaviorElasticSidecar.Sources.Yaml;
using BehaviorElasticSidecar.Worker.Verbs;

namespace BehaviorElasticSidecar.Worker.Tests.Verbs;

/// <summary>What <c>sources</c> says of the shipped sample, and that what it proposes can be used.</summary>
public sealed class SourcesVerbTests : IDisposable
{
    private static readonly string Sample = Path.Combine(Approved.Root(), "samples", "small-office.ndjson.gz");

    private readonly SidecarProcess _sidecar = new();

    public void Dispose() => _sidecar.Dispose();

    [Fact]
    public void Profiles_that_fit_the_sample_are_proposed_with_what_they_understand()
    {
        _sidecar.Run("sources", "detect", Sample, "--json").ShouldBe(ExitCode.Fine, _sidecar.Complained);

        using var parsed = JsonDocument.Parse(_sidecar.Printed);
        var found = parsed.RootElement.GetProperty("sources").EnumerateArray().ToDictionary(s => s.GetProperty("profile").GetString()!);
        found.Keys.ShouldBe(["aws_cloudtrail", "endpoint", "entra_signin", "fortinet_fortigate", "linux_auth", "okta", "windows_security"], ignoreOrder: true);
        found["okta"].GetProperty("actor_share").GetDouble().ShouldBe(1);
        found["okta"].GetProperty("outcome_share").GetDouble().ShouldBe(1);
        found["windows_security"].GetProperty("host_share").GetDouble().ShouldBe(1);
        parsed.RootElement.GetProperty("unread").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public void The_proposal_reads_back_as_sources()
    {
        _sidecar.Run("sources", "detect", Sample, "--write", "detected.yml").ShouldBe(ExitCode.Fine, _sidecar.Complained);

        var (faults, file) = (new YamlFaults(), Path.Combine(_sidecar.Folder, "detected.yml"));
        var read = YamlDocument.Read(file, File.ReadAllText(file), faults).Mappings("sources")!.Select(m => SourceReader.Read(m, faults)!.Id).ToList();
        faults.Sorted.ShouldBeEmpty();
        read.ShouldContain("windows_security");
        read.Count.ShouldBe(7);
        _sidecar.Run("sources", "detect", Sample, "--write", "detected.yml").ShouldBe(ExitCode.Fault, "a file that exists is kept");
    }

    [Fact]
    public void Proposed_sources_are_settings_that_analyze_takes()
    {
        _sidecar.Run("sources", "detect", Sample, "--write", "behavior-sidecar.yml").ShouldBe(ExitCode.Fine, _sidecar.Complained);

        _sidecar.Run("config", "show").ShouldBe(ExitCode.Fine, _sidecar.Complained);

        _sidecar.Printed.ShouldContain("azure.signinlogs.properties.user_principal_name");
    }

    [Fact]
    public void Events_show_who_did_what_to_whom()
    {
        _sidecar.Write("events.ndjson", """
            {"_index":"logs-okta.system-default","_source":{"event":{"action":"user.account.lock","dataset":"okta.system"},"user":{"name":"ada","target":{"name":"CORP\\Ben"}},"source":{"ip":"::ffff:10.0.0.9"},"okta":{"outcome":{"result":"SUCCESS"},"actor":{"type":"User"}}}}
            no json
            """);

        _sidecar.Run("sources", "test", "--profile", "okta", "events.ndjson").ShouldBe(ExitCode.Fine, _sidecar.Complained);

        _sidecar.Printed.ShouldMatch(@"ada\s+user\s+ben\s+-\s+10\.0\.0\.9\s+\S+\s+success\s+user\.account\.lock");
        _sidecar.Complained.ShouldContain("1 lines are no JSON objects");
    }

    [Fact]
    public void What_no_source_reads_is_named()
    {
        _sidecar.Write("events.ndjson", """{"event":{"dataset":"acme.vpn"},"login":"ada"}""");

        _sidecar.Run("sources", "test", "--profile", "okta", "events.ndjson").ShouldBe(ExitCode.Fine, _sidecar.Complained);

        _sidecar.Printed.ShouldContain("acme.vpn");
    }

    [Fact]
    public void A_profile_is_printed_as_it_stands_and_an_unknown_one_refused()
    {
        _sidecar.Run("sources", "show", "okta").ShouldBe(ExitCode.Fine, _sidecar.Complained);
        _sidecar.Run("sources", "list").ShouldBe(ExitCode.Fine, _sidecar.Complained);
        _sidecar.Printed.ShouldStartWith("# Okta");
        _sidecar.Printed.ShouldContain("windows_security");

        _sidecar.Run("sources", "show", "oktaa").ShouldBe(ExitCode.Settings);
        _sidecar.Complained.ShouldContain("sources list");
    }
}
