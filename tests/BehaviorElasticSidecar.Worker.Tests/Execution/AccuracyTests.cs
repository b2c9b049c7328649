using System.Text.Json;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Range;
using BehaviorElasticSidecar.Worker.Verbs;

namespace BehaviorElasticSidecar.Worker.Tests.Execution;

/// <summary>Guards against a change that makes detection or calibration worse: one small training seed with its clean twin, generated, analysed and judged.</summary>
/// <remarks>The bounds are loose on purpose: the same seed gives the same numbers, and what is reported comes from other seeds (docs/accuracy.md).</remarks>
public sealed class AccuracyTests : IDisposable
{
    private readonly SidecarProcess _sidecar = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose()
    {
        _sidecar.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Recall_and_calibration_stay_within_bounds_and_can_be_computed_again_from_the_files()
    {
        _sidecar.Run("range", "evaluate", "--users", "100", "--days", "42", "--seeds", "90", "--keep", "--json", "--out", _folder.FullName).ShouldBe(ExitCode.Fine, _sidecar.Complained);
        var evaluation = Read(_sidecar.Out.ToString());

        var product = evaluation.Rankings[0];
        product.Budgets.Single(b => b.K == 5).Recall.ShouldBeGreaterThan(0.6);
        product.Budgets.Single(b => b.K == 10).Recall.ShouldBeGreaterThan(0.65);
        evaluation.CalibratedOnClean.ShouldBeTrue();
        foreach (var score in evaluation.Calibration.Where(c => c.Expected >= 20))
            (score.Count / score.Expected).ShouldBeInRange(0.4, score.Score <= 50 ? 2 : 3, $"score {score.Score}");
        evaluation.Scenarios.Single(s => s.Scenario == "sarah_stolen_account").Ranks.Single().ShouldNotBeNull().ShouldBeLessThanOrEqualTo(3);

        var (run, clean) = (Path.Combine(_folder.FullName, "seed-90"), Path.Combine(_folder.FullName, "seed-90-clean"));
        using var again = new SidecarProcess();
        again.Run(
            "evaluate", Path.Combine(run, "result"), "--labels", Path.Combine(run, RangeGenerator.LabelsFile), "--events", Path.Combine(run, RangeGenerator.EventsFolder),
            "--clean", Path.Combine(clean, "result"), "--clean-events", Path.Combine(clean, RangeGenerator.EventsFolder), "--set", "time_zone=America/Chicago", "--json")
            .ShouldBe(ExitCode.Fine, again.Complained);
        Text(Read(again.Out.ToString())).ShouldBe(Text(evaluation));

        var report = await File.ReadAllTextAsync(Path.Combine(run, "result", "report.html"));
        report.ShouldContain("How many attacks were found");
        report.Split("<section id=\"evaluation\">").Length.ShouldBe(2);
    }

    [Fact]
    public async Task The_demo_names_three_whom_attacks_touched_first_and_the_report_and_finds_where_the_nightly_copy_went()
    {
        _sidecar.Run("demo", "--out", _folder.FullName).ShouldBe(ExitCode.Fine, _sidecar.Complained);

        foreach (var place in new[] { "1. user leo.marino on 2026-03-27: one in ", "2. user miguel.walsh on 2026-03-20: one in ", "3. user sarah.keller on 2026-03-31: one in " })
            _sidecar.Printed.ShouldContain(place);
        _sidecar.Printed.ShouldContain(Path.Combine(_folder.FullName, "result", "report.html"));
        (await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "result", "report.html"))).ShouldContain("db01 sent data to 10.24.1.34, a machine never seen for it.");
    }

    [Fact]
    public void Labels_that_are_missing_are_said_with_what_to_do()
    {
        _sidecar.Run("evaluate", _folder.FullName, "--labels", Path.Combine(_folder.FullName, "labels.ndjson")).ShouldBe(ExitCode.Fault);

        _sidecar.Complained.ShouldContain("labels.ndjson");
    }

    /// <summary>All but the runs, which are named after their folders.</summary>
    private static string Text(EvaluationDocument evaluation) => JsonSerializer.Serialize(evaluation with { Runs = [] }, DocumentJson.Default.EvaluationDocument);

    private static EvaluationDocument Read(string json) => JsonSerializer.Deserialize(json, DocumentJson.Default.EvaluationDocument)!;
}
