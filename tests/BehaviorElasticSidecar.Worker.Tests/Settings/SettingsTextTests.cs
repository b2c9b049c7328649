using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Sources;
using BehaviorElasticSidecar.Worker.Settings;
using BehaviorElasticSidecar.Worker.Verbs;

namespace BehaviorElasticSidecar.Worker.Tests.Settings;

public sealed class SettingsTextTests : IDisposable
{
    private readonly SidecarProcess _sidecar = new();

    public void Dispose() => _sidecar.Dispose();

    [Fact]
    public void Defaults_are_shown_as_approved()
    {
        _sidecar.Run("config", "show").ShouldBe(ExitCode.Fine);

        // Columns move with the length of the folder's name.
        Regex.Replace(_sidecar.Printed, " +# ", " # ").ShouldBeApproved();
    }

    [Fact]
    public void What_is_shown_can_be_read_again_and_means_the_same()
    {
        _sidecar.Write("people.csv", "name\n");
        _sidecar.Write("behavior-sidecar.yml", """
            time_zone: Europe/Vienna
            engine: { nodes: [https://a:9200, https://b:9200], username: "a\"\\b", password: hunter2, compression: on }
            schedule: { cron: 0 0/5 * * * ? }
            state: { write_budget: 2GB }
            logging: { file: "w x.log" }
            context:
              - { kind: user, file: people.csv, delimiter: tab, date_format: dd.MM.yyyy, map: { name: "log \"in\"", end: "$${x}" } }
              - { kind: host, index: cmdb-* }
            sources:
              - id: vpn
                indices: [vpn-*, -vpn-test]
                filter: { category: authentication, exists: [user.name], not: { "event.action": ["a\"b", "$${c}"] } }
                ingest_delay: 90s
                fields: { user.name: account }
                constants: { event.module: vpn }
                entities: { user: [user.name, user.id] }
            """);
        _sidecar.Run("config", "show").ShouldBe(ExitCode.Fine, _sidecar.Complained);
        _sidecar.Write("again.yml", _sidecar.Out.ToString());
        using var again = new SidecarProcess();

        again.Run("analyze", "x", "--out", "y", "--config", Path.Combine(_sidecar.Folder, "again.yml")).ShouldBe(ExitCode.Fine, again.Complained);

        var values = again.Runs.Settings!.Values.Where(v => v.Setting.Kind is not SettingKind.Secret);
        _sidecar.Run("analyze", "x", "--out", "y").ShouldBe(ExitCode.Fine);
        again.Runs.Settings!.Sources.Select(Shown).ShouldBe(_sidecar.Runs.Settings!.Sources.Select(Shown));
        again.Runs.Settings!.Context.Select(Shown).ShouldBe(_sidecar.Runs.Settings!.Context.Select(Shown));
        again.Runs.Settings!.Context[0].Map["end"].ShouldBe("${x}");
        foreach (var value in values)
            value.Setting.Format(value.Value).ShouldBe(
                value.Setting.Format(_sidecar.Runs.Settings!.Values.Single(v => v.Setting.Key == value.Setting.Key).Value), value.Setting.Key);
    }

    [Fact]
    public void Secrets_are_masked_in_both_forms()
    {
        _sidecar.Environment["BEHAVIOR_SIDECAR__ENGINE__API_KEY"] = "hunter2";

        _sidecar.Run("config", "show").ShouldBe(ExitCode.Fine);
        _sidecar.Run("config", "show", "--json").ShouldBe(ExitCode.Fine);

        _sidecar.Printed.ShouldNotContain("hunter2");
        _sidecar.Printed.ShouldContain("api_key: \"********\"");
        _sidecar.Printed.ShouldContain("\"environment BEHAVIOR_SIDECAR__ENGINE__API_KEY\"");
    }

    [Fact]
    public void Json_holds_every_key_with_value_and_origin()
    {
        _sidecar.Run("config", "show", "--json").ShouldBe(ExitCode.Fine);

        using var json = JsonDocument.Parse(_sidecar.Out.ToString());
        var keys = json.RootElement.GetProperty("settings").EnumerateArray().Select(s => s.GetProperty("key").GetString());
        keys.ShouldBe(SettingsCatalogue.All.Select(s => s.Key));
        json.RootElement.GetProperty("sources").GetArrayLength().ShouldBe(1);
        json.RootElement.GetProperty("context").GetArrayLength().ShouldBe(0);
    }

    private static string Shown(ContextList list)
    {
        var text = new StringBuilder();
        ContextText.Yaml(text, list);
        return text.ToString();
    }

    private static string Shown(Source source)
    {
        var text = new StringBuilder();
        SourceText.Yaml(text, source);
        return text.ToString();
    }
}
