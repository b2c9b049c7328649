using BehaviorElasticSidecar.Sources.Yaml;
using FsCheck;
using FsCheck.Fluent;

namespace BehaviorElasticSidecar.Tests.Sources.Yaml;

public sealed class YamlDocumentTests
{
    private readonly YamlFaults _faults = new();

    [Fact]
    public void Broken_yaml_is_a_fault_with_its_line()
    {
        YamlDocument.Read("a.yml", "id: x\nlist: [1, 2\nother: y\n", _faults).Keys.ShouldBeEmpty();

        _faults.Sorted.ShouldHaveSingleItem().Line.ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData("k: \"\\U99999999\"")]
    [InlineData("k: !<> x")]
    public void What_the_parser_itself_stumbles_over_is_a_fault_too(string text)
    {
        YamlDocument.Read("a.yml", text, _faults);

        _faults.Sorted.ShouldHaveSingleItem().Message.ShouldContain("not valid YAML");
    }

    [Fact]
    public void A_key_given_twice_is_a_fault_and_the_first_one_holds()
    {
        YamlDocument.Read("a.yml", "id: x\nid: y\n", _faults).Text("id").ShouldBe("x");

        _faults.Sorted.ShouldHaveSingleItem().Line.ShouldBe(2);
    }

    [Fact]
    public void A_root_that_is_a_list_is_a_fault()
    {
        YamlDocument.Read("a.yml", "- a\n- b\n", _faults);

        _faults.Sorted.ShouldHaveSingleItem().Message.ShouldContain("a list");
    }

    [Fact]
    public void An_empty_file_has_no_keys_and_no_faults()
    {
        YamlDocument.Read("a.yml", "# nothing but a comment\n", _faults).Keys.ShouldBeEmpty();
        _faults.Count.ShouldBe(0);
    }

    [Fact]
    public void A_second_document_is_a_fault()
    {
        YamlDocument.Read("a.yml", "id: x\n---\nid: y\n", _faults);

        _faults.Sorted.ShouldHaveSingleItem().Message.ShouldContain("second document");
    }

    [Fact]
    public void Aliases_are_read_where_they_stay_small()
    {
        var root = YamlDocument.Read("a.yml", "one: &a { x: 1 }\ntwo: *a\n", _faults);

        root.Mapping("two")!.Whole("x").ShouldBe(1);
        _faults.Count.ShouldBe(0);
    }

    [Fact]
    public void An_anchor_bomb_is_refused()
    {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 12)
            .Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n"));

        YamlDocument.Read("a.yml", text, _faults);

        _faults.Sorted.ShouldHaveSingleItem().Message.ShouldContain("aliases written out");
    }

    [Fact]
    public void An_anchor_that_holds_itself_is_refused()
    {
        YamlDocument.Read("a.yml", "a: &a [*a]\n", _faults);

        _faults.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    public void Deep_nesting_is_refused_early(string opening)
    {
        YamlDocument.Read("a.yml", "k: " + string.Concat(Enumerable.Repeat(opening, 100_000)), _faults);

        _faults.Sorted.ShouldHaveSingleItem().Message.ShouldContain("nested deeper than 32 levels");
    }

    [Fact]
    public void Too_long_a_file_is_refused_unread()
    {
        YamlDocument.Read("a.yml", new string('#', YamlTreeReader.MaxCharacters + 1), _faults);

        _faults.Sorted.ShouldHaveSingleItem().Message.ShouldContain("longer than");
    }

    [Fact]
    public void Values_are_expanded_after_parsing_so_that_they_cannot_change_the_structure()
    {
        var root = YamlDocument.Read("a.yml", "password: ${PASSWORD}\n", _faults, _ => "x\nadmin: true");

        root.Keys.ShouldBe(["password"]);
        root.Text("password").ShouldBe("x\nadmin: true");
    }

    [Fact]
    public void What_cannot_be_expanded_is_a_fault_at_its_place()
    {
        YamlDocument.Read("a.yml", "engine:\n  url: ${URL}\n", _faults, t => t.Contains("${", StringComparison.Ordinal) ? throw new FormatException("URL is not set") : t);

        _faults.Sorted.ShouldHaveSingleItem().ToString().ShouldBe("a.yml:2:8: engine.url: URL is not set (seen: ${URL})");
    }

    [Fact]
    public void No_text_makes_the_reader_throw()
    {
        var tokens = Gen.Elements("a", ": ", "\n", "  ", "- ", "[", "]", "{", "}", "&x", "*x", "'", "\"", "|", ">", "!", "!!str ", "%", "---", "...", "?", "#", "\t", "\0", "\\u", ",", "~", "@", "`", "\ud800", "\"\\U99999999\"", "!<>");
        var texts = Gen.ListOf(tokens).Select(string.Concat);

        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var root = YamlDocument.Read("a.yml", text, new YamlFaults());
            foreach (var key in root.Keys)
                root.TextList(key);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(11, 7));
    }
}
