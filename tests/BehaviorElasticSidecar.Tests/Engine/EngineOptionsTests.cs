using System.Text;
using BehaviorElasticSidecar.Engine;

namespace BehaviorElasticSidecar.Tests.Engine;

public sealed class EngineOptionsTests
{
    [Fact]
    public void User_and_password_leave_the_url()
    {
        var options = EngineOptions.FromUrl("https://elastic:p%40ss%3Aword@es.example:9200/prefix");

        options.Nodes.ShouldBe([new Uri("https://es.example:9200/prefix")]);
        (options.Username, options.Password).ShouldBe(("elastic", "p@ss:word"));
    }

    [Fact]
    public void A_url_without_user_has_none() => EngineOptions.FromUrl("http://localhost:9200").Username.ShouldBeNull();

    [Theory]
    [InlineData("localhost:9200")]
    [InlineData("ftp://user:secret@host")]
    [InlineData("")]
    public void A_bad_url_is_refused_without_being_repeated(string url) =>
        Should.Throw<FormatException>(() => EngineOptions.FromUrl(url)).Message.ShouldNotContain("secret");

    [Theory]
    [InlineData("ana", "pw", null, null, "Basic YW5hOnB3")]
    [InlineData(null, null, "aWQ6a2V5", null, "ApiKey aWQ6a2V5")]
    [InlineData(null, null, "id:key\n", null, "ApiKey aWQ6a2V5")]
    [InlineData(null, null, null, "t0ken", "Bearer t0ken")]
    public async Task Each_kind_of_credential_is_sent_in_its_way(string? user, string? password, string? key, string? token, string header)
    {
        var engine = new ScriptedEngine().Answer(ScriptedEngine.OpenSearch);
        using var client = engine.Client(new EngineOptions { Username = user, Password = password, ApiKey = key, BearerToken = token });

        await client.IdentifyAsync(CancellationToken.None);

        engine.Requests[0].Header("Authorization").ShouldBe(header);
    }

    [Fact]
    public async Task Requests_are_plain_json_and_say_who_asks()
    {
        var engine = new ScriptedEngine().Answer("{}");
        using var client = engine.Client();

        (await client.SendAsync(HttpMethod.Post, "/a/_search", Encoding.UTF8.GetBytes("{}"), CancellationToken.None)).Dispose();

        engine.Requests[0].MediaType.ShouldBe("application/json");
        engine.Requests[0].Header("Accept").ShouldBe("application/json");
        engine.Requests[0].Header("X-Opaque-Id").ShouldBe("behavior-sidecar");
        engine.Requests[0].Message.Headers.Contains("Authorization").ShouldBeFalse();
    }
}
