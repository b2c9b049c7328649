using BehaviorElasticSidecar.Features.Files;

namespace BehaviorElasticSidecar.Tests.Features.Files;

public sealed class EventFilesTests
{
    [Theory]
    [InlineData("", "a.ndjson b.json.gz d/c.jsonl d/e/f.NDJSON")]
    [InlineData("d", "d/c.jsonl d/e/f.NDJSON")]
    [InlineData("notes.txt", "notes.txt")]
    [InlineData("*.ndjson", "a.ndjson")]
    [InlineData("?.*", "a.ndjson b.json.gz")]
    [InlineData("d/*/*", "d/e/f.NDJSON")]
    [InlineData("*/c.*", "d/c.jsonl")]
    [InlineData("**/*.jsonl", "d/c.jsonl")]
    [InlineData("**/*.ND*", "d/e/f.NDJSON")]
    [InlineData("d/**", "d/c.jsonl d/e/f.NDJSON")]
    public void Files_folders_and_globs_become_files(string path, string expected)
    {
        using var run = Tree();
        Names(run, EventFiles.Expand([Path.Combine(run.Folder, path)])).ShouldBe(expected);
    }

    [Fact]
    public void Each_file_comes_once_whatever_the_order()
    {
        using var run = Tree();
        string[] paths = [Path.Combine(run.Folder, "d"), Path.Combine(run.Folder, "a.ndjson"), run.Folder, Path.Combine(run.Folder, "d", "..", "a.*")];
        var files = EventFiles.Expand(paths);
        Names(run, files).ShouldBe("a.ndjson b.json.gz d/c.jsonl d/e/f.NDJSON");
        EventFiles.Expand([.. paths.Reverse()]).Select(f => f.Path).ShouldBe(files.Select(f => f.Path));
    }

    [Theory]
    [InlineData("nowhere", "does not exist")]
    [InlineData("*.csv", "No file matches")]
    [InlineData("empty", "holds no event file (.ndjson, .json, .jsonl")]
    public void What_holds_no_events_is_named(string path, string message)
    {
        using var run = Tree();
        Directory.CreateDirectory(Path.Combine(run.Folder, "empty"));
        Should.Throw<EventFilesException>(() => EventFiles.Expand([run.Folder, Path.Combine(run.Folder, path)])).Message.ShouldContain(message);
    }

    [Fact]
    public void No_path_at_all_is_said() => Should.Throw<EventFilesException>(() => EventFiles.Expand([])).Message.ShouldStartWith("No input");

    private static Run Tree()
    {
        var run = new Run();
        foreach (var name in new[] { "a.ndjson", "b.json.gz", "d/c.jsonl", "d/e/f.NDJSON", "notes.txt", ".hidden/g.ndjson", ".h.ndjson" })
            run.File(name, "{}");
        return run;
    }

    private static string Names(Run run, IEnumerable<EventFile> files) =>
        string.Join(' ', files.Select(f => Path.GetRelativePath(run.Folder, f.Path).Replace('\\', '/')));
}
