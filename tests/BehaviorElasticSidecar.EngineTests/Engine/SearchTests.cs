using System.Text;
using BehaviorElasticSidecar.Engine;

namespace BehaviorElasticSidecar.EngineTests.Engine;

[Collection(EngineCollection.Name)]
public sealed class SearchTests(EngineFixture engines)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly byte[] All = """{"match_all":{}}"""u8.ToArray();

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task A_search_gives_its_hits(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        await FillAsync(place, 10);

        using var answer = await place.Client.SearchAsync([place.Name("logs-*")], """{"size":3,"track_total_hits":true}"""u8.ToArray(), None);

        var hits = answer.RootElement.GetProperty("hits");
        (hits.GetProperty("hits").GetArrayLength(), hits.GetProperty("total").GetProperty("value").GetInt32()).ShouldBe((3, 10));
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task A_name_or_pattern_without_index_is_missing_and_not_empty(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        await FillAsync(place, 1);

        foreach (var indices in (string[][])[[place.Name("none")], [place.Name("none-*")], [place.Name("logs-*"), place.Name("none")]])
        {
            var trouble = await Should.ThrowAsync<EngineException>(() => place.Client.SearchAsync(indices, "{}"u8.ToArray(), None));
            trouble.Kind.ShouldBe(EngineErrorKind.NotFound);
        }

        (await place.Client.SearchAsync([place.Name("logs-*"), place.Name("none-*")], "{}"u8.ToArray(), None)).Dispose();
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task A_composite_gives_every_row_once_whatever_the_page(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        await FillAsync(place, 1000);

        var whole = await RowsAsync(place, 10_000);
        var pages = await RowsAsync(place, 77);

        // 1,000 events over 100 users and 24 hours: user is i % 100, hour i % 24, which repeats after 600.
        whole.Count.ShouldBe(600);
        pages.ShouldBe(whole);
        whole.Select(r => r.Sum).Sum().ShouldBe(Enumerable.Range(0, 1000).Sum());
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task A_page_beyond_the_bucket_limit_is_halved_until_it_fits(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        await FillAsync(place, 100);
        var search = Search(place, 200_000);

        var rows = 0;
        await foreach (var _ in place.Client.CompositeAsync(search, None))
            rows++;

        rows.ShouldBe(100);
        // 65,535 on OpenSearch 2.19, 65,536 on Elasticsearch 9.2, unless the cluster says otherwise.
        search.Progress.PageSize.ShouldBeLessThanOrEqualTo(200_000);
        search.Progress.Rows.ShouldBe(100);
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task A_text_field_is_refused_with_the_cure(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        await FillAsync(place, 1);

        var trouble = await Should.ThrowAsync<EngineException>(() => place.Client.SearchAsync(
            [place.Name("logs-*")], """{"size":0,"aggs":{"a":{"terms":{"field":"message"}}}}"""u8.ToArray(), None));

        trouble.Kind.ShouldBe(EngineErrorKind.BadRequest);
        trouble.Message.ShouldContain(".keyword");
    }

    [EngineTheory]
    [OnOpenSearch(1000), OnOpenSearch(10), OnOpenSearch(7)]
    [OnElasticsearch(1000), OnElasticsearch(10), OnElasticsearch(7)]
    public async Task Every_hit_comes_once_and_in_order_although_times_tie(EngineStack stack, int pageSize)
    {
        await using var place = await engines.PlaceAsync(stack);
        await FillAsync(place, 300);
        var search = new HitSearch([place.Name("logs-*")], All, """[{"hour":"asc"}]"""u8.ToArray())
        {
            PageSize = pageSize,
            Fetch = """{"_source":["n","hour"]}"""u8.ToArray(),
        };

        var (numbers, hours) = (new List<int>(), new List<int>());
        await foreach (var hit in place.Client.HitsAsync(search, None))
        {
            numbers.Add(hit.GetProperty("_source").GetProperty("n").GetInt32());
            hours.Add(hit.GetProperty("_source").GetProperty("hour").GetInt32());
        }

        numbers.Order().ShouldBe(Enumerable.Range(0, 300));
        hours.ShouldBe(hours.Order());
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task Reading_hits_sees_nothing_that_is_written_meanwhile_and_leaves_no_view_open(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        await FillAsync(place, 40);
        var before = await OpenViewsAsync(place);

        var seen = 0;
        await foreach (var _ in place.Client.HitsAsync(new HitSearch([place.Name("logs-*")], All, """[{"hour":"asc"}]"""u8.ToArray()) { PageSize = 10 }, None))
        {
            if (seen++ == 0)
                await FillAsync(place, 80);
        }

        seen.ShouldBe(40);
        (await OpenViewsAsync(place)).ShouldBeLessThanOrEqualTo(before);
    }

    /// <summary>Open points in time of this node, as OpenSearch lists them; 0 where there is no such list.</summary>
    private static async Task<int> OpenViewsAsync(EnginePlace place)
    {
        if (place.Stack is not EngineStack.OpenSearch)
            return 0;
        try
        {
            using var all = await place.Client.SendAsync(HttpMethod.Get, "/_search/point_in_time/_all", default, None);
            return all.RootElement.GetProperty("pits").GetArrayLength();
        }
        catch (EngineException trouble) when (trouble.Status is 403 or 404)
        {
            return 0;
        }
    }

    private static async Task<List<(string Key, long Sum)>> RowsAsync(EnginePlace place, int pageSize)
    {
        var rows = new List<(string, long)>();
        await foreach (var row in place.Client.CompositeAsync(Search(place, pageSize), None))
            rows.Add((row.GetProperty("key").GetRawText(), (long)row.GetProperty("n").GetProperty("value").GetDouble()));
        return rows;
    }

    private static CompositeSearch Search(EnginePlace place, int pageSize) => new(
        [place.Name("logs-*")], All,
        """[{"u":{"terms":{"field":"user"}}},{"h":{"terms":{"field":"hour"}}}]"""u8.ToArray(), """{"n":{"sum":{"field":"n"}}}"""u8.ToArray(), pageSize);

    /// <summary>Two indices, the first of two shards, so that ties cross shards and indices.</summary>
    private static async Task FillAsync(EnginePlace place, int count)
    {
        const string mappings = """
            "mappings":{"properties":{"user":{"type":"keyword"},"hour":{"type":"integer"},"n":{"type":"long"},"message":{"type":"text"}}}
            """;
        await place.Client.CreateIndexAsync(
            place.Name("logs-a"), Encoding.UTF8.GetBytes($$"""{"settings":{"number_of_shards":2,"number_of_replicas":0},{{mappings}}}"""), None);
        await place.Client.CreateIndexAsync(
            place.Name("logs-b"), Encoding.UTF8.GetBytes($$"""{"settings":{"number_of_shards":1,"number_of_replicas":0},{{mappings}}}"""), None);
        var operations = Enumerable.Range(0, count).Select(i => new BulkOperation(
            "index", place.Name(i % 3 == 0 ? "logs-b" : "logs-a"), $"{i}",
            Encoding.UTF8.GetBytes($$"""{"user":"u{{i % 100}}","hour":{{i % 24}},"n":{{i}},"message":"event {{i}}"}"""))).ToList();
        (await place.Client.BulkAsync(operations, None)).ShouldAllBe(r => r.Succeeded);
        await place.Client.RefreshAsync(place.Name("logs-*"), None);
    }
}
