using System.Text;
using BehaviorElasticSidecar.Engine;

namespace BehaviorElasticSidecar.Tests.Engine;

public sealed class EngineClientBulkTests
{
    [Fact]
    public async Task Lines_are_ndjson_with_ids_versions_and_a_last_line_break()
    {
        var engine = new ScriptedEngine().Answer(Items(201, 201, 200));
        using var client = engine.Client();

        await client.BulkAsync(
            [
                new BulkOperation("index", "i", "a\"\n", "{\"x\":1}"u8.ToArray(), 7),
                new BulkOperation("create", "i", "b", "{\r\n  \"x\": 2\n}"u8.ToArray()),
                new BulkOperation("delete", "i", "c", default),
            ], CancellationToken.None);

        engine.Requests[0].MediaType.ShouldBe("application/x-ndjson");
        engine.Requests[0].Body.ShouldBe(
            "{\"index\":{\"_index\":\"i\",\"_id\":\"a\\u0022\\n\",\"version\":7,\"version_type\":\"external_gte\"}}\n{\"x\":1}\n"
            + "{\"create\":{\"_index\":\"i\",\"_id\":\"b\"}}\n{\"x\":2}\n{\"delete\":{\"_index\":\"i\",\"_id\":\"c\"}}\n");
    }

    [Fact]
    public async Task A_conditional_write_sends_its_numbers_and_gives_the_new_ones()
    {
        var engine = new ScriptedEngine().Answer("""
            {"errors":true,"items":[{"index":{"status":200,"_seq_no":9,"_primary_term":3}},
             {"index":{"status":409,"error":{"type":"version_conflict_engine_exception","reason":"required seqNo [8]"}}}]}
            """);
        using var client = engine.Client();
        var condition = new WriteCondition(IfSequenceNumber: 8, IfPrimaryTerm: 2);

        var results = await client.BulkAsync([.. Operations("a", "b").Select(o => o with { Condition = condition })], CancellationToken.None);

        engine.Requests[0].Body.ShouldStartWith("{\"index\":{\"_index\":\"i\",\"_id\":\"a\",\"if_seq_no\":8,\"if_primary_term\":2}}\n{}\n");
        results.Select(r => (r.Status, r.Written)).ShouldBe([(200, new WriteCondition(IfSequenceNumber: 9, IfPrimaryTerm: 3)), (409, null)]);
    }

    [Fact]
    public async Task An_answer_without_the_numbers_of_a_conditional_write_is_no_success()
    {
        using var client = new ScriptedEngine().Answer(Items(200)).Client();
        var operation = Operations("a")[0] with { Condition = new WriteCondition(IfSequenceNumber: 8, IfPrimaryTerm: 2) };

        var trouble = await Should.ThrowAsync<EngineException>(() => client.BulkAsync([operation], CancellationToken.None));

        trouble.Kind.ShouldBe(EngineErrorKind.Protocol);
    }

    [Fact]
    public async Task Only_refused_items_are_sent_again_and_results_keep_the_order()
    {
        var engine = new ScriptedEngine().Answer(Items(201, 429, 409, 503)).Answer(Items(429, 201)).Answer(Items(200));
        using var client = engine.Client();

        var results = await client.BulkAsync(Operations("a", "b", "c", "d"), CancellationToken.None);

        results.Select(r => (r.Id, r.Status)).ShouldBe([("a", 201), ("b", 200), ("c", 409), ("d", 201)]);
        engine.Requests.Select(Ids).ShouldBe(["abcd", "bd", "b"]);
        engine.Time.Waits.ShouldBe([TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1)]);
    }

    [Fact]
    public async Task An_item_that_stays_refused_is_a_result_with_its_reason()
    {
        var engine = new ScriptedEngine().Answer(Items(429)).Answer(Items(429));
        using var client = engine.Client(ScriptedEngine.Options(maxTries: 2));

        var results = await client.BulkAsync(Operations("a"), CancellationToken.None);

        results.ShouldBe([new BulkItemResult("a", 429, "es_rejected_execution_exception", "es_rejected_execution_exception: full")]);
        engine.Left.ShouldBe(0);
    }

    [Fact]
    public async Task Errors_that_waiting_does_not_mend_are_not_sent_again()
    {
        const string items = """
            {"errors":true,"items":[{"index":{"status":400,"error":{"type":"mapper_parsing_exception","reason":"bad"}}},
             {"index":{"status":429,"error":{"type":"cluster_block_exception","reason":"disk"}}}]}
            """;
        var engine = new ScriptedEngine().Answer(items);
        using var client = engine.Client();

        var results = await client.BulkAsync(Operations("a", "b"), CancellationToken.None);

        results.Select(r => r.ErrorType).ShouldBe(["mapper_parsing_exception", "cluster_block_exception"]);
        results.Any(r => r.Succeeded).ShouldBeFalse();
    }

    [Fact]
    public async Task Requests_are_cut_by_bytes_and_a_large_document_goes_alone()
    {
        var engine = new ScriptedEngine().Answer(Items(201, 201)).Answer(Items(201)).Answer(Items(201));
        using var client = engine.Client(ScriptedEngine.Options(bulkBytes: 1000));
        var big = Encoding.UTF8.GetBytes($$"""{"x":"{{new string('x', 2000)}}"}""");

        var results = await client.BulkAsync(
            [.. Operations("a", "b"), new BulkOperation("index", "i", "c", big), .. Operations("d")], CancellationToken.None);

        results.Count.ShouldBe(4);
        engine.Requests.Select(Ids).ShouldBe(["ab", "c", "d"]);
    }

    [Theory]
    [InlineData(429, "circuit_breaking_exception")]
    [InlineData(413, "content_too_long")]
    public async Task A_request_that_is_too_much_is_halved(int status, string type)
    {
        var engine = new ScriptedEngine().Error(status, type).Answer(Items(201)).Answer(Items(201, 409));
        using var client = engine.Client();

        var results = await client.BulkAsync(Operations("a", "b", "c"), CancellationToken.None);

        results.Select(r => r.Status).ShouldBe([201, 201, 409]);
        engine.Requests.Select(Ids).ShouldBe(["abc", "a", "bc"]);
        engine.Time.Waits.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again_as_ids_make_it_harmless()
    {
        var engine = new ScriptedEngine().Lose().Answer(Items(201));
        using var client = engine.Client();

        (await client.BulkAsync(Operations("a"), CancellationToken.None))[0].Status.ShouldBe(201);
    }

    [Theory]
    [InlineData("""{"errors":false,"items":[]}""")]
    [InlineData("""{"errors":false,"items":[{"index":{}}]}""")]
    [InlineData("""{}""")]
    public async Task An_answer_without_one_status_for_each_item_is_no_success(string answer)
    {
        using var client = new ScriptedEngine().Answer(answer).Client();

        var trouble = await Should.ThrowAsync<EngineException>(() => client.BulkAsync(Operations("a"), CancellationToken.None));

        (trouble.Kind, trouble.MaybeApplied).ShouldBe((EngineErrorKind.Protocol, true));
    }

    [Fact]
    public async Task Nothing_to_write_asks_nothing()
    {
        using var client = new ScriptedEngine().Client();

        (await client.BulkAsync([], CancellationToken.None)).ShouldBeEmpty();
    }

    private static BulkOperation[] Operations(params string[] ids) => [.. ids.Select(id => new BulkOperation("index", "i", id, "{}"u8.ToArray()))];

    private static string Items(params int[] statuses)
    {
        var items = statuses.Select(s => s < 400 ? Item(s, "") : Item(s, $",\"error\":{{\"type\":\"{TypeOf(s)}\",\"reason\":\"full\"}}"));
        return $"{{\"errors\":{(statuses.Any(s => s >= 400) ? "true" : "false")},\"items\":[{string.Join(',', items)}]}}";
    }

    private static string Item(int status, string error) => $"{{\"index\":{{\"status\":{status}{error}}}}}";

    private static string TypeOf(int status) => status == 409 ? "version_conflict_engine_exception" : "es_rejected_execution_exception";

    private static string Ids(Asked request) =>
        string.Concat(request.Body.Split('\n').Where(l => l.Contains("\"_id\"", StringComparison.Ordinal)).Select(l => l.Split("\"_id\":\"")[1][0]));
}
