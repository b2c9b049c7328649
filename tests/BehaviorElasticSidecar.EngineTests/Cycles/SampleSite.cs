using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Range;

namespace BehaviorElasticSidecar.EngineTests.Cycles;

/// <summary>A small sample in an engine and in a file, and the program's own executable to run over either.</summary>
internal sealed class SampleSite : IDisposable
{
    private static readonly SampleOptions Sample = SampleOptions.SmallOffice with { People = 10, Days = 18 };

    private readonly EnginePlace _place;
    private readonly EngineOptions _options;
    private readonly string _folder = Directory.CreateTempSubdirectory("behavior-engine-test-").FullName;
    private SampleResult? _sample;

    private SampleSite(EnginePlace place, EngineOptions options) => (_place, _options) = (place, options);

    public string AnalyzeFolder => Path.Combine(_folder, "out");

    public static async Task<SampleSite> LoadAsync(EnginePlace place, EngineOptions options)
    {
        var site = new SampleSite(place, options);
        var events = Path.Combine(site._folder, "events.ndjson");
        await using (var file = File.Create(events))
            site._sample = await SampleGenerator.WriteAsync(Sample, file, null, CancellationToken.None);
        await place.Client.CreateIndexAsync(place.Name("logs"), Encoding.UTF8.GetBytes(Mapping), CancellationToken.None);
        var number = 0;
        foreach (var block in File.ReadLines(events).Chunk(4000))
        {
            var results = await place.Client.BulkAsync(
                [.. block.Select(l => new BulkOperation("index", place.Name("logs"), $"e{number++:D7}", Encoding.UTF8.GetBytes(l)))], CancellationToken.None);
            results.ShouldAllBe(r => r.Succeeded);
        }

        await place.Client.RefreshAsync(place.Name("logs"), CancellationToken.None);
        return site;
    }

    /// <summary>The end of the last event's hour and the ingest delay: what a run over files takes for the end of the data.</summary>
    private string To => (TimeBucket.Holding(_sample!.To, TimeSpan.FromHours(1)).To + TimeSpan.FromMinutes(5)).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private string From => _sample!.From.UtcDateTime.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public Task<int> AnalyzeAsync() => RunAsync(
        null, "analyze", Path.Combine(_folder, "events.ndjson"), "--out", AnalyzeFolder, "--score-from", From, "--config", Config("behavior-"));

    /// <param name="prefix">Of the result indices, below the place's own.</param>
    /// <param name="killAfter">The process is killed after this time; null: never.</param>
    public Task<int> RunOnceAsync(string prefix, TimeSpan? killAfter) => RunAsync(
        killAfter, "run", "--once", "--from", From, "--to", To, "--config", Config(_place.Name(prefix)));

    /// <summary>What <c>check</c> prints, as JSON.</summary>
    public async Task<JsonNode> CheckAsync() => JsonNode.Parse((await SayAsync(null, [0, 3, 4], "check", "--json", "--cost", "--config", Config(_place.Name("check-")))).Said)!;

    /// <summary>What <c>baseline show</c> prints of an entity, as JSON: of the results below a prefix, or of the files, scored from the first day on as <see cref="RunOnceAsync"/> does.</summary>
    public async Task<JsonNode> ShowAsync(string? prefix, string entity) => JsonNode.Parse((await SayAsync(null, [0], prefix is null
        ? ["baseline", "show", entity, "--json", "--files", Path.Combine(_folder, "events.ndjson"), "--score-from", From, "--config", Config("behavior-")]
        : ["baseline", "show", entity, "--json", "--config", Config(_place.Name(prefix))])).Said)!;

    /// <summary>Every document of the program's own state with its version: whatever is written changes one.</summary>
    public async Task<IReadOnlyList<string>> StateAsync(string prefix)
    {
        await _place.Client.RefreshAsync(_place.Name(prefix) + "*", CancellationToken.None);
        using var found = await _place.Client.SearchAsync(
            [_place.Name(prefix) + "*"], """{"size":10000,"version":true,"seq_no_primary_term":true,"query":{"match_all":{}}}"""u8.ToArray(), CancellationToken.None);
        return [.. found.RootElement.GetProperty("hits").GetProperty("hits").EnumerateArray()
            .Select(h => $"{h.GetProperty("_index")} {h.GetProperty("_id")} {h.GetProperty("_version")} {h.GetProperty("_seq_no")}").Order(StringComparer.Ordinal)];
    }

    private async Task<int> RunAsync(TimeSpan? killAfter, params string[] arguments) => (await SayAsync(killAfter, [0, 3], arguments)).Exit;

    private async Task<(int Exit, string Said)> SayAsync(TimeSpan? killAfter, int[] exits, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = _folder };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "behavior-sidecar.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        if (_options.Password is { } password)
            start.Environment["BEHAVIOR_SIDECAR__ENGINE__PASSWORD"] = password;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (killAfter is { } after && await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(after)) is { } first && !process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        if (killAfter is null)
            process.ExitCode.ShouldBeOneOf(exits, $"{await output}\n{await errors}");
        return (process.ExitCode, await output);
    }

    private string Config(string prefix)
    {
        var file = Path.Combine(_folder, $"{prefix}.yml");
        var user = _options.Username is null ? "" : $"\n  username: {_options.Username}";
        File.WriteAllText(file, $"""
            index_prefix: {prefix}
            time_zone: America/Chicago
            engine:
              nodes: [{string.Join(", ", _options.Nodes.Select(n => $"'{n}'"))}]{user}
            sources:
              - id: logs
                indices: ['{_place.Name("logs")}']
            """);
        return file;
    }

    /// <summary>Documents of the indices below a prefix, without what two runs may differ in: a line each, sorted.</summary>
    public async Task<IReadOnlyList<string>> ResultsAsync(string prefix, string kind)
    {
        await _place.Client.RefreshAsync(_place.Name(prefix) + "*", CancellationToken.None);
        using var found = await _place.Client.SearchAsync(
            [_place.Name(prefix) + kind], """{"size":10000,"query":{"match_all":{}}}"""u8.ToArray(), CancellationToken.None);
        return Lines(found.RootElement.GetProperty("hits").GetProperty("hits").EnumerateArray().Select(h => JsonNode.Parse(h.GetProperty("_source").GetRawText())!.AsObject()));
    }

    public IReadOnlyList<string> Analyzed(string file) => Lines(File.ReadLines(Path.Combine(AnalyzeFolder, file)).Select(l => JsonNode.Parse(l)!.AsObject()));

    /// <summary>The committed slot of every baseline: feature query, entity and bytes.</summary>
    public async Task<IReadOnlyList<string>> BaselinesAsync(string prefix)
    {
        var names = new IndexNames(_place.Name(prefix));
        await _place.Client.RefreshAsync(names.Baselines, CancellationToken.None);
        var terms = new Dictionary<string, JsonArray>(StringComparer.Ordinal);
        foreach (var checkpoint in await AllAsync(names.State))
            if (checkpoint["terms"] is JsonArray committed)
                terms[(string)checkpoint["name"]!] = committed;
        return [.. (await AllAsync(names.Baselines))
            .Where(b => IsCommitted(terms[(string)b["feature_query"]!], b))
            .GroupBy(b => ((string)b["feature_query"]!, (string)b["entity"]!))
            .Select(g => $"{g.Key} {(string)g.MaxBy(b => (long)b["checkpoint"]!)!["state"]!}").Order(StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<JsonObject>> AllAsync(string index)
    {
        using var found = await _place.Client.SearchAsync([index], """{"size":10000,"query":{"match_all":{}}}"""u8.ToArray(), CancellationToken.None);
        return [.. found.RootElement.GetProperty("hits").GetProperty("hits").EnumerateArray().Select(h => JsonNode.Parse(h.GetProperty("_source").GetRawText())!.AsObject())];
    }

    private static bool IsCommitted(JsonArray terms, JsonObject baseline)
    {
        var before = 0L;
        foreach (var committed in terms)
        {
            var last = (long)committed!["last"]!;
            if ((long)committed["term"]! == (long)baseline["term"]!)
                return (long)baseline["checkpoint"]! > before && (long)baseline["checkpoint"]! <= last;
            before = last;
        }

        return false;
    }

    /// <summary>Without the marks of writing; index names in risk inputs lose their prefix.</summary>
    private List<string> Lines(IEnumerable<JsonObject> documents)
    {
        var lines = new List<string>();
        foreach (var document in documents)
        {
            var fields = document["event"]!.AsObject();
            fields.Remove("created");
            fields.Remove("ingested");
            document["behavior"]!.AsObject().Remove("historical");
            lines.Add(System.Text.RegularExpressions.Regex.Replace(document.ToJsonString(), _place.Prefix + "[a-z]+-anomalies", "behavior-anomalies"));
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private const string Mapping = """
        {"settings":{"number_of_shards":1,"number_of_replicas":0},
         "mappings":{"date_detection":false,"dynamic_templates":[{"texts":{"match_mapping_type":"string","mapping":{"type":"keyword","ignore_above":1024}}}],
          "properties":{"@timestamp":{"type":"date"},"event":{"properties":{"ingested":{"type":"date"},"created":{"type":"date"}}},
           "source":{"properties":{"ip":{"type":"ip"},"bytes":{"type":"long"},"geo":{"properties":{"location":{"type":"geo_point"}}}}},
           "destination":{"properties":{"ip":{"type":"ip"},"bytes":{"type":"long"},"geo":{"properties":{"location":{"type":"geo_point"}}}}}}}}
        """;
}
