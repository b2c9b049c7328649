using BehaviorElasticSidecar.Documents;

namespace BehaviorElasticSidecar.Tests.Documents;

public class IndexNamesTests
{
    [Fact]
    public void Months_are_those_of_utc()
    {
        var newYearInTokyo = new DateTimeOffset(2026, 1, 1, 3, 0, 0, TimeSpan.FromHours(9));

        new IndexNames().Anomalies(newYearInTokyo).ShouldBe("behavior-anomalies-2025.12");
        new IndexNames("soc-").Risk(newYearInTokyo).ShouldBe("soc-risk-2025.12");
    }

    [Fact]
    public void Aliases_stand_before_versioned_indices() =>
        new IndexNames().Aliased.ShouldBe([
            new AliasedIndex("behavior-baselines", "behavior-baselines-v1"),
            new AliasedIndex("behavior-entities", "behavior-entities-v1"),
            new AliasedIndex("behavior-risk-latest", "behavior-risk-latest-v1"),
            new AliasedIndex("behavior-state", "behavior-state-v1")]);

    [Theory]
    [InlineData("")]
    [InlineData("Behavior-")]
    [InlineData("-behavior")]
    [InlineData(".hidden-")]
    [InlineData("a b")]
    [InlineData("a*")]
    [InlineData("a,b")]
    [InlineData("a/b")]
    public void A_prefix_that_no_engine_takes_is_refused(string prefix) => Should.Throw<ArgumentException>(() => new IndexNames(prefix));
}
