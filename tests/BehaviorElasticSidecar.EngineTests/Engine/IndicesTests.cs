using System.Text;
using BehaviorElasticSidecar.Engine;

namespace BehaviorElasticSidecar.EngineTests.Engine;

[Collection(EngineCollection.Name)]
public sealed class IndicesTests(EngineFixture engines)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task An_index_is_made_once_listed_and_deleted(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        var (index, client) = (place.Name("a"), place.Client);

        (await client.IndexExistsAsync(index, None)).ShouldBeFalse();
        (await client.CreateIndexAsync(index, """{"settings":{"number_of_replicas":0}}"""u8.ToArray(), None)).ShouldBeTrue();
        (await client.CreateIndexAsync(index, default, None)).ShouldBeFalse();
        await client.BulkAsync([new BulkOperation("index", index, "1", "{}"u8.ToArray()), new BulkOperation("index", index, "2", "{}"u8.ToArray())], None);
        await client.RefreshAsync(index, None);

        (await client.IndexExistsAsync(index, None)).ShouldBeTrue();
        var listed = (await client.ListIndicesAsync(place.Name("*"), None)).ShouldHaveSingleItem();
        (listed.Name, listed.Documents).ShouldBe((index, 2));
        listed.Bytes.ShouldBeGreaterThan(0);

        await client.DeleteIndexAsync([index, place.Name("none")], None);
        (await client.IndexExistsAsync(index, None)).ShouldBeFalse();
        (await client.ListIndicesAsync(place.Name("*"), None)).ShouldBeEmpty();
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task Refreshing_what_does_not_exist_is_told(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);

        (await Should.ThrowAsync<EngineException>(() => place.Client.RefreshAsync(place.Name("none"), None))).Kind.ShouldBe(EngineErrorKind.NotFound);
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task A_template_is_put_read_applied_and_deleted(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        var (name, client) = (place.Name("template"), place.Client);
        var body = $$"""
            {"index_patterns":["{{place.Name("t-*")}}"],"priority":700,"version":3,"_meta":{"by":"test"},
             "template":{"mappings":{"properties":{"who":{"type":"keyword"} } } } }
            """;

        (await client.GetIndexTemplateAsync(name, None)).ShouldBeNull();
        await client.PutIndexTemplateAsync(name, Encoding.UTF8.GetBytes(body), None);
        var template = (await client.GetIndexTemplateAsync(name, None))!.Value;
        await client.CreateIndexAsync(place.Name("t-1"), default, None);

        template.GetProperty("version").GetInt32().ShouldBe(3);
        (await client.FieldCapabilitiesAsync([place.Name("t-1")], ["who"], None)).ShouldHaveSingleItem().Types.ShouldBe(["keyword"]);
        await client.DeleteIndexTemplateAsync(name, None);
        await client.DeleteIndexTemplateAsync(name, None);
        (await client.GetIndexTemplateAsync(name, None)).ShouldBeNull();
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task An_alias_stands_for_its_index(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        var (index, alias) = (place.Name("v1"), place.Name("current"));
        await place.Client.CreateIndexAsync(index, default, None);

        await place.Client.PutAliasesAsync(Encoding.UTF8.GetBytes($$$"""{"actions":[{"add":{"index":"{{{index}}}","alias":"{{{alias}}}"}}]}"""), None);
        await place.Client.PutAsync(alias, "a", """{"x":1}"""u8.ToArray(), new WriteCondition(), None);

        (await place.Client.IndexExistsAsync(alias, None)).ShouldBeTrue();
        (await place.Client.GetAsync(index, "a", None)).ShouldNotBeNull();
        (await place.Client.GetManyAsync(alias, ["a"], None))[0].ShouldNotBeNull();
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task Field_capabilities_show_a_mapping_conflict_and_leave_out_what_is_not_there(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        await place.Client.CreateIndexAsync(place.Name("a"), """{"mappings":{"properties":{"f":{"type":"keyword"},"g":{"type":"ip"}}}}"""u8.ToArray(), None);
        await place.Client.CreateIndexAsync(place.Name("b"), """{"mappings":{"properties":{"f":{"type":"text"}}}}"""u8.ToArray(), None);

        var fields = await place.Client.FieldCapabilitiesAsync([place.Name("*")], ["f", "g", "none"], None);
        var missing = await Should.ThrowAsync<EngineException>(() => place.Client.FieldCapabilitiesAsync([place.Name("none-*")], ["f"], None));

        fields.Select(f => (f.Name, string.Join('+', f.Types), f.Aggregatable)).ShouldBe([("f", "keyword+text", false), ("g", "ip", true)]);
        missing.Kind.ShouldBe(EngineErrorKind.NotFound);
    }
}
