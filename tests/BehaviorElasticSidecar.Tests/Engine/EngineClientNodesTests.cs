using BehaviorElasticSidecar.Engine;

namespace BehaviorElasticSidecar.Tests.Engine;

public sealed class EngineClientNodesTests
{
    private static readonly EngineOptions TwoNodes = ScriptedEngine.Options(nodes: ["http://one:9200", "https://two:9200/es"]);

    [Fact]
    public async Task Nodes_are_asked_in_turn_and_a_path_prefix_is_kept()
    {
        var engine = new ScriptedEngine().Answer("{}").Answer("{}").Answer("{}");
        using var client = engine.Client(TwoNodes);

        await AskAsync(client, 3);

        engine.Requests.Select(r => r.Uri.ToString()).ShouldBe(["http://one:9200/_x", "https://two:9200/es/_x", "http://one:9200/_x"]);
    }

    [Fact]
    public async Task A_dead_node_is_left_at_once_and_comes_back_after_its_time()
    {
        var engine = new ScriptedEngine().Refuse().Answer("{}").Answer("{}").Answer("{}");
        using var client = engine.Client(TwoNodes);

        await AskAsync(client, 2);
        engine.Time.Advance(TimeSpan.FromSeconds(31));
        await AskAsync(client, 1);

        engine.Requests.Select(r => r.Uri.Host).ShouldBe(["one", "two", "two", "one"]);
        engine.Time.Waits.ShouldBeEmpty("another node was alive");
    }

    [Fact]
    public async Task When_all_are_dead_the_one_that_died_first_is_tried()
    {
        var engine = new ScriptedEngine().Refuse().Refuse().Answer("{}");
        using var client = engine.Client(TwoNodes);

        await AskAsync(client, 1);

        engine.Requests.Select(r => r.Uri.Host).ShouldBe(["one", "two", "one"]);
        engine.Time.Waits.ShouldBe([TimeSpan.FromSeconds(1)]);
    }

    [Fact]
    public async Task A_node_that_answers_again_is_alive_at_once()
    {
        var engine = new ScriptedEngine().Refuse().Refuse().Answer("{}").Answer("{}");
        using var client = engine.Client(TwoNodes);

        await AskAsync(client, 2);

        engine.Requests[^1].Uri.Host.ShouldBe("one");
    }

    [Fact]
    public async Task A_slow_search_does_not_make_its_node_dead()
    {
        var engine = new ScriptedEngine().Hang().Answer("{}").Answer("{}");
        using var client = engine.Client(TwoNodes);

        await Should.ThrowAsync<EngineException>(() => client.SearchAsync(["a"], "{}"u8.ToArray(), CancellationToken.None));
        await AskAsync(client, 2);

        engine.Requests.Select(r => r.Uri.Host).ShouldBe(["one", "two", "one"]);
    }

    private static async Task AskAsync(EngineClient client, int times)
    {
        for (var i = 0; i < times; i++)
            (await client.SendAsync(HttpMethod.Get, "/_x", default, CancellationToken.None)).Dispose();
    }
}
