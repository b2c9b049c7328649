using BehaviorElasticSidecar.Worker.Settings;

namespace BehaviorElasticSidecar.Worker.Tests.Settings;

public sealed class VariableSubstitutionTests
{
    private static readonly VariableSubstitution Substitution =
        new(new Dictionary<string, string> { ["HOST"] = "es1", ["EMPTY"] = "", ["TRICK"] = "${HOST}" });

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("${HOST}", "es1")]
    [InlineData("http://${HOST}:${PORT:9200}/", "http://es1:9200/")]
    [InlineData("${EMPTY:other}", "other")]
    [InlineData("${MISSING:}", "")]
    [InlineData("${MISSING:a:b}", "a:b")]
    [InlineData("$${HOST} and $HOST", "${HOST} and $HOST")]
    [InlineData("${TRICK}", "${HOST}")]
    [InlineData("$$$${HOST}", "$$${HOST}")]
    public void A_reference_is_replaced_once(string text, string expected) => Substitution.Expand(text).ShouldBe(expected);

    [Theory]
    [InlineData("${MISSING}", "MISSING is not set")]
    [InlineData("${EMPTY}", "EMPTY is not set")]
    [InlineData("${MISSING:?ask the admins}", "ask the admins")]
    [InlineData("${HOST", "without '}'")]
    [InlineData("${}", "name of an environment variable")]
    [InlineData("${A B}", "name of an environment variable")]
    public void What_cannot_be_replaced_says_why(string text, string why) =>
        Should.Throw<FormatException>(() => Substitution.Expand(text)).Message.ShouldContain(why);
}
