using BehaviorElasticSidecar.Engine;

namespace BehaviorElasticSidecar.Tests.Engine;

public sealed class EngineClientHitsTests
{
    [Fact]
    public async Task Elasticsearch_is_read_under_its_newest_point_in_time_and_it_is_closed()
    {
        var engine = new ScriptedEngine().Answer(ScriptedEngine.Elasticsearch)
            .Answer("""{"id":"p1","_shards":{"total":1,"failed":0}}""")
            .Answer(Page("p2", (1, 10), (2, 11))).Answer(Page("p3", (3, 12)))
            .Answer("""{"succeeded":true,"num_freed":1}""");
        using var client = engine.Client();

        (await TimesAsync(client, 2)).ShouldBe([1, 2, 3]);

        engine.Requests.Select(r => $"{r.Method} {r.Path}").ShouldBe(["GET /", "POST /logs/_pit", "POST /_search", "POST /_search", "DELETE /_pit"]);
        engine.Requests[2].Body.ShouldContain("""
            "sort":[{"t":"asc"},"_shard_doc"],"pit":{"id":"p1","keep_alive":"120s"}
            """.Trim());
        engine.Requests[3].Body.ShouldContain("""
            "search_after":[2,11],"pit":{"id":"p2"
            """.Trim());
        engine.Requests[4].Body.ShouldBe("""{"id":"p3"}""");
    }

    [Fact]
    public async Task OpenSearch_speaks_its_own_dialect_and_ties_with_the_end_of_a_page_are_read_again()
    {
        var engine = new ScriptedEngine().Answer(ScriptedEngine.OpenSearch)
            .Answer("""{"pit_id":"p1","_shards":{"total":2,"failed":0}}""")
            .Answer(Page("p1", (1, 0), (2, 5), (2, 5))).Answer(Page("p1", (2, 5), (2, 5), (2, 6))).Answer(Page("p1", (2, 6)))
            .Answer("""{"pits":[{"successful":true,"pit_id":"p1"}]}""");
        using var client = engine.Client();

        (await TimesAsync(client, 3)).ShouldBe([1, 2, 2, 2]);

        engine.Requests[1].Uri.PathAndQuery.ShouldBe("/logs/_search/point_in_time?keep_alive=120s&allow_partial_pit_creation=false");
        engine.Requests[2].Body.ShouldContain("\"_seq_no\"");
        engine.Requests[3].Body.ShouldContain("\"search_after\":[1,0]");
        engine.Requests[4].Body.ShouldContain("\"search_after\":[2,5]");
        (engine.Requests[5].Method, engine.Requests[5].Path, engine.Requests[5].Body).ShouldBe(("DELETE", "/_search/point_in_time", """{"pit_id":["p1"]}"""));
    }

    [Fact]
    public async Task A_page_of_nothing_but_ties_grows()
    {
        var engine = new ScriptedEngine().Answer(ScriptedEngine.OpenSearch).Error(400, "no handler found")
            .Answer(Page(null, (1, 0), (1, 0))).Answer(Page(null, (1, 0), (1, 0), (1, 0)));
        using var client = engine.Client();

        (await TimesAsync(client, 2)).ShouldBe([1, 1, 1]);

        engine.Requests[3].Body.ShouldContain("\"size\":4");
    }

    [Fact]
    public async Task Without_a_point_in_time_the_indices_are_searched_directly()
    {
        var engine = new ScriptedEngine().Answer(ScriptedEngine.OpenSearch).Answer("""{"error":"no handler found for uri"}""", 400).Answer(Page(null, (1, 0)));
        using var client = engine.Client();

        (await TimesAsync(client, 2)).ShouldBe([1]);

        engine.Requests[2].Path.ShouldBe("/logs/_search");
        engine.Requests[2].Body.ShouldNotContain("pit");
    }

    [Fact]
    public async Task The_view_is_closed_also_when_reading_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var engine = new ScriptedEngine().Answer(ScriptedEngine.Elasticsearch).Answer("""{"id":"p1"}""").Do(stop.Cancel).Answer("{}");
        using var client = engine.Client();

        await Should.ThrowAsync<OperationCanceledException>(() => TimesAsync(client, 2, stop.Token));

        engine.Requests[^1].Method.ShouldBe("DELETE");
    }

    [Fact]
    public async Task The_view_is_closed_also_when_the_consumer_leaves()
    {
        var engine = new ScriptedEngine().Answer(ScriptedEngine.Elasticsearch).Answer("""{"id":"p1"}""").Answer(Page("p1", (1, 0), (2, 1))).Error(503, "x").Answer("{}");
        using var client = engine.Client();

        await foreach (var _ in client.HitsAsync(Search(2), CancellationToken.None))
            break;

        engine.Requests[^1].Method.ShouldBe("DELETE");
    }

    [Fact]
    public async Task A_pattern_without_any_shard_is_missing()
    {
        var engine = new ScriptedEngine().Answer(ScriptedEngine.Elasticsearch).Answer("""{"id":"p1","_shards":{"total":0,"failed":0}}""");
        using var client = engine.Client();

        (await Should.ThrowAsync<EngineException>(() => TimesAsync(client, 2))).Kind.ShouldBe(EngineErrorKind.NotFound);
    }

    [Fact]
    public async Task What_to_fetch_is_the_callers_word()
    {
        var engine = new ScriptedEngine().Answer(ScriptedEngine.OpenSearch).Error(403, "security_exception").Answer(Page(null));
        using var client = engine.Client();

        await foreach (var _ in client.HitsAsync(Search(9) with { Fetch = """{"_source":false,"fields":["a"]}"""u8.ToArray() }, CancellationToken.None))
            throw new InvalidOperationException("there are no hits");

        engine.Requests[2].Body.ShouldEndWith(""","_source":false,"fields":["a"]}""");
    }

    private static HitSearch Search(int pageSize) =>
        new(["logs"], """{"match_all":{}}"""u8.ToArray(), """[{"t":"asc"}]"""u8.ToArray()) { PageSize = pageSize };

    private static string Page(string? pit, params (int Time, int Tie)[] hits)
    {
        var all = string.Join(',', hits.Select(h => $$"""{"_id":"x","_source":{"t":{{h.Time}}},"sort":[{{h.Time}},{{h.Tie}}]}"""));
        var id = pit is null ? "" : $"\"pit_id\":\"{pit}\",";
        return $$"""{ {{id}} "_shards":{"total":1,"failed":0},"hits":{"hits":[{{all}}]} }""";
    }

    private static async Task<List<int>> TimesAsync(EngineClient client, int pageSize, CancellationToken cancellationToken = default)
    {
        var times = new List<int>();
        await foreach (var hit in client.HitsAsync(Search(pageSize), cancellationToken))
            times.Add(hit.GetProperty("_source").GetProperty("t").GetInt32());
        return times;
    }
}
