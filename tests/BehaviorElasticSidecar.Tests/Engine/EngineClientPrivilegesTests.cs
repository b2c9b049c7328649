using BehaviorElasticSidecar.Engine;

namespace BehaviorElasticSidecar.Tests.Engine;

public sealed class EngineClientPrivilegesTests
{
    private static readonly PrivilegeQuery Query = new(["monitor"], [new IndexPrivileges(["logs-*"], ["read", "write"])]);

    [Fact]
    public async Task Elasticsearch_names_what_is_missing()
    {
        var engine = new ScriptedEngine().Answer(ScriptedEngine.Elasticsearch)
            .Answer("""{"username":"ana","has_all_requested":false,"cluster":{"monitor":false},"index":{"logs-*":{"read":true,"write":false}}}""");
        using var client = engine.Client();

        var report = await client.PrivilegesAsync(Query, CancellationToken.None);

        (report.HasAll, report.User).ShouldBe((false, "ana"));
        report.Missing.ShouldBe(["cluster: monitor", "logs-*: write"]);
        engine.Requests[1].Body.ShouldBe("""{"cluster":["monitor"],"index":[{"names":["logs-*"],"privileges":["read","write"]}]}""");
    }

    [Theory]
    [InlineData(ScriptedEngine.OpenSearch)]
    [InlineData(ScriptedEngine.Elasticsearch)]
    public async Task An_engine_without_security_allows_everything(string root)
    {
        using var client = new ScriptedEngine().Answer(root).Answer("""{"error":"no handler found for uri [/x] and method [POST]"}""", 400).Client();

        (await client.HasPrivilegesAsync(Query, CancellationToken.None)).ShouldBe(true);
    }

    [Fact]
    public async Task OpenSearch_with_security_says_only_who_is_asking()
    {
        using var client = new ScriptedEngine().Answer(ScriptedEngine.OpenSearch).Answer("""{"user_name":"ana","roles":["b","a"]}""").Client();

        var report = await client.PrivilegesAsync(Query, CancellationToken.None);

        (report.HasAll, report.User).ShouldBe((null, "ana"));
        report.Roles.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task Where_asking_is_forbidden_nothing_is_known()
    {
        using var client = new ScriptedEngine().Answer(ScriptedEngine.Elasticsearch).Error(403, "security_exception").Client();

        (await client.HasPrivilegesAsync(Query, CancellationToken.None)).ShouldBeNull();
    }
}
