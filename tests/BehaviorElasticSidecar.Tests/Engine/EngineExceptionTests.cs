using System.Security.Authentication;
using BehaviorElasticSidecar.Engine;

namespace BehaviorElasticSidecar.Tests.Engine;

public sealed class EngineExceptionTests
{
    [Theory]
    [InlineData(401, "security_exception", EngineErrorKind.Unauthorized, "engine.api_key")]
    [InlineData(403, "security_exception", EngineErrorKind.Forbidden, "privilege")]
    [InlineData(404, "index_not_found_exception", EngineErrorKind.NotFound, "name of the index")]
    [InlineData(409, "version_conflict_engine_exception", EngineErrorKind.Conflict, "another writer")]
    [InlineData(403, "cluster_block_exception", EngineErrorKind.ReadOnly, "read_only_allow_delete")]
    [InlineData(429, "cluster_block_exception", EngineErrorKind.ReadOnly, "disk")]
    [InlineData(400, "parsing_exception", EngineErrorKind.BadRequest, "will not take")]
    [InlineData(400, "too_many_buckets_exception", EngineErrorKind.Breaker, "smaller pages")]
    [InlineData(503, "too_many_buckets_exception", EngineErrorKind.Breaker, "smaller pages")]
    [InlineData(500, "null_pointer_exception", EngineErrorKind.ServerFault, "log")]
    public async Task Trouble_that_no_retry_mends_is_told_at_once_with_what_to_do(int status, string type, EngineErrorKind kind, string advice)
    {
        var engine = new ScriptedEngine().Error(status, type);
        using var client = engine.Client();

        var trouble = await Should.ThrowAsync<EngineException>(() => client.SearchAsync(["logs-*"], "{}"u8.ToArray(), CancellationToken.None));

        (trouble.Kind, trouble.Status, trouble.Method, trouble.Node, trouble.RetryHelps).ShouldBe((kind, status, "POST", "http://one:9200", false));
        trouble.Path.ShouldStartWith("/logs-*/_search");
        trouble.Message.ShouldStartWith("POST /logs-*/_search");
        trouble.Message.ShouldContain($"on http://one:9200 answered {status}: {type}: because. ");
        trouble.Message.ShouldContain(advice);
    }

    [Fact]
    public async Task A_self_signed_certificate_names_the_setting_that_trusts_it()
    {
        var inner = new AuthenticationException("The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot");
        var engine = new ScriptedEngine().Fail(new HttpRequestException(HttpRequestError.SecureConnectionError, "The SSL connection could not be established", inner));
        using var client = engine.Client();

        var trouble = await Should.ThrowAsync<EngineException>(() => client.IdentifyAsync(CancellationToken.None));

        (trouble.Kind, trouble.RetryHelps).ShouldBe((EngineErrorKind.Tls, false));
        trouble.Message.ShouldContain("UntrustedRoot");
        trouble.Message.ShouldContain("engine.certificate_authority");
    }

    [Fact]
    public void A_certificate_file_that_is_not_there_is_told_with_its_setting()
    {
        var options = new EngineOptions { CertificateAuthority = "/no/such/ca.pem" };

        var trouble = Should.Throw<EngineException>(() =>
            new EngineClient(options, new FastTime(), Microsoft.Extensions.Logging.Abstractions.NullLogger<EngineClient>.Instance));

        trouble.Message.ShouldStartWith("engine.certificate_authority: '/no/such/ca.pem'");
    }

    [Fact]
    public async Task Hostile_text_comes_through_on_one_line_bounded_and_without_secrets()
    {
        var reason = "a\\r\\n\\u0007b \\u202Ehunter2\\u0000 " + new string('x', 5000);
        var engine = new ScriptedEngine().Error(400, "parsing_exception", reason);
        using var client = engine.Client(new EngineOptions { Username = "ana", Password = "hunter2" });

        var trouble = await Should.ThrowAsync<EngineException>(() => client.SearchAsync(["a"], "{}"u8.ToArray(), CancellationToken.None));

        trouble.Excerpt.Length.ShouldBeLessThanOrEqualTo(300);
        trouble.Excerpt.ShouldStartWith("parsing_exception: a b *** xxx");
        trouble.Excerpt.ShouldEndWith("…");
        trouble.Message.Any(char.IsControl).ShouldBeFalse();
    }

    [Fact]
    public async Task An_answer_that_is_no_json_is_shown_in_part()
    {
        using var client = new ScriptedEngine().Answer("<html>Sign in</html>", mediaType: "text/html").Client();

        var trouble = await Should.ThrowAsync<EngineException>(() => client.IdentifyAsync(CancellationToken.None));

        trouble.Kind.ShouldBe(EngineErrorKind.Protocol);
        trouble.Excerpt.ShouldContain("<html>Sign in</html>");
    }

    [Fact]
    public async Task Json_that_breaks_off_is_a_fault_of_the_protocol()
    {
        using var client = new ScriptedEngine().Answer("""{"took":1,"hits":""").Client();

        var trouble = await Should.ThrowAsync<EngineException>(() => client.IdentifyAsync(CancellationToken.None));

        trouble.Kind.ShouldBe(EngineErrorKind.Protocol);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        var engine = new ScriptedEngine().Answer("moved", 302, "text/plain");
        using var client = engine.Client();

        (await Should.ThrowAsync<EngineException>(() => client.IdentifyAsync(CancellationToken.None))).Kind.ShouldBe(EngineErrorKind.Protocol);
        engine.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_text_field_names_the_cure()
    {
        using var client = new ScriptedEngine().Error(400, "illegal_argument_exception", "Text fields are not optimised for operations").Client();

        var trouble = await Should.ThrowAsync<EngineException>(() => client.SearchAsync(["a"], "{}"u8.ToArray(), CancellationToken.None));

        trouble.Message.ShouldContain(".keyword");
    }
}
