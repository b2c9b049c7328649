using System.Net.Sockets;
using BehaviorElasticSidecar.Engine;

namespace BehaviorElasticSidecar.Tests.Engine;

public sealed class EngineClientRetryTests
{
    private static readonly byte[] Body = "{}"u8.ToArray();

    [Theory]
    [InlineData(429, "es_rejected_execution_exception")]
    [InlineData(429, "rejected_execution_exception")]
    [InlineData(503, "cluster_manager_not_discovered_exception")]
    [InlineData(502, "bad_gateway")]
    [InlineData(504, "gateway_timeout")]
    public async Task A_busy_cluster_is_asked_again_after_growing_waits(int status, string type)
    {
        var engine = new ScriptedEngine().Error(status, type).Error(status, type).Answer("""{"ok":1}""");
        using var client = engine.Client();

        using var answer = await client.SendAsync(HttpMethod.Get, "/_x", default, CancellationToken.None);

        answer.RootElement.GetProperty("ok").GetInt32().ShouldBe(1);
        engine.Time.Waits.ShouldBe([TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1)]);
    }

    [Fact]
    public async Task Jitter_cuts_a_wait_by_up_to_a_half()
    {
        var engine = new ScriptedEngine().Error(503, "x").Answer("{}");
        using var client = engine.Client(jitter: () => 0.5);

        (await client.SendAsync(HttpMethod.Get, "/_x", default, CancellationToken.None)).Dispose();

        engine.Time.Waits.ShouldBe([TimeSpan.FromSeconds(0.375)]);
    }

    [Fact]
    public async Task After_the_last_try_the_trouble_is_told_with_its_status()
    {
        var engine = new ScriptedEngine().Error(503, "a").Error(503, "b").Error(429, "rejected_execution_exception", "queue is full");
        using var client = engine.Client(ScriptedEngine.Options(maxTries: 3));

        var trouble = await Should.ThrowAsync<EngineException>(() => client.SendAsync(HttpMethod.Get, "/_x", default, CancellationToken.None));

        (trouble.Kind, trouble.Status, trouble.RetryHelps).ShouldBe((EngineErrorKind.Rejected, 429, true));
        trouble.Excerpt.ShouldBe("rejected_execution_exception: queue is full");
        engine.Left.ShouldBe(0);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("Sun, 01 Mar 2026 00:00:07 GMT")]
    public async Task Retry_after_is_honoured_as_seconds_and_as_date(string header)
    {
        var engine = new ScriptedEngine().Error(429, "x", retryAfter: header).Answer("{}");
        using var client = engine.Client();

        (await client.SendAsync(HttpMethod.Get, "/_x", default, CancellationToken.None)).Dispose();

        engine.Time.Waits.ShouldBe([TimeSpan.FromSeconds(7)]);
    }

    [Fact]
    public async Task An_absurd_retry_after_is_told_instead_of_waited_for()
    {
        var engine = new ScriptedEngine().Error(503, "x", retryAfter: "86400");
        using var client = engine.Client();

        var trouble = await Should.ThrowAsync<EngineException>(() => client.SendAsync(HttpMethod.Get, "/_x", default, CancellationToken.None));

        trouble.RetryAfter.ShouldBe(TimeSpan.FromDays(1));
        engine.Time.Waits.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lost_answer_of_a_read_is_asked_for_again()
    {
        var engine = new ScriptedEngine().Lose().Answer("{}");
        using var client = engine.Client();

        (await client.SendAsync(HttpMethod.Post, "/a/_search", Body, CancellationToken.None)).Dispose();

        engine.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_lost_answer_of_a_post_that_changes_something_is_told_as_maybe_applied()
    {
        var engine = new ScriptedEngine().Lose();
        using var client = engine.Client();

        var trouble = await Should.ThrowAsync<EngineException>(() => client.SendAsync(HttpMethod.Post, "/a/_doc", Body, CancellationToken.None));

        (trouble.Kind, trouble.MaybeApplied, trouble.RetryHelps).ShouldBe((EngineErrorKind.Connection, true, true));
        engine.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_post_that_never_left_is_sent_again()
    {
        var engine = new ScriptedEngine().Refuse().Answer("{}");
        using var client = engine.Client();

        (await client.SendAsync(HttpMethod.Post, "/a/_doc", Body, CancellationToken.None)).Dispose();

        engine.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_first_try_that_was_lost_is_remembered_when_the_last_one_was_only_refused()
    {
        var engine = new ScriptedEngine().Lose().Error(503, "x");
        using var client = engine.Client(ScriptedEngine.Options(maxTries: 2));

        var trouble = await Should.ThrowAsync<EngineException>(() => client.SendAsync(HttpMethod.Put, "/a", Body, CancellationToken.None));

        (trouble.Kind, trouble.MaybeApplied).ShouldBe((EngineErrorKind.Rejected, true));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_a_lost_connection()
    {
        var engine = new ScriptedEngine().Fail(new IOException("reset", new SocketException((int)SocketError.ConnectionReset)));
        using var client = engine.Client(ScriptedEngine.Options(maxTries: 1));

        var trouble = await Should.ThrowAsync<EngineException>(() => client.SendAsync(HttpMethod.Get, "/_x", default, CancellationToken.None));

        trouble.Kind.ShouldBe(EngineErrorKind.Connection);
    }

    [Fact]
    public async Task A_request_that_is_not_answered_in_time_is_given_up_and_sent_again()
    {
        var engine = new ScriptedEngine().Hang().Answer("{}");
        using var client = engine.Client();

        (await client.SendAsync(HttpMethod.Get, "/_x", default, CancellationToken.None)).Dispose();

        engine.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_search_that_took_too_long_is_not_repeated_as_it_is()
    {
        var engine = new ScriptedEngine().Hang();
        using var client = engine.Client();

        var trouble = await Should.ThrowAsync<EngineException>(() => client.SearchAsync(["a"], Body, CancellationToken.None));

        trouble.Kind.ShouldBe(EngineErrorKind.TimedOut);
        trouble.Message.ShouldContain("within 600 s");
    }

    [Fact]
    public async Task A_breaker_stops_a_search_at_once_but_a_small_call_waits()
    {
        var engine = new ScriptedEngine().Error(429, "circuit_breaking_exception").Error(429, "circuit_breaking_exception").Answer("{}");
        using var client = engine.Client();

        var trouble = await Should.ThrowAsync<EngineException>(() => client.SearchAsync(["a"], Body, CancellationToken.None));
        (await client.SendAsync(HttpMethod.Get, "/_x", default, CancellationToken.None)).Dispose();

        (trouble.Kind, trouble.RetryHelps).ShouldBe((EngineErrorKind.Breaker, false));
        engine.Time.Waits.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_cancellation_passes_untouched()
    {
        using var stop = new CancellationTokenSource();
        var engine = new ScriptedEngine().Do(stop.Cancel);
        using var client = engine.Client();

        var trouble = await Should.ThrowAsync<OperationCanceledException>(() => client.SendAsync(HttpMethod.Get, "/_x", default, stop.Token));

        trouble.ShouldNotBeOfType<EngineException>();
        engine.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task No_more_requests_are_under_way_than_allowed()
    {
        using var stop = new CancellationTokenSource();
        var engine = new ScriptedEngine().Do(() => { }).Do(() => { }).Do(() => { });
        using var client = engine.Client();

        var calls = Enumerable.Range(0, 3).Select(_ => client.SendAsync(HttpMethod.Get, "/_x", default, stop.Token)).ToList();

        engine.Requests.Count.ShouldBe(2);
        await stop.CancelAsync();
        foreach (var call in calls)
            await Should.ThrowAsync<OperationCanceledException>(() => call);
    }
}
