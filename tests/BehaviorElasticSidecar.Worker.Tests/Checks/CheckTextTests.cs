using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Quality;
using BehaviorElasticSidecar.Worker.Checks;
using BehaviorElasticSidecar.Worker.Verbs;

namespace BehaviorElasticSidecar.Worker.Tests.Checks;

public sealed class CheckTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly CheckReport Report = new()
    {
        Exit = ExitCode.Fine,
        Connection = new ConnectionCheck(["https://es1:9200"], "Elasticsearch", "9.2.0", "site", null),
        Privileges = new PrivilegeCheck(true, "behavior", [], []),
        Templates = [new TemplateCheck("behavior-anomalies", "present", 3, 3)],
        Sources =
        [
            new SourceCheck("logs", ["logs-*"], 12, 34_000_000, 5L << 30, Now.AddMinutes(-2), 45, null)
            {
                Quality = new QualityCheck(Now.AddHours(-36), new QualityFields
                {
                    Events = 1_204_331, Expected = 1_180_020, UserFraction = 0.98, HostFraction = 1, OriginFraction = 0.643, GeoFraction = 0.012, LateFraction = 0.0004,
                    Duplicates = 0, Ahead = 0, Failures = 0, Ignored = 0, UnknownOutcomes = 0,
                }, []),
            },
        ],
        Detectors = [new DetectorCheck("identity.logon_count", "Many logons", "logs", "ready", [])],
    };

    private static readonly CheckReport Troubled = Report with
    {
        Privileges = new PrivilegeCheck(false, "behavior", [], ["behavior-*: write", "logs-*: read"]),
        Templates =
        [
            new TemplateCheck("behavior-anomalies", "outdated", 2, 3), new TemplateCheck("behavior-risk", "missing", null, 1),
            new TemplateCheck("behavior-state", "present", 1, 1),
        ],
        Sources =
        [
            Report.Sources[0] with
            {
                LatenessSeconds = null, NewestEvent = Now.AddDays(-3), Quality = Report.Sources[0].Quality! with
                {
                    Fields = Report.Sources[0].Quality!.Fields with { Expected = null, LateFraction = 0.031, Duplicates = 24_000, Failures = 12, GeoFraction = 0 },
                    Findings = [new QualityFinding("3.1 % of the events come more than 5m late\u001b[31m", "Set ingest_delay: 1h for the source.")], Future = 3,
                    Example = "logs-1/_doc/7: Provided Grok expressions do not match",
                },
            },
            new SourceCheck("vpn", ["vpn-*"], 0, 0, 0, null, null, "matches no index"),
        ],
        Detectors =
        [
            .. Report.Detectors, new DetectorCheck("network.new_port", "New port", "logs", "ready", []) { Scarcest = "destination.port", ScarcestFraction = 0.004 },
            new DetectorCheck("identity.new_country", "New country", "logs", "off", ["source.geo.country_iso_code is in no index: rows cannot be grouped by it"]),
            new DetectorCheck("network.bytes_out", "Bytes out", "logs", "degraded", ["a\u001b[31m bad field"]),
            new DetectorCheck("cloud.new_region", "New region", "-", "switched off", []),
        ],
    };

    [Fact]
    public void A_sound_cluster_reads_as_approved() => CheckText.Of(Complete(Report), Now).ShouldBeApproved();

    [Fact]
    public void Trouble_reads_as_approved() => CheckText.Of(Complete(Troubled), Now).ShouldBeApproved();

    [Fact]
    public void What_it_costs_reads_as_approved() => CheckText.Of(Complete(Report with
    {
        Cost = new CostCheck(192, 74.2, 60, 300_000_000,
        [
            new QueryCost("logs/user/1h", 5, Now, 1.2, 12_000, 300, 26, 80_000_000),
            new QueryCost("logs/address/1h/user.name", 2, Now, 0.08, 0, 0, 0, 0, "the memory breaker"),
        ]),
    }), Now).ShouldBeApproved();

    [Fact]
    public void Exit_codes_follow_from_the_worst_finding()
    {
        Complete(Report).Exit.ShouldBe(ExitCode.Fine);
        Complete(Troubled).Exit.ShouldBe(ExitCode.Privileges);
        Complete(Report with { Detectors = Troubled.Detectors }).Exit.ShouldBe(ExitCode.Degraded);
        Complete(Report with { Sources = Troubled.Sources }).Exit.ShouldBe(ExitCode.Degraded);
        Complete(Report with { Templates = [Troubled.Templates[0]] }).Exit.ShouldBe(ExitCode.Degraded);
        Complete(Report with { Templates = Troubled.Templates }).Exit.ShouldBe(ExitCode.Privileges);
    }

    [Theory]
    [InlineData(EngineErrorKind.Unauthorized, nameof(ExitCode.Privileges), "engine.api_key_file")]
    [InlineData(EngineErrorKind.Connection, nameof(ExitCode.Fault), "engine.nodes")]
    [InlineData(EngineErrorKind.Tls, nameof(ExitCode.Fault), "engine.certificate_authority")]
    [InlineData(EngineErrorKind.WrongStack, nameof(ExitCode.Fault), "engine.stack")]
    public void A_cluster_that_does_not_answer_says_which_setting_to_look_at(EngineErrorKind kind, string exit, string setting)
    {
        var trouble = new EngineException("No answer.") { Kind = kind, Method = "GET", Path = "/", Node = "https://es1:9200" };

        var report = CheckAdvice.Unreachable(["https://es1:9200"], trouble);

        report.Exit.ToString().ShouldBe(exit);
        report.Advice.ShouldHaveSingleItem().ShouldContain(setting);
        CheckText.Of(report, Now).ShouldContain("FAILED at https://es1:9200: No answer.");
    }

    [Theory]
    [InlineData(EngineStack.Elasticsearch)]
    [InlineData(EngineStack.OpenSearch)]
    public void Role_calls_are_json_that_names_remote_patterns_for_the_remote_cluster(EngineStack stack)
    {
        var call = RoleCalls.ForWorker(stack, ["logs-*", "far:logs-*"], "behavior-");

        var parts = call.Split("\nand on the remote clusters\n");
        parts.Length.ShouldBe(2);
        parts[0].ShouldNotContain("far:");
        foreach (var part in parts)
            System.Text.Json.JsonDocument.Parse(part[part.IndexOf('\n', StringComparison.Ordinal)..]).Dispose();
    }

    [Theory]
    [InlineData(EngineStack.Elasticsearch, "POST _security/api_key", "role_descriptors")]
    [InlineData(EngineStack.OpenSearch, "PUT _plugins/_security/api/rolesmapping/behavior-worker", "users")]
    public void The_call_that_hands_rights_out_is_one_of_the_stack_and_json_whoever_asks(EngineStack stack, string line, string member)
    {
        var call = RoleCalls.ForHandOut(stack, ["logs-*", "far:logs-*"], "behavior-", "o\"brien\n").Split('\n');

        call.Length.ShouldBe(2);
        call[0].ShouldBe(line);
        using var body = System.Text.Json.JsonDocument.Parse(call[1]);
        body.RootElement.TryGetProperty(member, out _).ShouldBeTrue();
    }

    private static CheckReport Complete(CheckReport report) =>
        CheckAdvice.Complete(report, RoleCalls.ForWorker(EngineStack.Elasticsearch, ["logs-*", "vpn-*"], "behavior-"),
            RoleCalls.ForHandOut(EngineStack.Elasticsearch, ["logs-*", "vpn-*"], "behavior-", "behavior"), Now);
}
