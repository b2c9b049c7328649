using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Cluster;

namespace BehaviorElasticSidecar.EngineTests.Sources;

/// <summary>Whatever stands behind a pattern: the same rows, or a reason why not; never a part of them in silence.</summary>
[Collection(EngineCollection.Name)]
public sealed class IndexKindsTests(EngineFixture engines)
{
    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task An_alias_over_several_indices_reads_them_all_and_only_what_its_filter_lets_through(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        var (one, two) = (await place.IndexAsync("one", Events.Mapping, Events.Of("ana", 9)), await place.IndexAsync("two", Events.Mapping, Events.Of("ben", 10), Events.Of("eva", 10)));
        await place.Client.PutAliasesAsync(Json($$$"""
            {"actions":[{"add":{"index":"{{{one}}}","alias":"{{{place.Name("all")}}}"} },
              {"add":{"index":"{{{two}}}","alias":"{{{place.Name("all")}}}","filter":{"term":{"user.name":"ben"} } } }]}
            """), CancellationToken.None);

        (await place.RowsAsync(Events.Source(place.Name("all")))).ShouldBe(["ana 9 1 9", "ben 10 1 10"]);
        // The alias matches a pattern as well; no event is read twice for it.
        (await place.RowsAsync(Events.Source(place.Name("*")))).ShouldBe(["ana 9 1 9", "ben 10 1 10", "eva 10 1 10"]);
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task A_data_stream_is_read_with_all_its_backing_indices(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        // Outside of the place: see TryDeleteAsync.
        var stream = $"stream-{Guid.NewGuid():N}";
        await place.Client.PutIndexTemplateAsync(stream, Json($$$"""
            {"index_patterns":["{{{stream}}}"],"priority":900,"data_stream":{},"template":{"settings":{"number_of_replicas":0},"mappings":{"properties":{{{Events.Mapping}}} } } }
            """), CancellationToken.None);
        try
        {
            await place.WriteAsync(stream, "create", Events.Of("ana", 9));
            await place.CallAsync(HttpMethod.Post, $"/{stream}/_rollover", "{}");
            await place.CallAsync(HttpMethod.Post, $"/{stream}/_doc?refresh=true", Events.Of("ben", 10));
            (await place.RowsAsync(Events.Source(stream))).ShouldBe(["ana 9 1 9", "ben 10 1 10"]);
            (await place.RowsAsync(Events.Source(stream[..^4] + "*"))).ShouldBe(["ana 9 1 9", "ben 10 1 10"]);
        }
        finally
        {
            await TryDeleteAsync(place, $"/_data_stream/{stream}");
            await TryDeleteAsync(place, $"/_index_template/{stream}");
        }
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task A_closed_index_is_left_out_of_a_pattern_and_told_where_it_is_named(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        await place.IndexAsync("open", Events.Mapping, Events.Of("ana", 9));
        var closed = await place.IndexAsync("shut", Events.Mapping, Events.Of("ben", 10));
        await place.CallAsync(HttpMethod.Post, $"/{closed}/_close");

        (await place.RowsAsync(Events.Source(place.Name("*")))).ShouldBe(["ana 9 1 9"]);
        var named = await Should.ThrowAsync<EngineException>(() => place.RowsAsync(Events.Source(place.Name("open"), closed)));
        named.Message.ShouldContain("closed");
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task A_multi_field_of_any_name_is_read_through_the_field_map(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        var text = Events.Mapping.Replace("\"name\":{\"type\":\"keyword\"}", "\"name\":{\"type\":\"text\",\"fields\":{\"raw\":{\"type\":\"keyword\"}}}", StringComparison.Ordinal);
        var usual = Events.Mapping.Replace("\"name\":{\"type\":\"keyword\"}", "\"name\":{\"type\":\"text\",\"fields\":{\"keyword\":{\"type\":\"keyword\"}}}", StringComparison.Ordinal);
        var (raw, keyword) = (await place.IndexAsync("raw", text, Events.Of("Ana Lopez", 9)), await place.IndexAsync("keyword", usual, Events.Of("Ben Smith", 10)));

        (await place.RowsAsync(Events.Source(raw) with { Fields = new Dictionary<string, string> { ["user.name"] = "user.name.raw" } })).ShouldBe(["ana lopez 9 1 9"]);
        (await place.RowsAsync(Events.Source(keyword))).ShouldBe(["ben smith 10 1 10"]);
        var unmapped = Events.Readiness(Events.Source(raw), await place.CapabilitiesAsync(Events.Source(raw)));
        unmapped.ShouldAllBe(r => r.Level == ReadinessLevel.Off && r.Reasons.Any(reason => reason.Contains("user.name is text without a keyword sub-field", StringComparison.Ordinal)));
    }

    [EngineTheory, OnElasticsearch]
    public async Task A_runtime_field_is_read_as_if_it_were_stored(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        // Without a script it takes the value of that name from the source of the event, which nothing else has indexed.
        var index = await place.IndexAsync(
            "runtime",
            """{"properties":{"@timestamp":{"type":"date"},"event":{"properties":{"ingested":{"type":"date"}}},"source":{"properties":{"ip":{"type":"ip"},"bytes":{"type":"long"}}}},"dynamic":false,"runtime":{"user.name":{"type":"keyword"}}}""",
            Events.Of("ana", 9), Events.Of("", 10));

        (await place.RowsAsync(Events.Source(index))).ShouldBe(["ana 9 1 9"]);
        (await place.RowsAsync(Events.Source(index), RowReading.Fetch)).ShouldBe(["ana 9 1 9"]);
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task More_indices_than_a_search_asks_at_once_are_read_whole(EngineStack stack)
    {
        // Beyond 128 shards the engines first ask which can have anything at all, and skip the others.
        const int Days = 140;
        await using var place = await engines.PlaceAsync(stack);
        var body = Json($$$"""{"settings":{"number_of_shards":1,"number_of_replicas":0},"mappings":{"properties":{{{Events.Mapping}}}}}""");
        foreach (var some in Enumerable.Range(0, Days).Chunk(20))
            await Task.WhenAll(some.Select(d => place.Client.CreateIndexAsync(place.Name($"day-{d:000}"), body, CancellationToken.None)));
        await place.Client.BulkAsync(
            [.. Enumerable.Range(0, Days).Select(d => new BulkOperation("index", place.Name($"day-{d:000}"), "1", Json(d % 10 == 0 ? Events.Of($"u{d:000}", d % 24) : Events.Of("later", 9, day: 5))))],
            CancellationToken.None);
        await place.Client.RefreshAsync(place.Name("day-*"), CancellationToken.None);

        var rows = await place.RowsAsync(Events.Source(place.Name("day-*")));

        rows.Select(r => r[..4]).Order().ShouldBe(Enumerable.Range(0, 14).Select(d => $"u{d * 10:000}"));
        (await place.RowsAsync(Events.Source(place.Name("day-*")), RowReading.Fetch)).ShouldBe(rows);
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task Numbers_and_dates_of_different_types_go_together(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        await place.IndexAsync("one", Events.Mapping, Events.Of("ana", 9));
        await place.IndexAsync("two", Events.Mapping.Replace("\"@timestamp\":{\"type\":\"date\"}", "\"@timestamp\":{\"type\":\"date_nanos\"}", StringComparison.Ordinal)
            .Replace("\"long\"", "\"double\"", StringComparison.Ordinal), Events.Of("ana", 9), Events.Of("ben", 10));

        var source = Events.Source(place.Name("*"));

        (await place.RowsAsync(source, RowReading.Aggregate)).ShouldBe(["ana 9 2 18", "ben 10 1 10"]);
        (await place.RowsAsync(source, RowReading.Fetch)).ShouldBe(["ana 9 2 18", "ben 10 1 10"]);
        Events.Readiness(source, await place.CapabilitiesAsync(source)).ShouldAllBe(r => r.Level == ReadinessLevel.Ready);
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task An_address_that_is_text_elsewhere_switches_off_what_groups_by_it_and_nothing_else(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        await place.IndexAsync("one", Events.Mapping, Events.Of("ana", 9));
        await place.IndexAsync("two", Events.Mapping.Replace("\"ip\":{\"type\":\"ip\"}", "\"ip\":{\"type\":\"keyword\"}", StringComparison.Ordinal), Events.Of("ben", 10));
        var source = Events.Source(place.Name("*"));

        var readiness = Events.Readiness(source, await place.CapabilitiesAsync(source));

        readiness[0].Level.ShouldBe(ReadinessLevel.Ready);
        readiness[1].Level.ShouldBe(ReadinessLevel.Off);
        readiness[1].Reasons.ShouldBe(["source.ip is ip in some indices and keyword in others: rows cannot be grouped by it"]);
        (await place.RowsAsync(source)).ShouldBe(["ana 9 1 9", "ben 10 1 10"]);
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task A_name_that_is_a_keyword_here_and_text_with_one_there_is_read_there_and_told(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        await place.IndexAsync("one", Events.Mapping, Events.Of("ana", 9));
        await place.IndexAsync("two", Events.Mapping.Replace(
            "\"name\":{\"type\":\"keyword\"}", "\"name\":{\"type\":\"text\",\"fields\":{\"keyword\":{\"type\":\"keyword\"}}}", StringComparison.Ordinal), Events.Of("ben", 10));
        var source = Events.Source(place.Name("*"));

        (await place.RowsAsync(source)).ShouldBe(["ben 10 1 10"]);
        var readiness = Events.Readiness(source, await place.CapabilitiesAsync(source));
        readiness.ShouldAllBe(r => r.Level == ReadinessLevel.Degraded);
        readiness[0].Reasons.ShouldContain("user.name is keyword and text: only the indices that have user.name.keyword are read; map it as keyword in all");
    }

    /// <summary>A node of the tests' own may have been built without the call that removes streams, and keeps one until it goes away itself.</summary>
    private static async Task TryDeleteAsync(EnginePlace place, string path)
    {
        try
        {
            await place.CallAsync(HttpMethod.Delete, path);
        }
        catch (EngineException refused) when (refused.Status is 400)
        {
            Console.WriteLine($"Not removed: {refused.Message}");
        }
    }

    private static byte[] Json(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
