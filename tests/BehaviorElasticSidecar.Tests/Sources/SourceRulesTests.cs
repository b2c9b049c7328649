using System.Text.Json;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources;
using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Tests.Sources;

/// <summary>Conditions in sources: actor orders, derived values, noise, and profiles that a site builds on.</summary>
public sealed class SourceRulesTests
{
    private const string Vpn = """
        id: vpn
        indices: [vpn-*]
        entities:
          user: [user.name, { field: vpn.login, when: { vpn.kind: person } }]
          host: []
        derive:
          event.outcome:
            - { when: { vpn.result: [ok, granted] }, value: success }
            - { when: { exists: [vpn.result] }, value: failure }
        noise:
          - { vpn.kind: probe }
        """;

    [Fact]
    public void Conditions_are_read_as_written()
    {
        var source = Read(Vpn).Source!;

        source.EntitySteps["user"].Select(s => s.Field).ShouldBe(["user.name", "vpn.login"]);
        source.EntitySteps["user"][1].When.ShouldBe(new EventFilter([new FieldCondition("vpn.kind", ["person"])]));
        source.Derived["event.outcome"].SelectMany(r => r.Values).ShouldBe(["success", "failure"]);
        source.Noise.ShouldHaveSingleItem();
        ActorOrders.Of(source, "host").ShouldBeEmpty();
        ActorOrders.Of(source, "address").ShouldNotBeEmpty("a kind that is not named keeps the program's order");
    }

    [Theory]
    [InlineData("""{"vpn":{"login":"CORP\\Ana","kind":"person","result":"granted"}}""", "ana", "success")]
    [InlineData("""{"vpn":{"login":"ana","kind":"robot","result":"refused"}}""", null, "failure")]
    [InlineData("""{"vpn.login":"ana","vpn":{"kind":["robot","person"]},"user":{"name":"-"}}""", "ana", "unknown")]
    [InlineData("""{"user.name":"ben","vpn":{"login":"ana","kind":"person"},"event":{"outcome":"failure"}}""", "ben", "failure")]
    public void The_first_step_and_rule_that_hold_decide(string document, string? actor, string outcome)
    {
        using var parsed = JsonDocument.Parse(document);
        var read = new IdentityReader(Read(Vpn).Source!).Read(FlatEvent.Of(parsed.RootElement));

        (read.Actor, read.Outcome, read.Host).ShouldBe((actor, outcome, null));
    }

    [Fact]
    public void Noise_is_of_the_source_and_not_read()
    {
        using var parsed = JsonDocument.Parse("""{"vpn":{"kind":"probe"}}""");
        var (fields, reader) = (FlatEvent.Of(parsed.RootElement), new IdentityReader(Read(Vpn).Source!));

        (reader.IsOfSource(fields), reader.Reads(fields)).ShouldBe((true, false));
    }

    [Theory]
    [InlineData("derive: { event.outcome: [{ when: { code: 1 }, value: sucess }] }", "derive.event.outcome[0].value", "not a value that ECS has")]
    [InlineData("derive: { user.name: [{ when: { code: 1 }, value: x }] }", "derive.user.name", "unknown key")]
    [InlineData("derive: { event.outcome: [{ value: success }] }", "derive.event.outcome[0].when", "missing")]
    [InlineData("entities: { user: [{ feld: user.name }] }", "entities.user[0].feld", "did you mean 'field'")]
    [InlineData("entities: { user: [login] }", "entities.user", "not an ECS field name")]
    [InlineData("noise: [{}]", "noise", "would leave out every event")]
    [InlineData("constants: { event.outcome: success }\nderive: { event.outcome: [{ when: { code: 1 }, value: success }] }", "derive.event.outcome", "cannot be derived and constant")]
    public void What_cannot_be_meant_is_a_fault_with_its_place(string rest, string key, string message)
    {
        var (source, faults) = Read($"id: vpn\nindices: [vpn-*]\n{rest}\n");

        source.ShouldBeNull();
        faults.ShouldContain(f => f.Contains(key, StringComparison.Ordinal) && f.Contains(message, StringComparison.Ordinal), string.Join('\n', faults));
    }

    [Fact]
    public void A_site_builds_on_a_profile_and_its_keys_win()
    {
        var own = Read("profile: okta\nindices: [okta-prod-*]\n").Source!;
        var okta = ShippedSources.Profiles.Single(p => p.Id == "okta");

        own.Indices.ShouldBe(["okta-prod-*"]);
        (own.Id, own.Filter, own.Title).ShouldBe((okta.Id, okta.Filter, okta.Title));
        own.EntitySteps["user"].ShouldBe(okta.EntitySteps["user"]);
        own.Derived.Keys.ShouldBe(okta.Derived.Keys);
    }

    [Fact]
    public void A_profile_that_does_not_exist_names_the_one_that_was_meant()
    {
        var (source, faults) = Read("profile: oktaa\nindices: [x-*]\n");

        source.ShouldBeNull();
        faults.ShouldContain(f => f.Contains("did you mean 'okta'", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_shipped_profile_is_whole()
    {
        ShippedSources.Profiles.Count.ShouldBeGreaterThanOrEqualTo(90);
        foreach (var profile in ShippedSources.Profiles)
        {
            profile.Title.ShouldNotBeEmpty(profile.Id);
            profile.Indices.ShouldNotBeEmpty(profile.Id);
            var isToldByIndex = profile.Indices.All(i => ShippedSources.Profiles.Count(p => p.Indices.Contains(i)) == 1);
            (profile.Datasets.Count > 0 || profile.Filter.Conditions.Count > 0 || isToldByIndex || profile.Id is "logs" or "beats7").ShouldBeTrue($"{profile.Id} cannot be told from others");
            ShippedSources.TextOf(profile.Id).ShouldContain($"id: {profile.Id}");
        }
    }

    private static (Source? Source, IReadOnlyList<string> Faults) Read(string yaml)
    {
        var faults = new YamlFaults();
        var source = SourceReader.Read(YamlDocument.Read("test.yml", yaml, faults), faults);
        return (source, [.. faults.Sorted.Select(f => f.ToString())]);
    }
}
