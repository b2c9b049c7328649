using BehaviorElasticSidecar.Sources;
using BehaviorElasticSidecar.Tests.Features;

namespace BehaviorElasticSidecar.Tests.Sources;

public class SourceCapabilitiesTests
{
    [Fact]
    public void Text_with_a_keyword_beside_it_is_asked_for_by_that()
    {
        var use = A.Capabilities(("host.name", "text"), ("host.name.keyword", "keyword")).Of("host.name");

        use.Queried.ShouldBe("host.name.keyword");
        use.Stored.ShouldBe("host.name");
        use.CanGroup.ShouldBeTrue();
        use.Weakness.ShouldBeNull();
    }

    [Fact]
    public void Text_without_one_can_only_be_asked_whether_it_exists()
    {
        var use = A.Capabilities(("host.name", "text")).Of("host.name");

        use.Kind.ShouldBe(FieldKind.Text);
        use.CanFilter.ShouldBeFalse();
        use.CanGroup.ShouldBeFalse();
    }

    [Fact]
    public void Text_here_and_keyword_there_reads_a_part_and_says_so()
    {
        var use = A.Capabilities(("host.name", "text"), ("host.name", "keyword"), ("host.name.keyword", "keyword")).Of("host.name");

        use.Queried.ShouldBe("host.name.keyword");
        use.CanGroup.ShouldBeTrue();
        use.Weakness.ShouldBe("host.name is keyword and text: only the indices that have host.name.keyword are read; map it as keyword in all");
    }

    [Fact]
    public void Types_that_do_not_go_together_cannot_be_grouped_but_compared()
    {
        var use = A.Capabilities(("event.code", "keyword"), ("event.code", "long")).Of("event.code");

        use.Kind.ShouldBe(FieldKind.Mixed);
        use.CanGroup.ShouldBeFalse();
        use.CanFilter.ShouldBeTrue();
        use.Accepts("4624").ShouldBeTrue();
        use.Accepts("logon").ShouldBeFalse();
    }

    [Fact]
    public void Whole_and_real_numbers_can_be_added_together() =>
        A.Capabilities(("source.bytes", "long"), ("source.bytes", "double")).Of("source.bytes").CanAdd.ShouldBeTrue();

    [Fact]
    public void A_field_that_no_index_has_is_missing()
    {
        var use = A.Capabilities(("user.name", "unmapped")).Of("user.name");

        use.Kind.ShouldBe(FieldKind.Missing);
        use.CanAdd.ShouldBeFalse();
        A.Capabilities().Of("user.id").Kind.ShouldBe(FieldKind.Missing);
    }

    [Theory]
    [InlineData("ip", "10.0.0.1", true)]
    [InlineData("ip", "10.0.0.0/8", true)]
    [InlineData("ip", "fe80::1", true)]
    [InlineData("ip", "fe80::1%3", false)]
    [InlineData("ip", "10.1", false)]
    [InlineData("ip", "srv-1", false)]
    [InlineData("ip", "", false)]
    [InlineData("long", "4624", true)]
    [InlineData("long", "", false)]
    [InlineData("double", "1.5", true)]
    [InlineData("double", "NaN", false)]
    [InlineData("boolean", "True", false)]
    [InlineData("keyword", "", true)]
    public void A_condition_names_only_values_that_the_type_can_parse(string type, string value, bool accepted) =>
        A.Capabilities(("field", type)).Of("field").Accepts(value).ShouldBe(accepted);

    [Fact]
    public void Every_field_is_asked_about_with_its_keyword() =>
        SourceCapabilities.ToAsk(["user.name", "host.name"]).ShouldBe(["host.name", "host.name.keyword", "user.name", "user.name.keyword"]);
}
