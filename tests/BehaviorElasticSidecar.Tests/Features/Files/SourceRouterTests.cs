using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Files;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Tests.Features.Files;

public sealed class SourceRouterTests
{
    private static readonly FeatureQuery Windows = Q.Of(Q.Source("windows", "logs-system.security-*,winlogbeat-*", "-logs-*-test")) with { Id = "w" };
    private static readonly FeatureQuery Okta = Q.Of(Q.Source("okta", "logs-okta.*") with { Filter = new EventFilter([Q.Is("event.module", "okta")]) }) with { Id = "o" };
    private static readonly FeatureQuery All = Q.Of(Q.Source("zall", "logs-*-prod")) with { Id = "z" };

    [Theory]
    [InlineData("""{"_index":"winlogbeat-7.12.1-2026.01.05","_source":{EVENT}}""", "w")]
    [InlineData("""{"_index":".ds-logs-system.security-default-2026.01.05-000012","_source":{EVENT}}""", "w")]
    [InlineData("""{"_index":"partial-.ds-logs-system.security-prod-2026.01.05-000012","_source":{EVENT}}""", "w z")]
    [InlineData("""{"_index":"logs-system.security-test","_source":{EVENT}}""", "")]
    [InlineData("""{EVENT,"data_stream":{"dataset":"system.security"}}""", "w")]
    [InlineData("""{EVENT,"data_stream":{"type":"metrics","dataset":"system.security"}}""", "")]
    [InlineData("""{EVENT,"data_stream":{"type":"logs","dataset":"okta.system","namespace":"default"},"event":{"module":"okta"}}""", "o")]
    [InlineData("""{"_index":"logs-okta.x-default","_source":{EVENT,"data_stream":{"dataset":"system.security"},"event":{"module":"okta"}}}""", "o")]
    [InlineData("""{EVENT}""", "w")]
    public void The_index_decides_and_without_one_the_first_filter_passed(string line, string queries)
    {
        using var run = new Run();
        run.File("a.ndjson", line.Replace("EVENT", "\"@timestamp\":\"2026-01-05T10:15:00Z\",\"user\":{\"name\":\"ana\"}", StringComparison.Ordinal));
        string.Join(' ', run.Rows([Windows, Okta, All]).Select(r => r[..1])).ShouldBe(queries);
        run.Drops("no_source").ShouldBe(queries.Length == 0 ? 1 : 0);
    }

    [Fact]
    public void One_source_takes_all_indices()
    {
        using var run = new Run();
        run.File("a.ndjson", """{"_index":"elsewhere","_source":{"@timestamp":"2026-01-05T10:15:00Z","user":{"name":"ana"}}}""");
        run.Rows(Windows).Count.ShouldBe(1);
    }

    [Fact]
    public void Each_source_has_its_own_time_and_names()
    {
        using var run = new Run();
        run.File("a.ndjson", """{"_index":"logs-x-prod","_source":{"@timestamp":"2026-01-05T10:15:00Z","seen":"2026-01-05T07:00:00Z","user":{"name":"ana"},"login":"bob"}}""");
        var other = Q.Of(Q.Source("other", "*-prod") with { TimeField = "seen", Fields = new Dictionary<string, string> { ["user.name"] = "login" } }) with { Id = "x" };
        run.Rows([All, other]).ShouldBe(["x 01-05 07:00 bob 1", "z 01-05 10:00 ana 1"]);
        run.Progress!.Events.ShouldBe(1);
    }

    [Theory]
    [InlineData("logs-*", "logs-a", true)]
    [InlineData("logs-*", "xlogs-a", false)]
    [InlineData("logs-a", "logs-a", true)]
    [InlineData("remote:logs-*", "remote:logs-a", true)]
    [InlineData("remote:logs-*", "logs-a", true)]
    [InlineData("logs-*", "remote:logs-a", false)]
    [InlineData("*:logs-*,-*:logs-b", "remote:logs-b", false)]
    [InlineData("-logs-a", "-logs-a", true)]
    [InlineData("_all", "logs-a", true)]
    public void Patterns_match_as_a_cluster_resolves_them(string patterns, string index, bool matches) =>
        new IndexPatterns([patterns]).Match(index).ShouldBe(matches);
}
