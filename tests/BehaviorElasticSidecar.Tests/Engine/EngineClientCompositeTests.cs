using System.Text.Json;
using BehaviorElasticSidecar.Engine;

namespace BehaviorElasticSidecar.Tests.Engine;

public sealed class EngineClientCompositeTests
{
    [Fact]
    public async Task Pages_follow_the_after_key_until_one_is_not_full()
    {
        var engine = new ScriptedEngine().Answer(Page(0, 200)).Answer(Page(200, 200)).Answer(Page(400, 7));
        using var client = engine.Client();
        var search = Search(200);

        var keys = await KeysAsync(client, search);

        keys.ShouldBe([.. Enumerable.Range(0, 407)]);
        engine.Requests.Select(After).ShouldBe([null, 199, 399]);
        (search.Progress.Pages, search.Progress.Rows, search.Progress.PageSize, search.Progress.Took).ShouldBe((3, 407L, 200, TimeSpan.FromMilliseconds(15)));
    }

    [Fact]
    public async Task The_body_carries_query_sources_and_sub_aggregations()
    {
        var engine = new ScriptedEngine().Answer(Page(0, 1));
        using var client = engine.Client();

        await KeysAsync(client, Search(200));

        engine.Requests[0].Body.ShouldBe(
            """{"size":0,"track_total_hits":false,"query":{"match_all":{}},"aggs":{"rows":{"composite":{"size":200,"sources":[{"k":{"terms":{"field":"k"}}}]},"aggs":{"n":{"sum":{"field":"n"}}}}}}""");
    }

    [Theory]
    [InlineData(429, "circuit_breaking_exception")]
    [InlineData(503, "too_many_buckets_exception")]
    [InlineData(400, "too_many_buckets_exception")]
    [InlineData(504, "search_timeout_exception")]
    public async Task What_was_too_much_is_asked_for_at_half_the_size_from_the_same_key(int status, string type)
    {
        var engine = new ScriptedEngine().Answer(Page(0, 400)).Error(status, type).Error(status, type).Answer(Page(400, 100)).Answer(Page(500, 3));
        using var client = engine.Client();
        var search = Search(400);

        var keys = await KeysAsync(client, search);

        keys.ShouldBe([.. Enumerable.Range(0, 503)]);
        engine.Requests.Select(r => (Size(r), After(r))).ShouldBe([(400, null), (400, 399), (200, 399), (100, 399), (100, 499)]);
        engine.Time.Waits.ShouldBeEmpty();
        search.Progress.PageSize.ShouldBe(100);
    }

    [Fact]
    public async Task A_page_that_times_out_is_halved_too()
    {
        var engine = new ScriptedEngine().Hang().Answer("""{"timed_out":true,"_shards":{"total":1,"failed":0}}""").Answer(Page(0, 1));
        using var client = engine.Client();

        (await KeysAsync(client, Search(400))).ShouldBe([0]);

        engine.Requests.Select(Size).ShouldBe([400, 200, 100]);
    }

    [Fact]
    public async Task A_full_queue_is_waited_for_at_the_same_size()
    {
        var engine = new ScriptedEngine().Error(429, "es_rejected_execution_exception").Answer(Page(0, 1));
        using var client = engine.Client();

        await KeysAsync(client, Search(400));

        engine.Requests.Select(Size).ShouldBe([400, 400]);
        engine.Time.Waits.ShouldBe([TimeSpan.FromSeconds(0.5)]);
    }

    [Fact]
    public async Task A_page_that_is_too_much_even_when_small_is_told()
    {
        var engine = new ScriptedEngine().Error(429, "circuit_breaking_exception").Error(429, "circuit_breaking_exception");
        using var client = engine.Client();

        var trouble = await Should.ThrowAsync<EngineException>(() => KeysAsync(client, Search(60)));

        trouble.Kind.ShouldBe(EngineErrorKind.Breaker);
        engine.Requests.Select(Size).ShouldBe([60, 50]);
    }

    [Fact]
    public async Task A_failed_shard_on_a_later_page_is_never_taken_for_the_end()
    {
        var engine = new ScriptedEngine().Answer(Page(0, 200)).Answer("""{"_shards":{"total":2,"failed":1}}""");
        using var client = engine.Client(ScriptedEngine.Options(maxTries: 1));

        var trouble = await Should.ThrowAsync<EngineException>(() => KeysAsync(client, Search(200)));

        trouble.Kind.ShouldBe(EngineErrorKind.PartialAnswer);
    }

    [Fact]
    public async Task A_consumer_that_leaves_early_ends_the_page_that_is_on_its_way()
    {
        var engine = new ScriptedEngine().Answer(Page(0, 200)).Do(() => { });
        using var client = engine.Client();

        await foreach (var row in client.CompositeAsync(Search(200), CancellationToken.None))
        {
            row.GetProperty("key").GetProperty("k").GetInt32().ShouldBe(0);
            break;
        }

        engine.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_cancellation_between_pages_passes_untouched()
    {
        using var stop = new CancellationTokenSource();
        var engine = new ScriptedEngine().Answer(Page(0, 200)).Do(stop.Cancel);
        using var client = engine.Client();

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in client.CompositeAsync(Search(200), stop.Token))
            {
            }
        });
    }

    [Fact]
    public async Task Reading_can_go_on_behind_a_key()
    {
        var engine = new ScriptedEngine().Answer(Page(6, 1));
        using var client = engine.Client();

        await KeysAsync(client, Search(200) with { After = """{"k":5}"""u8.ToArray() });

        After(engine.Requests[0]).ShouldBe(5);
    }

    private static CompositeSearch Search(int pageSize) => new(
        ["logs"], """{"match_all":{}}"""u8.ToArray(), """[{"k":{"terms":{"field":"k"}}}]"""u8.ToArray(), """{"n":{"sum":{"field":"n"}}}"""u8.ToArray(), pageSize);

    private static string Page(int from, int count)
    {
        var buckets = string.Join(',', Enumerable.Range(from, count).Select(k => $$"""{"doc_count":1,"key":{"k":{{k}} } }"""));
        return $$"""
            {"took":5,"timed_out":false,"_shards":{"total":1,"failed":0},"hits":{"hits":[]},
             "aggregations":{"rows":{"buckets":[{{buckets}}],"after_key":{"k":{{from + count - 1}} } } } }
            """;
    }

    private static async Task<List<int>> KeysAsync(EngineClient client, CompositeSearch search)
    {
        var keys = new List<int>();
        await foreach (var row in client.CompositeAsync(search, CancellationToken.None))
            keys.Add(row.GetProperty("key").GetProperty("k").GetInt32());
        return keys;
    }

    private static int Size(Asked request) => Composite(request).GetProperty("size").GetInt32();

    private static int? After(Asked request) => Composite(request).TryGetProperty("after", out var after) ? after.GetProperty("k").GetInt32() : null;

    private static JsonElement Composite(Asked request) =>
        JsonDocument.Parse(request.Body).RootElement.GetProperty("aggs").GetProperty("rows").GetProperty("composite");
}
