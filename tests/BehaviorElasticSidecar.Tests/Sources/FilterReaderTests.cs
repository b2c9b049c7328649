using BehaviorElasticSidecar.Sources;
using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Tests.Sources;

public sealed class FilterReaderTests
{
    private readonly YamlFaults _faults = new();

    [Fact]
    public void Filters_that_mean_the_same_are_equal()
    {
        Read("{ outcome: failure, category: [authentication, iam], not: { code: [2, 1] } }")
            .ShouldBe(Read("{ not: { event.code: ['1', '2', 1] }, event.category: [iam, authentication], outcome: [failure] }"));
    }

    [Fact]
    public void Existence_and_its_opposite_are_conditions_without_values()
    {
        Read("{ exists: [user.name, source.ip], not: { exists: [observer.type] } }").Conditions.ShouldBe(
        [
            new("observer.type", [], true), new("source.ip", []), new("user.name", []),
        ]);
    }

    [Fact]
    public void A_sources_own_words_are_written_with_the_full_field_name()
    {
        Read("{ event.outcome: Delivered }").Conditions.ShouldBe([new("event.outcome", ["Delivered"])]);
        _faults.Count.ShouldBe(0);

        Read("{ outcome: Delivered }");
        _faults.Sorted.ShouldHaveSingleItem().Allowed.ShouldBe(["failure", "success", "unknown"]);
    }

    [Fact]
    public void A_wrong_key_is_shown_with_the_one_that_was_meant()
    {
        Read("{ categry: iam }");

        _faults.Sorted.ShouldHaveSingleItem().Message.ShouldEndWith("did you mean 'category'?");
    }

    [Fact]
    public void Too_long_and_too_many_values_are_refused()
    {
        Read($"{{ user.name: {new string('x', 1025)} }}");
        Read($"{{ user.name: [{string.Join(", ", Enumerable.Range(0, 1001))}] }}");

        _faults.Count.ShouldBe(2);
    }

    private EventFilter Read(string filter) => FilterReader.Read(YamlDocument.Read("a.yml", $"filter: {filter}\n", _faults).Mapping("filter"));
}
