using System.Text.Json;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Worker.Execution;
using BehaviorElasticSidecar.Worker.Verbs;

namespace BehaviorElasticSidecar.Worker.Tests.Verbs;

public sealed class ExitCodeTests : IDisposable
{
    private readonly SidecarProcess _sidecar = new();

    public void Dispose() => _sidecar.Dispose();

    [Theory]
    [InlineData("analyze")]
    [InlineData("analyze x")]
    [InlineData("analyse x --out y")]
    [InlineData("analyze x --out y --from yesterday")]
    [InlineData("analyze x --out y --from 2026-03-02 --to 2026-03-01")]
    [InlineData("run --json")]
    [InlineData("setup")]
    [InlineData("check --set engine.nodes")]
    [InlineData("check extra")]
    [InlineData("")]
    public void A_wrong_command_line_is_2(string line)
    {
        _sidecar.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ShouldBe(ExitCode.Settings);

        _sidecar.Complained.ShouldNotBe("");
    }

    [Theory]
    [InlineData("analyze x --out y")]
    [InlineData("run --once")]
    [InlineData("check")]
    [InlineData("setup --templates")]
    [InlineData("config show")]
    [InlineData("version")]
    public void What_goes_well_is_0(string line) =>
        _sidecar.Run(line.Split(' ')).ShouldBe(ExitCode.Fine, _sidecar.Complained);

    [Theory]
    [InlineData(nameof(ExitCode.Fault))]
    [InlineData(nameof(ExitCode.Degraded))]
    [InlineData(nameof(ExitCode.Privileges))]
    public void The_outcome_of_a_run_is_the_exit_code(string exit)
    {
        var code = Enum.Parse<ExitCode>(exit);
        _sidecar.Runs.Body = (_, _) => Task.FromResult(new RunOutcome { Exit = code, Message = "The reason." });

        _sidecar.Run("analyze", "x", "--out", "y").ShouldBe(code);
        _sidecar.Run("run", "--once").ShouldBe(code);

        (_sidecar.Printed + _sidecar.Complained).ShouldContain("The reason.");
    }

    [Fact]
    public void A_cluster_that_cannot_be_reached_is_1_and_one_that_refuses_is_4()
    {
        _sidecar.Runs.Body = (_, _) => throw Trouble(EngineErrorKind.Connection, "nobody at http://a:9200");
        _sidecar.Run("run", "--once").ShouldBe(ExitCode.Fault);
        _sidecar.Runs.Body = (_, _) => throw Trouble(EngineErrorKind.Forbidden, "not allowed");
        _sidecar.Run("run", "--once").ShouldBe(ExitCode.Privileges);

        _sidecar.Complained.ShouldBe("nobody at http://a:9200\nnot allowed\n");
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_1()
    {
        _sidecar.Runs.Body = (_, _) => throw new FileNotFoundException("events.ndjson: no such file");

        _sidecar.Run("analyze", "events.ndjson", "--out", "y").ShouldBe(ExitCode.Fault);
    }

    [Fact]
    public void A_bug_surfaces_with_its_stack()
    {
        _sidecar.Runs.Body = (_, _) => throw new InvalidOperationException("a bug");

        Should.Throw<InvalidOperationException>(() => _sidecar.Run("run", "--once"));
    }

    [Fact]
    public async Task An_interrupted_run_is_1_and_says_so()
    {
        using var stop = new CancellationTokenSource();
        _sidecar.Runs.Body = async (_, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
            return ScriptedRuns.Fine;
        };

        (await _sidecar.RunAsync(stop.Token, "analyze", "x", "--out", "y")).ShouldBe(ExitCode.Fault);

        _sidecar.Complained.ShouldBe("Stopped before the end.\n");
    }

    [Fact]
    public void With_json_the_outcome_is_all_that_is_printed()
    {
        _sidecar.Runs.Body = (progress, _) =>
        {
            progress.Report(new RunProgress("Reading", 10, "events", 0.5));
            return Task.FromResult(ScriptedRuns.Fine with { Notes = ["a \u001b[2J note"] });
        };

        _sidecar.Run("analyze", "x", "--out", "y", "--json").ShouldBe(ExitCode.Fine);

        using var json = JsonDocument.Parse(_sidecar.Out.ToString());
        json.RootElement.GetProperty("exit").GetString().ShouldBe("Fine");
        json.RootElement.GetProperty("anomalies").GetInt64().ShouldBe(2);
        _sidecar.Complained.ShouldBe("");
    }

    [Fact]
    public void Requests_carry_files_folder_and_times()
    {
        _sidecar.Run("analyze", "a", "b", "--out", "y", "--from", "2026-03-01", "--to", "2026-03-05T08:00:00Z", "--score-from", "2026-03-04T01:00+01:00")
            .ShouldBe(ExitCode.Fine, _sidecar.Complained);

        var request = _sidecar.Runs.Analyzed.ShouldNotBeNull();
        request.Files.ShouldBe(["a", "b"]);
        request.OutFolder.ShouldBe("y");
        request.Span.ShouldBe(new RunSpan(Utc(1, 0), Utc(5, 8), Utc(4, 0)));
    }

    [Fact]
    public void Setup_passes_on_whether_it_is_a_dry_run()
    {
        _sidecar.Run("setup", "--templates", "--dry-run").ShouldBe(ExitCode.Fine);
        _sidecar.Check.DryRun.ShouldBe(true);
        _sidecar.Run("setup", "--templates").ShouldBe(ExitCode.Fine);
        _sidecar.Check.DryRun.ShouldBe(false);
    }

    private static DateTimeOffset Utc(int day, int hour) => new(2026, 3, day, hour, 0, 0, TimeSpan.Zero);

    private static EngineException Trouble(EngineErrorKind kind, string message) =>
        new(message) { Kind = kind, Method = "GET", Path = "/", Node = "http://a:9200" };
}
