using BehaviorElasticSidecar.Engine;

namespace BehaviorElasticSidecar.Tests.Engine;

public sealed class EngineClientIdentityTests
{
    [Theory]
    [InlineData(ScriptedEngine.OpenSearch, EngineStack.OpenSearch, "2.19.5")]
    [InlineData(ScriptedEngine.Elasticsearch, EngineStack.Elasticsearch, "9.2.0")]
    [InlineData("""{"version":{"distribution":"opensearch","number":"7.10.2"}}""", EngineStack.OpenSearch, "7.10.2")]
    [InlineData("""{"version":{"number":"7.10.2"},"tagline":"You Know, for Search"}""", EngineStack.OpenSearch, "7.10.2")]
    [InlineData("""{"version":{"number":"3.1.0"},"tagline":"The OpenSearch Project: https://opensearch.org/"}""", EngineStack.OpenSearch, "3.1.0")]
    public async Task The_engine_is_known_by_what_it_says(string root, EngineStack stack, string version)
    {
        using var client = new ScriptedEngine().Answer(root).Client();

        var identity = await client.IdentifyAsync(CancellationToken.None);

        (identity.Stack, identity.Version).ShouldBe((stack, version));
    }

    [Fact]
    public async Task It_is_asked_once()
    {
        var engine = new ScriptedEngine().Answer(ScriptedEngine.OpenSearch);
        using var client = engine.Client();

        var first = await client.IdentifyAsync(CancellationToken.None);

        (await client.IdentifyAsync(CancellationToken.None)).ShouldBe(first);
        engine.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_is_not_remembered()
    {
        var engine = new ScriptedEngine().Error(401, "security_exception").Answer(ScriptedEngine.Elasticsearch);
        using var client = engine.Client();

        await Should.ThrowAsync<EngineException>(() => client.IdentifyAsync(CancellationToken.None));

        (await client.IdentifyAsync(CancellationToken.None)).Stack.ShouldBe(EngineStack.Elasticsearch);
    }

    [Fact]
    public async Task The_setting_overrules_what_it_says()
    {
        using var client = new ScriptedEngine().Answer(ScriptedEngine.Elasticsearch).Client(ScriptedEngine.Options(stack: EngineStack.OpenSearch));

        (await client.IdentifyAsync(CancellationToken.None)).Stack.ShouldBe(EngineStack.OpenSearch);
    }

    [Fact]
    public async Task With_the_setting_nobody_needs_to_be_allowed_to_ask()
    {
        using var client = new ScriptedEngine().Error(403, "security_exception").Client(ScriptedEngine.Options(stack: EngineStack.OpenSearch));

        (await client.IdentifyAsync(CancellationToken.None)).ShouldBe(new EngineIdentity(EngineStack.OpenSearch, "", "", ""));
    }

    [Fact]
    public async Task Something_else_is_refused_with_the_setting_to_check()
    {
        using var client = new ScriptedEngine().Answer("""{"hello":"world"}""").Client();

        var trouble = await Should.ThrowAsync<EngineException>(() => client.IdentifyAsync(CancellationToken.None));

        trouble.Kind.ShouldBe(EngineErrorKind.WrongStack);
        trouble.Message.ShouldContain("engine.nodes");
    }
}
