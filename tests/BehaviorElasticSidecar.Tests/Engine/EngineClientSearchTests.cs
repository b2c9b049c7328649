using BehaviorElasticSidecar.Engine;

namespace BehaviorElasticSidecar.Tests.Engine;

public sealed class EngineClientSearchTests
{
    private static readonly byte[] Body = """{"size":0}"""u8.ToArray();

    [Theory]
    [InlineData("""{"timed_out":true,"_shards":{"total":2,"failed":0}}""", EngineErrorKind.TimedOut, "timed_out")]
    [InlineData("""{"timed_out":false,"_shards":{"total":0,"failed":0}}""", EngineErrorKind.NotFound, "_shards.total is 0")]
    [InlineData("""{"_shards":{"total":2,"failed":0},"_clusters":{"total":2,"successful":1,"skipped":1}}""", EngineErrorKind.PartialAnswer, "1 of 2 clusters are skipped")]
    [InlineData("""{"_shards":{"total":2,"failed":0},"_clusters":{"total":2,"successful":1,"partial":1}}""", EngineErrorKind.PartialAnswer, "partial")]
    [InlineData("""{"is_partial":true,"_shards":{"total":2,"failed":0}}""", EngineErrorKind.PartialAnswer, "is_partial")]
    [InlineData("""{"took":1}""", EngineErrorKind.Protocol, "_shards")]
    [InlineData("""[]""", EngineErrorKind.Protocol, "_shards")]
    public async Task An_answer_that_covers_less_than_asked_is_never_a_success(string answer, EngineErrorKind kind, string what)
    {
        using var client = new ScriptedEngine().Answer(answer).Client(ScriptedEngine.Options(maxTries: 1));

        var trouble = await Should.ThrowAsync<EngineException>(() => client.SearchAsync(["logs-*"], Body, CancellationToken.None));

        (trouble.Kind, trouble.Status).ShouldBe((kind, 200));
        trouble.Excerpt.ShouldContain(what);
    }

    [Fact]
    public async Task Failed_shards_are_asked_again_and_then_told_with_the_first_reason()
    {
        const string partial =
            """{"timed_out":false,"_shards":{"total":5,"failed":2,"failures":[{"shard":0,"reason":{"type":"node_disconnected_exception","reason":"gone"}}]}}""";
        var engine = new ScriptedEngine().Answer(partial).Answer(partial);
        using var client = engine.Client(ScriptedEngine.Options(maxTries: 2));

        var trouble = await Should.ThrowAsync<EngineException>(() => client.SearchAsync(["logs-*"], Body, CancellationToken.None));

        trouble.Excerpt.ShouldBe("2 of 5 shards failed: node_disconnected_exception: gone");
        trouble.RetryHelps.ShouldBeTrue();
        engine.Left.ShouldBe(0);
    }

    [Fact]
    public async Task A_search_forbids_partial_results_and_missing_names()
    {
        var engine = new ScriptedEngine().Answer("""{"_shards":{"total":1,"failed":0}}""");
        using var client = engine.Client();

        (await client.SearchAsync(["logs-*", "remote:a"], Body, CancellationToken.None)).Dispose();

        engine.Requests[0].Uri.PathAndQuery.ShouldBe(
            "/logs-*,remote:a/_search?allow_partial_search_results=false&ignore_unavailable=false&allow_no_indices=true");
    }

    [Theory]
    [InlineData("../_security", "/..%2F_security/_search")]
    [InlineData("<logs-{now/d}>", "/%3Clogs-%7Bnow%2Fd%7D%3E/_search")]
    [InlineData("a?b=c#d", "/a%3Fb%3Dc%23d/_search")]
    public async Task A_name_cannot_leave_its_place_in_the_path(string name, string path)
    {
        var engine = new ScriptedEngine().Answer("""{"_shards":{"total":1,"failed":0}}""");
        using var client = engine.Client();

        (await client.SearchAsync([name], Body, CancellationToken.None)).Dispose();

        engine.Requests[0].Uri.AbsolutePath.ShouldBe(path);
    }

    [Fact]
    public async Task Searching_no_index_is_a_mistake_and_not_a_search_of_all()
    {
        using var client = new ScriptedEngine().Client();

        await Should.ThrowAsync<ArgumentException>(() => client.SearchAsync([], Body, CancellationToken.None));
        await Should.ThrowAsync<ArgumentException>(() => client.SearchAsync([".."], Body, CancellationToken.None));
    }
}
