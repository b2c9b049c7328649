using BehaviorElasticSidecar.Sources;
using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Tests.Sources;

public sealed class SourceReaderTests
{
    private readonly YamlFaults _faults = new();

    [Fact]
    public void A_whole_source_is_read()
    {
        var source = Read("""
            id: vpn
            indices: [vpn-*, remote:vpn-*, -vpn-test-*]
            filter: { module: openvpn, not: { exists: [error.message] } }
            time_field: ts
            ingested_field: ''
            ingest_delay: 30m
            fields: { user.name: login, source.ip: client }
            constants: { event.category: authentication }
            entities: { user: [user.email, user.name] }
            """)!;

        _faults.Sorted.ShouldBeEmpty();
        source.ShouldSatisfyAllConditions(
            s => s.Indices.ShouldBe(["vpn-*", "remote:vpn-*", "-vpn-test-*"]),
            s => s.Filter.ShouldBe(new EventFilter([new("error.message", [], true), new("event.module", ["openvpn"])])),
            s => s.TimeField.ShouldBe("ts"),
            s => s.IngestedField.ShouldBe(""),
            s => s.IngestDelay.ShouldBe(TimeSpan.FromMinutes(30)),
            s => s.FieldOf("user.name").ShouldBe("login"),
            s => s.Constants["event.category"].ShouldBe("authentication"),
            s => s.EntitySteps["user"].Select(e => e.Field).ShouldBe(["user.email", "user.name"]));
    }

    [Fact]
    public void What_is_not_given_has_the_defaults_of_ecs()
    {
        var source = Read("id: a\nindices: logs-*\n")!;

        (source.TimeField, source.IngestedField, source.IngestDelay, source.Filter)
            .ShouldBe(("@timestamp", "event.ingested", TimeSpan.FromMinutes(5), EventFilter.Everything));
    }

    [Theory]
    [InlineData("indices: logs-*", "id")]
    [InlineData("id: a", "indices")]
    [InlineData("id: A b\nindices: logs-*", "id")]
    [InlineData("id: a\nindices: [LOGS]", "indices[0]")]
    [InlineData("id: a\nindices: ['a,b']", "indices[0]")]
    [InlineData("id: a\nindices: x\ningest_delay: 2d", "ingest_delay")]
    [InlineData("id: a\nindices: x\nfilter: { category: login }", "filter.category")]
    [InlineData("id: a\nindices: x\ntime_field: 'a b'", "time_field")]
    [InlineData("id: a\nindices: x\nfields: { user: login }", "fields.user")]
    [InlineData("id: a\nindices: x\nfields: { user.name: 'a b' }", "fields.user.name")]
    [InlineData("id: a\nindices: x\nfields: { user.name: x }\nconstants: { user.name: y }", "constants.user.name")]
    [InlineData("id: a\nindices: x\nentities: { person: [user.name] }", "entities.person")]
    [InlineData("id: a\nindices: x\nentities: { user: ['user name'] }", "entities.user[0]")]
    [InlineData("id: a\nindices: x\ntimefield: ts", "timefield")]
    public void What_is_wrong_is_refused_at_its_key(string text, string key)
    {
        Read(text).ShouldBeNull();

        _faults.Sorted.ShouldHaveSingleItem().Key.ShouldBe(key);
    }

    [Fact]
    public void Without_any_source_the_shipped_one_reads_logs_and_beats()
    {
        var logs = SourceReader.ReadAll(null, null, _faults).ShouldHaveSingleItem();

        logs.Id.ShouldBe("logs");
        logs.Indices.ShouldBe(["logs-*", "filebeat-*", "winlogbeat-*", "auditbeat-*", "packetbeat-*"]);
        logs.Filter.ShouldBe(EventFilter.Everything);
    }

    [Fact]
    public void Sources_with_faults_do_not_bring_the_shipped_one_back()
    {
        var root = YamlDocument.Read("a.yml", "sources:\n  - id: a\n", _faults);

        SourceReader.ReadAll(root.Mappings("sources"), null, _faults).ShouldBeEmpty();
        _faults.Sorted.ShouldHaveSingleItem().Key.ShouldBe("sources[0].indices");
    }

    [Fact]
    public void Two_sources_with_one_id_are_a_fault()
    {
        var root = YamlDocument.Read("a.yml", "sources:\n  - { id: a, indices: x }\n  - { id: a, indices: y }\n", _faults);

        SourceReader.ReadAll(root.Mappings("sources"), null, _faults).Count.ShouldBe(1);
        _faults.Sorted.ShouldHaveSingleItem().Message.ShouldBe("the id already stands in a.yml:2:11");
    }

    private Source? Read(string text) => SourceReader.Read(YamlDocument.Read("a.yml", text, _faults), _faults);
}
