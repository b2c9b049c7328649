using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Tests.Sources.Yaml;

public sealed class YamlMappingTests
{
    private readonly YamlFaults _faults = new();

    [Fact]
    public void An_unknown_key_is_named_with_its_place_and_the_nearest_allowed_one()
    {
        Read("bucket: 1h\ndirecton: high\n").RefuseUnknown(["direction", "bucket"]);

        _faults.Sorted.ShouldHaveSingleItem().ToString().ShouldBe(
            "a.yml:2:1: directon: unknown key, did you mean 'direction'? (seen: directon); allowed: bucket, direction");
    }

    [Fact]
    public void Faults_of_inner_mappings_carry_the_full_path()
    {
        Read("sources:\n  - id: logs\n    ingest_delay: soon\n").Mappings("sources")![0].Duration("ingest_delay").ShouldBeNull();

        var fault = _faults.Sorted.ShouldHaveSingleItem();
        (fault.Key, fault.Line, fault.Column, fault.Seen).ShouldBe(("sources[0].ingest_delay", 3, 19, "soon"));
    }

    [Fact]
    public void All_faults_are_collected_not_only_the_first()
    {
        var root = Read("a: [1]\nb: x\nc: 7\nd: maybe\n");

        root.Text("a");
        root.Number("b");
        root.Whole("c", 1, 5);
        root.Bool("d");
        root.Require("e");

        _faults.Sorted.Select(f => f.Key).ShouldBe(["e", "a", "b", "c", "d"]);
        Should.Throw<YamlFaultsException>(_faults.ThrowIfAny).Faults.Count.ShouldBe(5);
    }

    [Fact]
    public void A_single_text_stands_for_a_list_of_one()
    {
        var root = Read("one: x\nmany: [a, 'b', 4625]\n");

        root.TextList("one").ShouldBe(["x"]);
        root.TextList("many").ShouldBe(["a", "b", "4625"]);
        root.TextList("none").ShouldBeNull();
    }

    [Fact]
    public void A_key_without_a_value_counts_as_absent_but_a_quoted_nothing_does_not()
    {
        var root = Read("a:\nb: ~\nc: ''\nd: 'null'\n");

        (root.Text("a"), root.Text("b"), root.Text("c"), root.Text("d")).ShouldBe((null, null, "", "null"));
        _faults.Count.ShouldBe(0);
    }

    [Fact]
    public void An_override_from_outside_is_validated_and_named_like_a_file()
    {
        var root = Read("risk:\n  half_life: 24h\n").With("risk.half_life", "never", "environment BEHAVIOR_RISK_HALF_LIFE");

        root.Mapping("risk")!.Duration("half_life").ShouldBeNull();

        _faults.Sorted.ShouldHaveSingleItem().ToString().ShouldStartWith("environment BEHAVIOR_RISK_HALF_LIFE: risk.half_life: not a length of time");
    }

    [Fact]
    public void An_override_may_add_what_the_file_does_not_have()
    {
        var root = Read("").With("engine.url", "http://localhost:9200", "flag --url").With("engine.nodes", ["a", "b"], "flag --node");

        root.Mapping("engine")!.Text("url").ShouldBe("http://localhost:9200");
        root.Mapping("engine")!.TextList("nodes").ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Numbers_out_of_range_say_the_range()
    {
        Read("port: 70000\n").Whole("port", 1, 65535);

        _faults.Sorted.ShouldHaveSingleItem().Allowed.ShouldBe(["1 to 65535"]);
    }

    [Theory]
    [InlineData("1h", 3600)]
    [InlineData("1h30m", 5400)]
    [InlineData("90d", 7_776_000)]
    [InlineData("2w", 1_209_600)]
    [InlineData("1.5h", 5400)]
    [InlineData("500ms", 0.5)]
    [InlineData("00:05:00", 300)]
    [InlineData("1.12:00:00", 129_600)]
    public void Durations_are_read_as_people_write_them(string text, double seconds)
    {
        Read($"d: {text}\n").Duration("d")!.Value.TotalSeconds.ShouldBe(seconds);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("h")]
    [InlineData("-1h")]
    [InlineData("1y")]
    [InlineData("1h 30m")]
    [InlineData("99999999999d")]
    public void What_is_no_duration_is_a_fault(string text)
    {
        Read($"d: '{text}'\n").Duration("d").ShouldBeNull();
        _faults.Count.ShouldBe(1);
    }

    private YamlMapping Read(string text) => YamlDocument.Read("a.yml", text, _faults);
}
