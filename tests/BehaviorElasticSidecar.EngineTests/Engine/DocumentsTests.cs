using System.Text;
using BehaviorElasticSidecar.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace BehaviorElasticSidecar.EngineTests.Engine;

[Collection(EngineCollection.Name)]
public sealed class DocumentsTests(EngineFixture engines)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly byte[] One = """{"x":1}"""u8.ToArray();
    private static readonly byte[] Two = """{"x":2}"""u8.ToArray();

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task What_is_written_is_read_at_once_with_its_numbers(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        var index = place.Name("state");

        var written = await place.Client.PutAsync(index, "a/b c", One, new WriteCondition(Create: true), None);
        var read = await place.Client.GetAsync(index, "a/b c", None);

        written.ShouldNotBeNull();
        read.ShouldNotBeNull();
        (read.Id, read.SequenceNumber, read.PrimaryTerm, read.Version).ShouldBe(("a/b c", written.SequenceNumber, written.PrimaryTerm, written.Version));
        read.Document.GetProperty("x").GetInt32().ShouldBe(1);
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task A_condition_that_no_longer_holds_is_a_conflict(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        var index = place.Name("state");
        var first = await place.Client.PutAsync(index, "a", One, new WriteCondition(Create: true), None);
        var condition = new WriteCondition(IfSequenceNumber: first!.SequenceNumber, IfPrimaryTerm: first.PrimaryTerm);

        (await place.Client.PutAsync(index, "a", One, new WriteCondition(Create: true), None)).ShouldBeNull();
        (await place.Client.PutAsync(index, "a", Two, condition, None)).ShouldNotBeNull();
        (await place.Client.PutAsync(index, "a", One, condition, None)).ShouldBeNull();
        (await place.Client.GetAsync(index, "a", None))!.Document.GetProperty("x").GetInt32().ShouldBe(2);
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task In_a_bulk_each_condition_holds_for_itself_and_gives_the_next_one(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        var index = place.Name("state");
        var (a, b) = (await place.Client.PutAsync(index, "a", One, new WriteCondition(), None), await place.Client.PutAsync(index, "b", One, new WriteCondition(), None));
        var stale = new WriteCondition(IfSequenceNumber: b!.SequenceNumber, IfPrimaryTerm: b.PrimaryTerm);
        await place.Client.PutAsync(index, "b", One, new WriteCondition(), None);

        var first = await place.Client.BulkAsync(
            [
                new BulkOperation("index", index, "a", Two, Condition: new WriteCondition(IfSequenceNumber: a!.SequenceNumber, IfPrimaryTerm: a.PrimaryTerm)),
                new BulkOperation("index", index, "b", Two, Condition: stale),
            ], None);
        var second = await place.Client.BulkAsync([new BulkOperation("index", index, "a", One, Condition: first[0].Written)], None);

        first.Select(r => r.Status).ShouldBe([200, 409]);
        first[1].Written.ShouldBeNull();
        second[0].Status.ShouldBe(200);
        (await place.Client.GetAsync(index, "b", None))!.Document.GetProperty("x").GetInt32().ShouldBe(1);
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task A_missing_document_or_index_is_null(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        await place.Client.PutAsync(place.Name("state"), "a", One, new WriteCondition(), None);

        (await place.Client.GetAsync(place.Name("none"), "a", None)).ShouldBeNull();
        (await place.Client.GetManyAsync(place.Name("none"), ["a", "b"], None)).ShouldBe([null, null]);
        (await place.Client.GetAsync(place.Name("state"), "b", None)).ShouldBeNull();
        (await place.Client.GetManyAsync(place.Name("state"), ["b", "a"], None)).Select(d => d?.Id).ShouldBe([null, "a"]);
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task Bulk_tells_each_outcome_and_a_stale_version_cannot_overwrite(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        var index = place.Name("baselines");

        var first = await place.Client.BulkAsync(
            [
                new BulkOperation("index", index, "v", Two, 2), new BulkOperation("create", index, "c", One),
                new BulkOperation("index", index, "i", "{\n \"x\": 1\n}"u8.ToArray()),
            ], None);
        var second = await place.Client.BulkAsync(
            [
                new BulkOperation("index", index, "v", One, 1), new BulkOperation("index", index, "v", Two, 2), new BulkOperation("create", index, "c", Two),
                new BulkOperation("delete", index, "i", default), new BulkOperation("delete", index, "none", default),
            ], None);

        first.Select(r => r.Status).ShouldBe([201, 201, 201]);
        second.Select(r => r.Status).ShouldBe([409, 200, 409, 200, 404]);
        second[0].ErrorType.ShouldBe("version_conflict_engine_exception");
        (await place.Client.GetManyAsync(index, ["v", "c", "i"], None)).Select(d => d?.Document.GetProperty("x").GetInt32()).ShouldBe([2, 1, null]);
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task A_document_that_does_not_fit_its_mapping_is_a_result_and_the_rest_is_written(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        var index = place.Name("typed");
        await place.Client.CreateIndexAsync(index, """{"mappings":{"properties":{"x":{"type":"long"}}}}"""u8.ToArray(), None);

        var results = await place.Client.BulkAsync(
            [new BulkOperation("index", index, "bad", """{"x":"not a number"}"""u8.ToArray()), new BulkOperation("index", index, "good", One)], None);

        results.Select(r => r.Status).ShouldBe([400, 201]);
        results[0].Reason.ShouldNotBeNullOrEmpty();
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task Many_documents_go_in_several_requests_and_come_back_in_order(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        var index = place.Name("many");
        var options = await engines.OptionsAsync(stack);
        var small = new EngineOptions { Nodes = options.Nodes, Username = options.Username, Password = options.Password, BulkBytes = 20_000 };
        using var client = new EngineClient(small, TimeProvider.System, NullLogger<EngineClient>.Instance);
        string[] ids = [.. Enumerable.Range(0, 2500).Select(i => $"id-{i}")];

        var results = await client.BulkAsync([.. ids.Select(id => new BulkOperation("index", index, id, Encoding.UTF8.GetBytes($$"""{"me":"{{id}}"}""")))], None);
        var read = await client.GetManyAsync(index, ids, None);

        results.Select(r => r.Id).ShouldBe(ids);
        results.ShouldAllBe(r => r.Status == 201);
        read.Select(d => d?.Document.GetProperty("me").GetString()).ShouldBe(ids);
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task A_read_only_index_is_told_as_such(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        var index = place.Name("locked");
        await place.Client.CreateIndexAsync(index, """{"settings":{"index.blocks.write":true}}"""u8.ToArray(), None);

        var results = await place.Client.BulkAsync([new BulkOperation("index", index, "a", One)], None);
        var trouble = await Should.ThrowAsync<EngineException>(() => place.Client.PutAsync(index, "a", One, new WriteCondition(), None));

        (results[0].Status, results[0].ErrorType).ShouldBe((403, "cluster_block_exception"));
        trouble.Kind.ShouldBe(EngineErrorKind.ReadOnly);
    }
}
