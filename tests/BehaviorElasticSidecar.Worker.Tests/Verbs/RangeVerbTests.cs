using System.Text.Json;
using BehaviorElasticSidecar.Range;
using BehaviorElasticSidecar.Range.Scenarios;
using BehaviorElasticSidecar.Worker.Verbs;

namespace BehaviorElasticSidecar.Worker.Tests.Verbs;

public sealed class RangeVerbTests : IDisposable
{
    private readonly SidecarProcess _sidecar = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose()
    {
        _sidecar.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Generate_writes_a_folder_and_says_what_is_in_it()
    {
        Generate("--users", "12", "--days", "2", "--seed", "3", "--scenarios", "none").ShouldBe(ExitCode.Fine, _sidecar.Complained);

        _sidecar.Printed.ShouldContain("events of");
        foreach (var file in new[] { "events/system.security.ndjson", RangeGenerator.PeopleFile, RangeGenerator.HostsFile, RangeGenerator.LabelsFile, RangeGenerator.RangeFile })
            File.Exists(Path.Combine(_folder.FullName, file)).ShouldBeTrue(file);
    }

    [Fact]
    public void With_json_range_json_is_all_that_is_printed()
    {
        Generate("--users", "12", "--days", "1", "--seed", "7", "--from", "2026-05-04", "--rate", "0.5", "--json").ShouldBe(ExitCode.Fine, _sidecar.Complained);

        using var json = JsonDocument.Parse(_sidecar.Out.ToString());
        var options = json.RootElement.GetProperty("options");
        (options.GetProperty("seed").GetInt32(), options.GetProperty("users").GetInt32(), options.GetProperty("from").GetString(), options.GetProperty("rate").GetDouble())
            .ShouldBe((7, 12, "2026-05-04", 0.5));
        options.GetProperty("scenarios").GetArrayLength().ShouldBe(ScenarioCatalogue.All().Count);
        _sidecar.Complained.ShouldBe("");
    }

    [Theory]
    [InlineData("--users", "9", "10 to 60,000")]
    [InlineData("--users", "many", "10 to 60,000")]
    [InlineData("--days", "0", "1 to 1,100")]
    [InlineData("--seed", "-1", "-1")]
    [InlineData("--rate", "x", "0.05 to 500")]
    [InlineData("--from", "yesterday", "2026-03-02")]
    [InlineData("--scenarios", "teapot", "all, none")]
    [InlineData("--scenarios", "", "all, none")]
    public void A_wrong_flag_is_2_and_says_what_is_allowed(string flag, string value, string says)
    {
        Generate(flag, value).ShouldBe(ExitCode.Settings);

        _sidecar.Complained.ShouldContain(says);
        _folder.EnumerateFileSystemInfos().ShouldBeEmpty();
    }

    [Fact]
    public void An_unknown_scenario_is_answered_with_those_that_there_are()
    {
        Generate("--scenarios", "teapot").ShouldBe(ExitCode.Settings);

        foreach (var scenario in ScenarioCatalogue.All())
            _sidecar.Complained.ShouldContain(scenario.Id);
    }

    [Fact]
    public void Scenarios_are_listed_with_difficulty_techniques_and_title()
    {
        _sidecar.Run("range", "scenarios", "--json").ShouldBe(ExitCode.Fine);

        using var json = JsonDocument.Parse(_sidecar.Out.ToString());
        json.RootElement.GetProperty("scenarios").EnumerateArray()
            .Select(s => (s.GetProperty("id").GetString(), s.GetProperty("difficulty").GetString(), s.GetProperty("techniques").GetArrayLength(), s.GetProperty("title").GetString()))
            .ShouldBe(ScenarioCatalogue.All().Select(s => ((string?)s.Id, (string?)s.Difficulty.ToString().ToLowerInvariant(), s.Techniques.Count, (string?)s.Title)));
    }

    private ExitCode Generate(params string[] flags) => _sidecar.Run(["range", "generate", "--out", _folder.FullName, .. flags]);
}
