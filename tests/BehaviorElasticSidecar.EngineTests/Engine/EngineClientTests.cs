using System.Text;
using BehaviorElasticSidecar.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace BehaviorElasticSidecar.EngineTests.Engine;

[Collection(EngineCollection.Name)]
public sealed class EngineClientTests(EngineFixture engines)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task The_stack_is_recognised(EngineStack stack)
    {
        var client = await engines.ClientAsync(stack);

        var identity = await client.IdentifyAsync(None);

        identity.Stack.ShouldBe(stack);
        identity.Version.ShouldMatch(@"^\d+\.\d+\.\d+");
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task A_call_of_any_kind_gives_its_json(EngineStack stack)
    {
        var client = await engines.ClientAsync(stack);

        using var health = await client.SendAsync(HttpMethod.Get, "/_cluster/health", default, None);

        health.RootElement.GetProperty("status").GetString().ShouldBeOneOf("green", "yellow", "red");
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task A_path_that_does_not_exist_is_a_bad_request(EngineStack stack)
    {
        var client = await engines.ClientAsync(stack);

        var trouble = await Should.ThrowAsync<EngineException>(() => client.SendAsync(HttpMethod.Post, "/_no_such_thing/x/y/z", "{}"u8.ToArray(), None));

        trouble.Kind.ShouldBeOneOf(EngineErrorKind.BadRequest, EngineErrorKind.NotFound);
        trouble.RetryHelps.ShouldBeFalse();
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task Privileges_are_told_as_far_as_the_engine_knows_them(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);

        var report = await place.Client.PrivilegesAsync(
            new PrivilegeQuery(["monitor"], [new IndexPrivileges([place.Name("*")], ["read", "create_index"])]), None);

        // The tests themselves need these privileges; OpenSearch with security cannot be asked.
        report.HasAll.ShouldNotBe(false);
        report.Missing.ShouldBeEmpty();
    }

    [EngineTheory, OnElasticsearch]
    public async Task Wrong_credentials_are_told_as_such(EngineStack stack)
    {
        var options = await engines.OptionsAsync(stack);
        if (options.Username is null)
            return;
        var wrong = new EngineOptions { Nodes = options.Nodes, Username = options.Username, Password = "not-the-password" };
        using var client = new EngineClient(wrong, TimeProvider.System, NullLogger<EngineClient>.Instance);

        var trouble = await Should.ThrowAsync<EngineException>(() => client.IdentifyAsync(None));

        (trouble.Kind, trouble.Status).ShouldBe((EngineErrorKind.Unauthorized, 401));
        trouble.Message.ShouldContain("engine.password");
        trouble.Message.ShouldNotContain("not-the-password");
    }

    [EngineTheory, OnElasticsearch]
    public async Task An_api_key_is_let_in_and_what_it_may_not_do_is_named(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        var options = await engines.OptionsAsync(stack);
        if (await ApiKeyAsync(place) is not var (id, key))
            return;
        try
        {
            using var client = new EngineClient(
                new EngineOptions { Nodes = options.Nodes, ApiKey = key }, TimeProvider.System, NullLogger<EngineClient>.Instance);
            (await client.IdentifyAsync(None)).Stack.ShouldBe(stack);

            var report = await client.PrivilegesAsync(new PrivilegeQuery(["monitor"], [new IndexPrivileges([place.Name("*")], ["read", "write"])]), None);
            var trouble = await Should.ThrowAsync<EngineException>(() => client.CreateIndexAsync(place.Name("a"), default, None));

            report.Missing.ShouldBe([place.Name("*") + ": write"]);
            (trouble.Kind, trouble.Status).ShouldBe((EngineErrorKind.Forbidden, 403));
            trouble.Excerpt.ShouldContain("unauthorized");
        }
        finally
        {
            (await place.Client.SendAsync(HttpMethod.Delete, "/_security/api_key", Encoding.UTF8.GetBytes($$"""{"ids":["{{id}}"]}"""), None)).Dispose();
        }
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task A_cancellation_passes_untouched(EngineStack stack)
    {
        var client = await engines.ClientAsync(stack);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => client.SearchAsync(["*"], "{}"u8.ToArray(), stop.Token));
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task A_node_that_is_not_there_is_passed_over(EngineStack stack)
    {
        var options = await engines.OptionsAsync(stack);
        var some = new EngineOptions
        {
            // Port 1 is reserved and refuses.
            Nodes = [new Uri("http://127.0.0.1:1"), .. options.Nodes],
            Username = options.Username,
            Password = options.Password,
        };
        using var client = new EngineClient(some, TimeProvider.System, NullLogger<EngineClient>.Instance);

        (await client.IdentifyAsync(None)).Stack.ShouldBe(stack);
    }

    /// <summary>Null where the cluster has no keys: security off, or the user may not make one.</summary>
    private static async Task<(string Id, string Key)?> ApiKeyAsync(EnginePlace place)
    {
        var body = $$"""
            {"name":"{{place.Name("key")}}","expiration":"10m","role_descriptors":{"r":{"cluster":["monitor"],
             "index":[{"names":["{{place.Name("*")}}"],"privileges":["read"]}] } } }
            """;
        try
        {
            using var made = await place.Client.SendAsync(HttpMethod.Post, "/_security/api_key", Encoding.UTF8.GetBytes(body), None);
            return (made.RootElement.GetProperty("id").GetString()!, made.RootElement.GetProperty("encoded").GetString()!);
        }
        catch (EngineException trouble) when (trouble.Status is 400 or 403 or 404 or 405 or 500)
        {
            return null;
        }
    }
}
