using BehaviorElasticSidecar.Entities.Aliases;

namespace BehaviorElasticSidecar.Tests.Entities.Aliases;

public class AliasKeyTests
{
    [Theory]
    [InlineData(@"LAKESIDE\Sarah.Keller", "Name", "sarah.keller")]
    [InlineData("sarah.keller@LAKESIDE", "Name", "sarah.keller")]
    [InlineData("Sarah.Keller@Lakeside.Example", "Email", "sarah.keller@lakeside.example")]
    [InlineData("S-1-5-21-1180699209-877415012-3182924384-1100", "Sid", "s-1-5-21-1180699209-877415012-3182924384-1100")]
    [InlineData("C10170E3-7c40-41fb-958c-26618f70c2e2", "Guid", "c10170e3-7c40-41fb-958c-26618f70c2e2")]
    [InlineData("00u11fb87c40c10170e3", "Id", "00u11fb87c40c10170e3")]
    [InlineData("AIDAE2C2708F61268C55", "Id", "aidae2c2708f61268c55")]
    [InlineData("arn:aws:iam::444455556666:user/sarah.keller", "Arn", "arn:aws:iam::444455556666:user/sarah.keller")]
    [InlineData("CN=Sarah Keller,OU=Accounting,DC=lakeside", "DistinguishedName", "cn=sarah keller,ou=accounting,dc=lakeside")]
    [InlineData("Sarah  Keller", "FullName", "sarah keller")]
    public void A_spelling_is_folded_by_what_it_is(string raw, string kind, string text)
    {
        var key = AliasKey.Of(raw)!.Value;

        (key.Kind.ToString(), key.Text).ShouldBe((kind, text));
        AliasKey.Of(key.Text).ShouldBe(key);
    }

    [Theory]
    [InlineData("S-1-5-18")]
    [InlineData("S-1-0-0")]
    [InlineData("S-1-5-21-1180699209-877415012-3182924384-500")]
    [InlineData("S-1-5-32-544")]
    [InlineData("S-1-5-21-1-2-x-1100")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("1000")]
    [InlineData("-")]
    [InlineData("N/A")]
    [InlineData("ACC-LT-001$")]
    [InlineData(@"NT AUTHORITY\SYSTEM")]
    [InlineData("10.0.0.1")]
    [InlineData("\u0000\u0001 ")]
    public void What_names_nobody_or_everybody_is_no_key(string raw) => AliasKey.Of(raw).ShouldBeNull();

    [Fact]
    public void Full_names_are_one_with_comma_and_without_and_one_word_is_none()
    {
        AliasKey.OfFullName("Keller, Sarah").ShouldBe(AliasKey.OfFullName("sarah KELLER"));
        AliasKey.OfFullName("svc_backup").ShouldBeNull();
        AliasKey.OfFullName(new string('x', 3000) + " y").ShouldBeNull();
    }

    [Fact]
    public void Hostile_text_stays_bounded_and_on_one_line()
    {
        var key = AliasKey.Of("eve\n\u001b[2J" + new string('a', 5000))!.Value;

        key.Text.Length.ShouldBeLessThanOrEqualTo(256);
        key.Text.Any(char.IsControl).ShouldBeFalse();
    }
}
