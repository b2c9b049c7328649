using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Worker.Hosting;
using BehaviorElasticSidecar.Worker.Settings;
using BehaviorElasticSidecar.Worker.Verbs;

namespace BehaviorElasticSidecar.Worker.Tests.Settings;

public sealed class SettingsLoaderTests : IDisposable
{
    private readonly SidecarProcess _sidecar = new();

    public void Dispose() => _sidecar.Dispose();

    [Fact]
    public void Without_file_variables_and_flags_every_value_is_the_default()
    {
        var settings = Load();

        settings.Values.ShouldAllBe(v => v.IsDefault);
        settings.Get<EngineOptions>().Nodes.ShouldBe([new Uri("http://localhost:9200")]);
        settings.Get<SiteOptions>().History.ShouldBe(TimeSpan.FromDays(60));
        settings.Sources.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_file_is_stronger_than_defaults_the_environment_than_the_file_and_flags_than_all()
    {
        _sidecar.Write("behavior-sidecar.yml", "history: 30d\nlearning: { days: 7 }\nengine: { max_tries: 2 }\nrisk: { half_life: 12h }");
        _sidecar.Environment["BEHAVIOR_SIDECAR__LEARNING__DAYS"] = "8";
        _sidecar.Environment["BEHAVIOR_SIDECAR__ENGINE__MAX_TRIES"] = "3";

        var settings = Load("--set", "engine.max_tries=4");

        settings.Get<SiteOptions>().History.ShouldBe(TimeSpan.FromDays(30));
        settings.Get<LearningOptions>().Days.ShouldBe(8);
        settings.Get<EngineOptions>().MaxTries.ShouldBe(4);
        Origin(settings, "history").ShouldBe("behavior-sidecar.yml:1");
        Origin(settings, "learning.days").ShouldBe("environment BEHAVIOR_SIDECAR__LEARNING__DAYS");
        Origin(settings, "engine.max_tries").ShouldBe("flag --set");
        Origin(settings, "risk.half_life").ShouldBe("behavior-sidecar.yml:4");
        Origin(settings, "anomalies.min_score").ShouldBe("default");
    }

    [Fact]
    public void The_last_of_two_flags_for_one_key_counts() =>
        Load("--set", "learning.days=3", "--set", "learning.days=4").Get<LearningOptions>().Days.ShouldBe(4);

    [Fact]
    public void A_list_in_the_environment_is_comma_separated()
    {
        _sidecar.Environment["BEHAVIOR_SIDECAR__ENGINE__NODES"] = "http://a:9200, https://b:9200";

        Load().Get<EngineOptions>().Nodes.ShouldBe([new Uri("http://a:9200"), new Uri("https://b:9200")]);
    }

    [Fact]
    public void An_empty_variable_counts_as_unset()
    {
        _sidecar.Environment["BEHAVIOR_SIDECAR__HISTORY"] = "";

        Load().Get<SiteOptions>().History.ShouldBe(TimeSpan.FromDays(60));
    }

    [Fact]
    public void A_secret_comes_from_its_file_without_the_white_space_around_it()
    {
        _sidecar.Write("secrets/key", "\n c2VjcmV0 \n");
        _sidecar.Write("behavior-sidecar.yml", "engine: { api_key_file: secrets/key }");

        var settings = Load();

        settings.Get<EngineOptions>().ApiKey.ShouldBe("c2VjcmV0");
        Origin(settings, "engine.api_key").ShouldBe("behavior-sidecar.yml:1");
    }

    [Fact]
    public void A_secret_file_of_the_environment_is_stronger_than_a_secret_in_the_file()
    {
        _sidecar.Write("key", "new");
        _sidecar.Write("behavior-sidecar.yml", "engine: { api_key: old }");
        _sidecar.Environment["BEHAVIOR_SIDECAR__ENGINE__API_KEY_FILE"] = "key";

        Load().Get<EngineOptions>().ApiKey.ShouldBe("new");
    }

    [Fact]
    public void Relative_paths_start_where_they_are_written()
    {
        _sidecar.Write("etc/own.yml", "schedule: { heartbeat: beat }\nlogging: { file: log/a.txt }");
        _sidecar.Environment[SettingsLayers.FileVariable] = "etc/own.yml";

        var settings = Load("--set", "logging.file=b.txt");

        settings.Get<ScheduleOptions>().Heartbeat.ShouldBe(Path.Combine(_sidecar.Folder, "etc", "beat"));
        settings.Values.Single(v => v.Setting.Key == "logging.file").Value.ShouldBe(Path.Combine(_sidecar.Folder, "b.txt"));
    }

    [Fact]
    public void The_flag_names_the_file_before_the_variable_and_the_variable_before_the_folder()
    {
        _sidecar.Write("behavior-sidecar.yml", "learning: { days: 1 }");
        _sidecar.Write("variable.yml", "learning: { days: 2 }");
        _sidecar.Write("flag.yml", "learning: { days: 3 }");

        Load().Get<LearningOptions>().Days.ShouldBe(1);
        _sidecar.Environment[SettingsLayers.FileVariable] = "variable.yml";
        Load().Get<LearningOptions>().Days.ShouldBe(2);
        Load("--config", "flag.yml").Get<LearningOptions>().Days.ShouldBe(3);
    }

    [Fact]
    public void Sources_of_the_file_take_the_place_of_the_shipped_ones()
    {
        _sidecar.Write("behavior-sidecar.yml", "sources:\n  - id: vpn\n    indices: ['${PATTERN:vpn-*}']");

        var source = Load().Sources.ShouldHaveSingleItem();

        source.Indices.ShouldBe(["vpn-*"]);
    }

    [Fact]
    public void Lists_of_context_start_where_the_file_lies()
    {
        _sidecar.Write("etc/people.csv", "name\nana\n");
        _sidecar.Write("etc/own.yml", "context:\n  - { kind: user, file: people.csv, delimiter: ';' }\n  - { kind: host, index: cmdb }");

        var settings = Load("--config", "etc/own.yml");

        settings.Context.Select(c => c.File ?? c.Index).ShouldBe([Path.Combine(_sidecar.Folder, "etc", "people.csv"), "cmdb"]);
        settings.ContextOrigin.ShouldBe("etc/own.yml:2");
        settings.Get<PeerOptions>().ToRules().Keys.ShouldBe([["department", "title"], ["department"], ["type"]]);
    }

    [Fact]
    public void Holidays_are_read_from_their_file()
    {
        _sidecar.Write("etc/days.yml", "holidays:\n  - { date: 2026-05-25, name: Memorial Day }\n");
        _sidecar.Write("etc/own.yml", "calendar: { file: days.yml }");

        Load("--config", "etc/own.yml").Calendar.In("UTC")!.NameOf(new DateOnly(2026, 5, 25).DayNumber).ShouldBe("Memorial Day");
        Load().Calendar.Hash.ShouldBeNull();
    }

    [Fact]
    public void The_shipped_example_says_what_the_defaults_are()
    {
        var example = Load("--config", Path.Combine(Approved.Root(), "behavior-sidecar.yml"));
        var defaults = Load();

        foreach (var value in example.Values.Where(v => v.Setting.Kind != SettingKind.Path))
            value.Setting.Format(value.Value).ShouldBe(value.Setting.Format(defaults.Values.Single(v => v.Setting.Key == value.Setting.Key).Value), value.Setting.Key);
    }

    private EffectiveSettings Load(params string[] flags)
    {
        _sidecar.Run(["analyze", "x", "--out", "y", .. flags]).ShouldBe(ExitCode.Fine, _sidecar.Complained);
        return _sidecar.Runs.Settings!;
    }

    private static string Origin(EffectiveSettings settings, string key) => settings.Values.Single(v => v.Setting.Key == key).Origin;
}
