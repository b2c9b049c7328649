using System.Text.Json;
using BehaviorElasticSidecar.Worker.Execution;
using BehaviorElasticSidecar.Worker.Verbs;

namespace BehaviorElasticSidecar.Worker.Tests.Execution;

/// <summary>The main job over files, from the command line to the documents: the shipped sample, and real logs with known facts.</summary>
public sealed class AnalyzeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("analyze-").FullName;

    [Fact]
    public async Task The_sample_gives_its_stories_and_the_same_bytes_every_time()
    {
        var sample = Path.Combine(Root, "samples", "small-office.ndjson.gz");

        var summary = await AnalyzeAsync("first", sample, "--set", "time_zone=America/Chicago");
        summary.GetProperty("dropped").EnumerateArray().Sum(d => d.GetProperty("count").GetInt64()).ShouldBe(84);
        await AnalyzeAsync("second", sample, "--set", "time_zone=America/Chicago");

        var risk = Documents("first", "risk.ndjson").GroupBy(r => Entity(r)).ToDictionary(g => g.Key, g => g.Max(r => Behavior(r).GetProperty("risk").GetProperty("score").GetDouble()));
        risk["leo.marino"].ShouldBeGreaterThan(90);
        risk["oliver.hughes"].ShouldBeGreaterThan(90);
        risk["sarah.keller"].ShouldBeGreaterThan(70);
        Found("first", "aisha.okafor").ShouldContain("identity.impossible_travel");
        Found("first", "sarah.keller").ShouldContain("identity.new_country");
        foreach (var file in Directory.GetFiles(Path.Combine(_folder, "first")))
            File.ReadAllBytes(file).ShouldBe(File.ReadAllBytes(Path.Combine(_folder, "second", Path.GetFileName(file))), Path.GetFileName(file));
    }

    [Fact]
    public async Task Lists_of_people_name_who_is_found_and_weigh_the_risk()
    {
        var sample = Path.Combine(Root, "samples", "small-office.ndjson.gz");
        await File.WriteAllTextAsync(Path.Combine(_folder, "people.csv"), """
            login;name;department;title;last day
            CORP\Sarah.Keller;Sarah Keller;Accounting;Accountant;2026-04-20
            leo.marino;Leo Marino;Engineering;Engineer;no idea

            """);
        var settings = Path.Combine(_folder, "context.yml");
        await File.WriteAllTextAsync(settings, "time_zone: America/Chicago\ncontext: [{ kind: user, file: people.csv, map: { name: login, full_name: name, end: last day } }]\n");

        await AnalyzeAsync("bare", sample, "--set", "time_zone=America/Chicago");
        var summary = await AnalyzeAsync("known", sample, "--config", settings);

        summary.GetProperty("notes").EnumerateArray().Select(n => n.GetString()).ShouldContain(
            "Context of people from people.csv: 2 rows, 2 people; 1 unknown end (line 3: no idea)");
        var sarah = Documents("known", "anomalies.ndjson").Where(a => Entity(a) == "sarah.keller").ToList();
        sarah.ShouldNotBeEmpty();
        sarah.ShouldAllBe(a => a.GetProperty("user").GetProperty("full_name").GetString() == "Sarah Keller" && Behavior(a).GetProperty("context").GetProperty("title").GetString() == "Accountant");
        Peak("known", "sarah.keller").ShouldBeGreaterThan(Peak("bare", "sarah.keller"));
        Documents("known", "risk.ndjson").Where(r => Entity(r) is not "sarah.keller").Select(r => r.GetProperty("event").GetProperty("risk_score").GetDouble()).ShouldBe(
            Documents("bare", "risk.ndjson").Where(r => Entity(r) is not "sarah.keller").Select(r => r.GetProperty("event").GetProperty("risk_score").GetDouble()));
        Documents("known", "health.ndjson").Where(h => h.GetProperty("event").GetProperty("action").GetString() == "context").ShouldHaveSingleItem();
        (await File.ReadAllTextAsync(Path.Combine(_folder, "known", "report.html"))).ShouldContain("Sarah Keller, Accountant, Accounting");
    }

    private double Peak(string name, string entity) =>
        Documents(name, "risk.ndjson").Where(r => Entity(r) == entity).Max(r => r.GetProperty("event").GetProperty("risk_score").GetDouble());

    [Fact]
    public async Task A_source_that_stops_and_comes_back_is_told_in_summary_health_and_report()
    {
        var file = Path.Combine(_folder, "stops.ndjson");
        var start = new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, 24 * 24).Select(h => start.AddHours(h)).Where(t => t < start.AddDays(20).AddHours(9) || t >= start.AddDays(22)).SelectMany(
            t => Enumerable.Range(0, 5).Select(i => $$$"""{"@timestamp":"{{{t.AddMinutes(i):yyyy-MM-ddTHH:mm:ssZ}}}","event":{"category":["authentication"],"outcome":"success","ingested":"{{{t.AddHours(2):yyyy-MM-ddTHH:mm:ssZ}}}"},"user":{"name":"u{{{i}}}"},"source":{"ip":"10.0.0.{{{i}}}"}}""")));

        var summary = await AnalyzeAsync("stops", file);

        var told = summary.GetProperty("sources")[0].GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("problem").GetString()!).ToList();
        told.ShouldContain(p => p.Contains("has been silent since 2026-01-25 09:00 UTC", StringComparison.Ordinal));
        told.ShouldContain(p => p.Contains("is back after", StringComparison.Ordinal));
        told.ShouldContain(p => p.StartsWith("100.0 % of the events come more than 5m after the end of their hour", StringComparison.Ordinal));
        var health = Documents("stops", "health.ndjson").Select(d => d.GetProperty("event").GetProperty("action").GetString()).ToList();
        health.Count(a => a == "source-silent").ShouldBe(1);
        health.Count(a => a == "source-back").ShouldBe(1);
        health.Count(a => a == "quality").ShouldBeGreaterThan(20);
        (await File.ReadAllTextAsync(Path.Combine(_folder, "stops", "report.html"))).ShouldContain("has been silent since 2026-01-25 09:00 UTC");
    }

    [RealLogsFact]
    public async Task Twenty_five_days_of_a_real_ssh_server_are_read_whole()
    {
        var summary = await AnalyzeAsync("ssh", Path.Combine(Root, "..", "shared", "data", "ssh-auth"), "--score-from", "2017-04-01");

        summary.GetProperty("events").GetInt64().ShouldBe(7446);
        Documents("ssh", "anomalies.ndjson").ShouldNotBeEmpty();
        Seen(summary, "identity.logons").ShouldBeGreaterThan(0);
        Seen(summary, "identity.failed_logons_from_address").ShouldBeGreaterThan(0);
    }

    [RealLogsFact]
    public async Task Nine_months_of_a_real_host_show_the_first_remote_logon_of_root_and_leave_the_daily_job_alone()
    {
        var summary = await AnalyzeAsync("linux", Path.Combine(Root, "..", "shared", "data", "linux-auth-263d"), "--score-from", "2005-06-23");

        summary.GetProperty("events").GetInt64().ShouldBe(25614);
        Documents("linux", "anomalies.ndjson").ShouldContain(a =>
            Entity(a) == "root" && a.GetProperty("@timestamp").GetString()!.StartsWith("2005-08-02", StringComparison.Ordinal)
            && Behavior(a).GetProperty("detector").GetProperty("id").GetString() == "identity.new_logon_service");
        Found("linux", "cyrus").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_without_events_is_said_and_is_no_success()
    {
        var file = Path.Combine(_folder, "none.ndjson");
        await File.WriteAllTextAsync(file, "{broken\n\n[1]\n");
        var (exit, said) = await InvokeAsync("none", file);

        exit.ShouldBe(ExitCode.Fault);
        said.ShouldContain("No event with a time");
    }

    private async Task<JsonElement> AnalyzeAsync(string name, string input, params string[] more)
    {
        var (exit, said) = await InvokeAsync(name, input, more);
        exit.ShouldBe(ExitCode.Fine, said);
        using var summary = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, name, "summary.json")));
        File.Exists(Path.Combine(_folder, name, "report.html")).ShouldBeTrue();
        return summary.RootElement.Clone();
    }

    private async Task<(ExitCode Exit, string Said)> InvokeAsync(string name, string input, params string[] more)
    {
        using var said = new StringWriter();
        var surroundings = new Surroundings
        {
            Out = said,
            Error = said,
            Environment = new Dictionary<string, string>(),
            Folder = _folder,
            Runs = (settings, loggers) => new Runs(settings, loggers, TimeProvider.System),
            Checks = (_, _) => throw new InvalidOperationException("no cluster here"),
        };
        var exit = await SidecarCommand.InvokeAsync(["analyze", input, "--out", Path.Combine(_folder, name), .. more], surroundings, CancellationToken.None);
        return ((ExitCode)exit, said.ToString());
    }

    private List<JsonElement> Documents(string name, string file) =>
        [.. File.ReadLines(Path.Combine(_folder, name, file)).Select(l => JsonDocument.Parse(l).RootElement.Clone())];

    private List<string> Found(string name, string entity) =>
        [.. Documents(name, "anomalies.ndjson").Where(a => Entity(a) == entity).Select(a => Behavior(a).GetProperty("detector").GetProperty("id").GetString()!)];

    private static JsonElement Behavior(JsonElement document) => document.GetProperty("behavior");

    private static string Entity(JsonElement document) => Behavior(document).GetProperty("entity").GetProperty("id").GetString()!;

    private static long Seen(JsonElement summary, string detector) =>
        summary.GetProperty("detectors").EnumerateArray().Single(d => d.GetProperty("id").GetString() == detector).GetProperty("observations").GetInt64();

    internal static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BehaviorElasticSidecar.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run inside of the repository.");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

/// <summary>A test over real logs beside the repository; skipped with the reason where there are none.</summary>
internal sealed class RealLogsFactAttribute : FactAttribute
{
    public RealLogsFactAttribute()
    {
        if (!Directory.Exists(Path.Combine(AnalyzeTests.Root, "..", "shared", "data")))
            Skip = "../shared/data is not beside the repository";
    }
}
