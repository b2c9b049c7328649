using System.Text;
using BehaviorElasticSidecar.Worker.Verbs;

namespace BehaviorElasticSidecar.Worker.Tests.Settings;

public sealed class SettingsFaultTests
{
    private static readonly (string Case, string Yaml, string[] Outside)[] Cases =
    [
        ("unknown keys", "engin:\n  nodes: http://a:9200\nengine:\n  node: http://a:9200\nhistory_days: 3", []),
        ("broken YAML", "engine:\n  nodes: [http://a:9200\nhistory: 60d", []),
        ("a list for the root", "- history: 60d", []),
        ("a key twice", "history: 60d\nhistory: 30d", []),
        ("a text for a group", "engine: http://a:9200", []),
        ("a group for a text", "history: { days: 60 }", []),
        ("not a length of time", "engine: { request_timeout: 2 minutes }", []),
        ("a length of time out of range", "schedule: { interval: 1s }\nhistory: 5000d", []),
        ("not bytes", "state: { memory: lots }", []),
        ("bytes out of range", "state: { memory: 1KB, write_budget: 20TB }", []),
        ("not a whole number", "learning: { days: 2.5 }", []),
        ("a number out of range", "anomalies: { min_score: 101 }\nengine: { max_tries: 0 }", []),
        ("not a choice", "engine: { stack: elastic }\nlogging: { level: verbose, format: jsn }", []),
        ("not a switch", "engine: { compression: maybe }", []),
        ("not a prefix", "index_prefix: Behavior-", []),
        ("not a zone", "time_zone: Europe/Wien", []),
        ("not a cron expression", "schedule: { cron: every day }", []),
        ("not a URL", "engine: { nodes: [localhost:9200, 'https://ok:9200', ftp://a] }", []),
        ("credentials in a URL", "engine: { nodes: https://elastic:hunter2@a:9200 }", []),
        ("no node", "engine: { nodes: [] }", []),
        ("password without user", "engine: { password: hunter2 }", []),
        ("user without password", "engine: { username: ana }", []),
        ("two credentials", "engine: { username: ana, password: hunter2, api_key: c2VjcmV0 }", []),
        ("secret and its file", "engine: { api_key: c2VjcmV0, api_key_file: key.txt }", []),
        ("secret file missing", "engine: { api_key_file: nowhere.txt }", []),
        ("secret as a list", "engine: { api_key: [c2VjcmV0] }", []),
        ("key without certificate, authority over http, files missing", "engine: { client_key: key.pem, certificate_authority: ca.pem }", []),
        ("variable without value", "time_zone: ${ZONE}\nengine: { api_key: '${KEY:?made by the setup job}' }", []),
        ("variable without end", "engine: { api_key: 'hunter2${KEY' }", []),
        ("learning longer than history", "history: 10d", []),
        ("folder missing", "detectors: { folder: rules }", []),
        ("unknown variable", "", ["env:BEHAVIOR_SIDECAR__ENGINE__NODE=http://a:9200", "env:BEHAVIOR_SIDECAR__SOURCES=logs-*"]),
        ("wrong variable", "", ["env:BEHAVIOR_SIDECAR__HISTORY=long"]),
        ("unknown and wrong flags", "", ["--set", "engine.max_trys=3", "--set", "learning.days=none", "--node", "localhost"]),
        ("wrong sources", "sources:\n  - id: vpn\n    index: vpn-*\n  - indices: [a]", []),
        ("wrong context", "context:\n  - kind: person\n    file: nobody.csv\n    map: { nam: login }\n  - { kind: user, file: gone.csv }\n  - { kind: host, index: CMDB, delimiter: ';' }\npeers: { keys: department+colour, least: 1 }\nrisk: { leaver_odds: 0 }", []),
        ("calendar missing", "calendar: { file: gone.yml }", []),
        ("calendar wrong", "learning: { days: 0 }\ncalendar: { file: days.yml }", []),
        ("context outside of the file", "", ["--set", "context=people.csv", "env:BEHAVIOR_SIDECAR__CONTEXT=people.csv"]),
        ("all at once", "histry: 60d\nengine:\n  request_timeout: x\n  max_tries: 99\nlogging: { level: loud }", ["--set", "risk.half_life=1y"]),
    ];

    [Fact]
    public void Every_fault_names_place_key_value_and_what_is_allowed()
    {
        var text = new StringBuilder();
        foreach (var (name, yaml, outside) in Cases)
        {
            using var sidecar = new SidecarProcess();
            sidecar.Write("behavior-sidecar.yml", yaml);
            sidecar.Write("days.yml", "holidays:\n  - { date: 25.12.2026, name: Christmas }\n  - { yearly: 12-25, zones: Europe/Berlim }\n");
            foreach (var variable in outside.Where(r => r.StartsWith("env:", StringComparison.Ordinal)))
                sidecar.Environment[variable[4..].Split('=')[0]] = variable.Split('=', 2)[1];
            var exit = sidecar.Run(["config", "show", .. outside.Where(r => !r.StartsWith("env:", StringComparison.Ordinal))]);
            text.Append("## ").Append(name).Append('\n').Append(sidecar.Complained);
            exit.ShouldBe(ExitCode.Settings, name);
            sidecar.Printed.ShouldBe("", name);
        }

        text.ToString().ShouldBeApproved();
    }

    [Theory]
    [InlineData("engine: { password: hunter2 }")]
    [InlineData("engine: { api_key: [hunter2] }")]
    [InlineData("engine: { api_key: 'hunter2${' }")]
    [InlineData("engine: { nodes: 'http://ana:hunter2@a' }")]
    [InlineData("engine: { nodes: ['http://ana:hunter2@a'] }")]
    public void A_fault_never_shows_a_secret(string yaml)
    {
        using var sidecar = new SidecarProcess();
        sidecar.Write("behavior-sidecar.yml", yaml);

        sidecar.Run("config", "show").ShouldBe(ExitCode.Settings);

        sidecar.Complained.ShouldNotContain("hunter2");
    }

    [Fact]
    public void A_named_settings_file_that_is_not_there_is_a_fault()
    {
        using var sidecar = new SidecarProcess();

        sidecar.Run("config", "show", "--config", "other.yml").ShouldBe(ExitCode.Settings);

        sidecar.Complained.ShouldContain("other.yml: no such file");
    }
}
