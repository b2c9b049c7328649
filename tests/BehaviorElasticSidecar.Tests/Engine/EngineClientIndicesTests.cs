using BehaviorElasticSidecar.Engine;

namespace BehaviorElasticSidecar.Tests.Engine;

public sealed class EngineClientIndicesTests
{
    [Fact]
    public async Task An_index_that_is_there_already_is_fine()
    {
        using var client = new ScriptedEngine().Error(400, "resource_already_exists_exception").Client();

        (await client.CreateIndexAsync("i", default, CancellationToken.None)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("logs-*")]
    [InlineData("_all")]
    [InlineData("a,b")]
    [InlineData("")]
    public async Task Indices_are_deleted_by_name_only(string name)
    {
        using var client = new ScriptedEngine().Client();

        await Should.ThrowAsync<ArgumentException>(() => client.DeleteIndexAsync([name], CancellationToken.None));
    }

    [Fact]
    public async Task Many_names_are_deleted_in_requests_that_fit_a_request_line()
    {
        var engine = new ScriptedEngine().Answer("{}").Answer("{}");
        using var client = engine.Client();

        await client.DeleteIndexAsync([.. Enumerable.Range(0, 50).Select(i => $"{i:D2}-{new string('x', 90)}")], CancellationToken.None);

        engine.Requests.Sum(r => r.Path.Split(',').Length).ShouldBe(50);
        engine.Requests.ShouldAllBe(r => r.Path.Length < 3500);
    }

    [Fact]
    public async Task Field_capabilities_merge_types_and_are_as_good_as_the_weakest()
    {
        using var client = new ScriptedEngine().Answer("""
            {"indices":["a","b"],"fields":{
              "z":{"text":{"searchable":true,"aggregatable":false},"keyword":{"searchable":true,"aggregatable":true}},
              "a":{"ip":{"searchable":true,"aggregatable":true}},"gone":{"unmapped":{"searchable":false}}}}
            """).Client();

        var fields = await client.FieldCapabilitiesAsync(["*"], ["*"], CancellationToken.None);

        fields.Select(f => (f.Name, string.Join('+', f.Types), f.Searchable, f.Aggregatable))
            .ShouldBe([("a", "ip", true, true), ("z", "keyword+text", true, false)]);
    }

    [Theory]
    [InlineData("""{"indices":[],"fields":{}}""", EngineErrorKind.NotFound)]
    [InlineData("""{"indices":["a"],"fields":{},"failed_indices":1}""", EngineErrorKind.PartialAnswer)]
    public async Task Field_capabilities_of_nothing_or_of_a_part_are_no_success(string answer, EngineErrorKind kind)
    {
        using var client = new ScriptedEngine().Answer(answer).Client(ScriptedEngine.Options(maxTries: 1));

        (await Should.ThrowAsync<EngineException>(() => client.FieldCapabilitiesAsync(["*"], ["a"], CancellationToken.None))).Kind.ShouldBe(kind);
    }

    [Fact]
    public async Task Indices_are_listed_sorted_and_a_shard_that_is_down_counts_as_nothing()
    {
        using var client = new ScriptedEngine().Answer(
            """[{"index":"b","docs.count":"12","store.size":"3400"},{"index":"a","docs.count":null,"store.size":null}]""").Client();

        (await client.ListIndicesAsync("*", CancellationToken.None)).ShouldBe([new IndexSummary("a", 0, 0), new IndexSummary("b", 12, 3400)]);
    }

    [Fact]
    public async Task A_template_is_given_without_its_wrapping()
    {
        using var client = new ScriptedEngine()
            .Answer("""{"index_templates":[{"name":"t","index_template":{"index_patterns":["x"],"version":3}}]}""")
            .Error(404, "resource_not_found_exception").Client();

        (await client.GetIndexTemplateAsync("t", CancellationToken.None))!.Value.GetProperty("version").GetInt32().ShouldBe(3);
        (await client.GetIndexTemplateAsync("t", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Aliases_are_not_changed_twice()
    {
        var engine = new ScriptedEngine().Lose();
        using var client = engine.Client();

        await Should.ThrowAsync<EngineException>(() => client.PutAliasesAsync("""{"actions":[]}"""u8.ToArray(), CancellationToken.None));

        engine.Requests.Count.ShouldBe(1);
    }
}
