using System.Text.RegularExpressions;

namespace BehaviorElasticSidecar.Tests;

/// <summary>The countable rules of the project's style: arrows between stages, namespaces, names, sizes, banned calls.</summary>
public sealed class ConventionTests
{
    /// <summary>In the order of the data. A stage uses earlier ones; <c>Documents</c> and <c>Numerics</c> are open to all and use no stage.</summary>
    private static readonly string[] Stages =
    [
        "Sources", "Entities", "Context", "Detectors", "Features", "Quality", "Feedback", "Baselines", "Anomalies", "Models", "Risk", "Incidents", "Notices", "Reports", "Cycles", "Evaluation",
    ];

    private static readonly string[] BannedSuffixes = ["Manager", "Helper", "Helpers", "Utils", "Util", "Common", "Info", "Impl"];

    private static string Root { get; } = FindRoot();

    [Fact]
    public void No_stage_uses_a_later_one()
    {
        var wrong = from file in Sources("src/BehaviorElasticSidecar")
                    let stage = Array.IndexOf(Stages, StageOf(file))
                    where stage >= 0
                    from used in Usings(file)
                    where Array.IndexOf(Stages, used) > stage
                    select $"{Relative(file)} uses {used}";
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Documents_and_numerics_use_no_stage()
    {
        var wrong = from file in Sources("src/BehaviorElasticSidecar")
                    where StageOf(file) is "Documents" or "Numerics"
                    from used in Usings(file)
                    where Stages.Contains(used) || used == "Engine"
                    select $"{Relative(file)} uses {used}";
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Only_types_with_an_io_suffix_see_the_engine()
    {
        var wrong = from file in Sources("src/BehaviorElasticSidecar")
                    where StageOf(file) is not ("Engine" or "Cycles")
                    where Usings(file).Contains("Engine") || Regex.IsMatch(File.ReadAllText(file), @"\bHttpClient\b")
                    where !Regex.IsMatch(Path.GetFileNameWithoutExtension(file), "(Source|Store|Writer|Channel)$")
                    select Relative(file);
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Namespaces_follow_folders()
    {
        var wrong = from file in Sources("src").Concat(Sources("tests"))
                    let declared = Regex.Match(File.ReadAllText(file), @"^namespace ([\w.]+);", RegexOptions.Multiline)
                    where declared.Success
                    let parts = Relative(Path.GetDirectoryName(file)!).Split('/').Skip(1)
                    let expected = string.Join('.', parts)
                    where declared.Groups[1].Value != expected
                    select $"{Relative(file)}: {declared.Groups[1].Value}, expected {expected}";
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Files_stop_at_300_lines() =>
        Sources("src").Concat(Sources("tests")).Where(f => File.ReadLines(f).Count() > 300).Select(Relative).ShouldBeEmpty();

    [Fact]
    public void Types_are_not_called_by_what_says_nothing()
    {
        var wrong = from file in Sources("src")
                    from Match type in Regex.Matches(File.ReadAllText(file), @"\b(?:class|record|struct|interface) (?:struct )?(\w+)")
                    where BannedSuffixes.Any(s => type.Groups[1].Value.EndsWith(s, StringComparison.Ordinal))
                    select $"{Relative(file)}: {type.Groups[1].Value}";
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Everything_is_caught_at_one_place_only() =>
        Sources("src").Where(f => !f.EndsWith("ReportScript.cs", StringComparison.Ordinal))
            .Where(f => Regex.IsMatch(File.ReadAllText(f), @"catch\s*(\{|\(Exception(\s+\w+)?\)\s*(?!when|\s*when))")).Select(Relative)
            .ShouldBe(["src/BehaviorElasticSidecar.Worker/Hosting/CycleJob.cs"]);

    [Fact]
    public void Nothing_blocks_on_a_task() =>
        Sources("src").Where(f => Regex.IsMatch(File.ReadAllText(f), @"\.GetAwaiter\(\)\.GetResult\(\)|\.Wait\(\)|async void")).Select(Relative).ShouldBeEmpty();

    [Fact]
    public void Nothing_is_left_for_later() =>
        Sources("src").Concat(Sources("tests")).Where(f => Regex.IsMatch(File.ReadAllText(f), @"\b(TODO|FIXME|HACK)\b|NotImplementedException"))
            .Where(f => !f.EndsWith("ConventionTests.cs", StringComparison.Ordinal)).Select(Relative).ShouldBeEmpty();

    [Fact]
    public void Every_stage_says_what_it_is_in_at_most_25_lines()
    {
        var wrong = from folder in Directory.GetDirectories(Path.Combine(Root, "src/BehaviorElasticSidecar"))
                    where Path.GetFileName(folder) is not ("bin" or "obj")
                    let readme = Path.Combine(folder, "README.md")
                    where !File.Exists(readme) || File.ReadLines(readme).Count() > 25
                    select Relative(folder);
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Decision_notes_stay_short() =>
        Directory.GetFiles(Path.Combine(Root, "docs/decisions"), "*.md").Where(f => File.ReadLines(f).Count() > 40).Select(Relative).ShouldBeEmpty();

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(f => !Regex.IsMatch(f, "/(bin|obj)/")).Order(StringComparer.Ordinal);

    private static string StageOf(string file) => Relative(file).Split('/') is [_, _, var stage, _, ..] ? stage : string.Empty;

    private static IEnumerable<string> Usings(string file) =>
        Regex.Matches(File.ReadAllText(file), @"^using (?:static )?BehaviorElasticSidecar\.(\w+)", RegexOptions.Multiline).Select(m => m.Groups[1].Value);

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BehaviorElasticSidecar.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests must run inside the repository.");
    }
}
