using BehaviorElasticSidecar.Detectors;

namespace BehaviorElasticSidecar.Tests.Detectors;

public sealed class SentenceTemplateTests
{
    [Fact]
    public void Dotted_names_and_blocks_are_filled()
    {
        Render("{{entity}} did {{actual}}{{#if typical.median}}, usual {{typical.median}}{{else}}, nothing usual{{/if}}{{#unless times}}!{{/unless}}",
            ("entity", "ana"), ("actual", "5"), ("typical.median", "2")).ShouldBe("ana did 5, usual 2!");
    }

    [Fact]
    public void A_list_is_joined_or_walked()
    {
        Render("{{typical.values}} / {{#each typical.values}}<{{this}}>{{#unless @last}}+{{/unless}}{{/each}}", ("typical.values", new[] { "DE", "FR" }))
            .ShouldBe("DE, FR / <DE>+<FR>");
    }

    [Fact]
    public void Log_text_enters_as_data_never_as_template_and_unescaped()
    {
        Render("{{value}}", ("value", "{{entity}} & <b> \"x\" {{{y}}}")).ShouldBe("{{entity}} & <b> \"x\" {{{y}}}");
    }

    [Fact]
    public void A_name_without_a_value_gives_nothing()
    {
        Render("a{{value}}b{{#if partner}}c{{/if}}", ("value", null)).ShouldBe("ab");
    }

    [Fact]
    public void A_sentence_is_never_longer_than_its_bound()
    {
        Render("{{value}}", ("value", new string('x', 5000))).Length.ShouldBe(SentenceTemplate.MaxLength);
    }

    [Theory]
    [InlineData("{{enity}}", "'enity' is not a name that a sentence can use")]
    [InlineData("{{entity.Length}}", "'entity.Length' is not a name")]
    [InlineData("{{typical}}", "'typical' is not a name")]
    [InlineData("{{this}}", "'this' is not a name")]
    [InlineData("{{../entity}}", "'../entity' is not a name")]
    [InlineData("{{> partial}}", "is not a name")]
    [InlineData("{{#with entity}}x{{/with}}", "the block 'with' is not known")]
    [InlineData("{{#each entity}}x{{/each}}", "'entity' is not a list")]
    [InlineData("{{#if entity}}x", "not closed")]
    [InlineData("{{#if entity}}x{{/unless}}", "not the one that is open")]
    [InlineData("{{/if}}", "not the one that is open")]
    [InlineData("{{else}}", "'else' outside of a block")]
    [InlineData("{{{entity}}}", "three braces")]
    [InlineData("{{lookup entity 0}}", "is not a name")]
    [InlineData("{{entity", "'{{' without '}}'")]
    public void What_a_sentence_may_not_hold_is_named(string sentence, string message)
    {
        SentenceGrammar.Faults(sentence).ShouldContain(f => f.Message.Contains(message, StringComparison.Ordinal));
        Should.Throw<FormatException>(() => SentenceTemplate.Compile(sentence));
    }

    [Fact]
    public void Every_name_that_is_allowed_can_be_filled()
    {
        foreach (var name in Detector.SentenceFields)
            Render($"<{{{{{name}}}}}>", (name, "x")).ShouldBe("<x>");
    }

    private static string Render(string sentence, params (string Name, object? Value)[] values) =>
        SentenceTemplate.Compile(sentence).Render(values.ToDictionary(v => v.Name, v => v.Value));
}
