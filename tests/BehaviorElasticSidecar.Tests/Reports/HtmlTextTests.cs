using System.Globalization;
using System.Text;
using BehaviorElasticSidecar.Reports;
using FsCheck;
using FsCheck.Fluent;

namespace BehaviorElasticSidecar.Tests.Reports;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")]
    [InlineData("\" onload=\"x&y", "&quot; onload=&quot;x&amp;y")]
    [InlineData("a\u0000b\u001B[31m", "a\u2400b\u241B[31m")]
    [InlineData("admin\u202Egpj.exe", "admin[U+202E]gpj.exe")]
    [InlineData("ro\u200Bot", "ro[U+200B]ot")]
    [InlineData("line\nnext", "line next")]
    [InlineData("José 名 🙂", "José 名 🙂")]
    public void Hostile_text_becomes_visible_and_harmless(string text, string expected) => Escaped(text).ShouldBe(expected);

    /// <summary>Not a theory's case: attributes are stored as UTF-8, which has no half surrogates.</summary>
    [Fact]
    public void Half_a_surrogate_is_replaced() => Escaped("x" + '\uD800' + "y").ShouldBe("x\uFFFDy");

    [Fact]
    public void Text_that_is_too_long_is_cut_and_says_so() =>
        Escaped(new string('a', HtmlText.MaxLength + 7)).ShouldBe(new string('a', HtmlText.MaxLength) + "… (7 more characters)");

    [Fact]
    public void No_text_leaves_markup_controls_or_hidden_marks() => Prop
        .ForAll<string?>(text => Escaped(text ?? "").EnumerateRunes().All(r => r.Value is not ('<' or '>' or '"' or '\'')
            && Rune.GetUnicodeCategory(r) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse)))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(5, 13));

    private static string Escaped(string text)
    {
        var to = new StringBuilder();
        HtmlText.Append(to, text);
        return to.ToString();
    }
}
