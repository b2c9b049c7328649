using System.Text.Json;
using BehaviorElasticSidecar.Range;
using BehaviorElasticSidecar.Range.Delivery;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Tests.Range;

public sealed class RangeGeneratorTests : IDisposable
{
    private static readonly SampleOptions Small = new() { Wide = true, Seed = 7, People = 30, Days = 8, Scenarios = [] };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_same_options_give_the_same_files()
    {
        await WriteAsync("one", Small);
        await WriteAsync("two", Small);

        foreach (var file in Directory.GetFiles(Path.Combine(_folder.FullName, "one"), "*", SearchOption.AllDirectories))
            File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(file.Replace("/one/", "/two/", StringComparison.Ordinal))).ShouldBeTrue(file);
    }

    [Fact]
    public async Task The_clean_twin_has_the_same_benign_events()
    {
        await WriteAsync("told", Small with { Scenarios = null });
        await WriteAsync("clean", Small);

        var attacks = (await File.ReadAllLinesAsync(Path.Combine(_folder.FullName, "told", RangeGenerator.LabelsFile)))
            .SelectMany(l => JsonDocument.Parse(l).RootElement.GetProperty("event_ids").EnumerateArray().Select(id => id.GetString()!)).ToHashSet();
        foreach (var dataset in Datasets.All.Where(d => File.Exists(FileOf("clean", d))))
        {
            var clean = File.ReadLines(FileOf("clean", dataset)).ToList();
            var told = File.ReadLines(FileOf("told", dataset)).ToList();
            var added = told.Except(clean).ToHashSet();
            told.Where(l => !added.Contains(l)).SequenceEqual(clean).ShouldBeTrue(dataset);
            added.Select(Parsed).OfType<JsonElement>().Select(Id).OfType<string>().ShouldAllBe(id => attacks.Contains(id), dataset);
        }
    }

    [Fact]
    public async Task Each_file_holds_one_dataset_in_order_of_time()
    {
        var result = await WriteAsync("one", Small);

        result.Datasets.Count.ShouldBeGreaterThan(6);
        foreach (var dataset in result.Datasets)
        {
            var last = DateTimeOffset.MinValue;
            foreach (var line in File.ReadLines(FileOf("one", dataset.Dataset)).Select(Parsed).OfType<JsonElement>().Where(l => Id(l) is not null))
            {
                (line.GetProperty("data_stream").GetProperty("dataset").GetString() == dataset.Dataset).ShouldBeTrue();
                if (!line.GetProperty("@timestamp").TryGetDateTimeOffset(out var time))
                    continue;
                (time >= last).ShouldBeTrue();
                last = time;
            }
        }
    }

    [Fact]
    public async Task Counts_are_those_of_the_files()
    {
        var result = await WriteAsync("one", Small with { People = 120 });

        var lines = Lines("one").ToList();
        var ids = lines.Select(Parsed).OfType<JsonElement>().Where(IsWhole).Select(l => Id(l)!).ToList();
        result.Lines.ShouldBe(lines.Count);
        result.Events.ShouldBe(ids.Distinct().LongCount());
        result.Duplicates.ShouldBe(ids.Count - result.Events);
        result.Malformed.ShouldBe(lines.Count - ids.Count);
        result.Duplicates.ShouldBeGreaterThan(5);
        result.Malformed.ShouldBeGreaterThan(0);
        result.Late.ShouldBeGreaterThan(0);
        result.Bytes.ShouldBe(new DirectoryInfo(Path.Combine(_folder.FullName, "one", "events")).GetFiles().Sum(f => f.Length));
    }

    [Fact]
    public async Task An_outage_loses_five_hours_of_one_dataset_and_another_delays_them()
    {
        var result = await WriteAsync("one", Small);

        var lost = result.Outages.Single(o => o.ArrivesAt is null);
        Whole("one", lost.Dataset).ShouldAllBe(e => Time(e) < lost.From || Time(e) >= lost.To);
        result.Lost.ShouldBeGreaterThan(0);
        var slow = result.Outages.Single(o => o.ArrivesAt is not null);
        var delayed = Whole("one", slow.Dataset).Where(e => Time(e) >= slow.From && Time(e) < slow.To).ToList();
        delayed.ShouldNotBeEmpty();
        delayed.ShouldAllBe(e => e.GetProperty("event").GetProperty("ingested").GetDateTimeOffset() >= slow.ArrivesAt!.Value.AddSeconds(-1));
    }

    [Fact]
    public async Task Context_names_every_person_service_and_host()
    {
        await WriteAsync("one", Small);

        var people = Rows("one", RangeGenerator.PeopleFile);
        people.Count.ShouldBe(Small.People + Organisation.ServiceNames.Count);
        people.Where(p => p.GetProperty("kind").GetString() == "person")
            .ShouldAllBe(p => p.GetProperty("title").GetString() != "" && p.GetProperty("email").GetString()!.Contains('@') && p.GetProperty("spellings").GetArrayLength() > 5);
        var logins = people.Select(p => p.GetProperty("login").GetString()).ToHashSet();
        people.Where(p => p.TryGetProperty("manager", out _)).ShouldAllBe(p => logins.Contains(p.GetProperty("manager").GetString()));
        var hosts = Rows("one", RangeGenerator.HostsFile);
        hosts.Select(h => h.GetProperty("criticality").GetString()).Distinct().Order().ShouldBe(["extreme", "high", "low", "medium"]);
        var known = hosts.Select(h => h.GetProperty("name").GetString()!).ToHashSet();
        Whole("one", "endpoint.events.process").ShouldAllBe(e => known.Contains(e.GetProperty("host").GetProperty("name").GetString()!));
    }

    [Fact]
    public async Task An_unknown_scenario_is_refused_before_anything_is_written()
    {
        var refused = await Should.ThrowAsync<ArgumentException>(() => WriteAsync("one", Small with { Scenarios = ["teapot"] }));

        refused.Message.ShouldContain("teapot");
        _folder.EnumerateFileSystemInfos().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stopped_run_leaves_no_range_json()
    {
        using var stop = new CancellationTokenSource();
        var days = new Reports(_ => stop.Cancel());

        await Should.ThrowAsync<OperationCanceledException>(
            () => RangeGenerator.WriteFolderAsync(Small, Path.Combine(_folder.FullName, "one"), days, stop.Token));

        File.Exists(Path.Combine(_folder.FullName, "one", RangeGenerator.RangeFile)).ShouldBeFalse();
    }

    private Task<RangeResult> WriteAsync(string folder, SampleOptions options) =>
        RangeGenerator.WriteFolderAsync(options, Path.Combine(_folder.FullName, folder), null, default);

    private string FileOf(string folder, string dataset) => EventFolder.PathOf(Path.Combine(_folder.FullName, folder, RangeGenerator.EventsFolder), dataset);

    private IEnumerable<string> Lines(string folder) =>
        Directory.GetFiles(Path.Combine(_folder.FullName, folder, RangeGenerator.EventsFolder)).Order(StringComparer.Ordinal).SelectMany(File.ReadLines);

    private IEnumerable<JsonElement> Whole(string folder, string dataset) => File.ReadLines(FileOf(folder, dataset)).Select(Parsed).OfType<JsonElement>().Where(IsWhole);

    private List<JsonElement> Rows(string folder, string file) =>
        [.. File.ReadLines(Path.Combine(_folder.FullName, folder, file)).Select(l => JsonDocument.Parse(l).RootElement)];

    private static JsonElement? Parsed(string line)
    {
        try
        {
            return JsonDocument.Parse(line).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsWhole(JsonElement line) => Id(line) is not null && line.GetProperty("@timestamp").TryGetDateTimeOffset(out _);

    private static DateTimeOffset Time(JsonElement line) => line.GetProperty("@timestamp").GetDateTimeOffset();

    private static string? Id(JsonElement line) =>
        line.TryGetProperty("event", out var of) && of.ValueKind == JsonValueKind.Object ? of.GetProperty("id").GetString() : null;

    private sealed class Reports(Action<RangeProgress> act) : IProgress<RangeProgress>
    {
        public void Report(RangeProgress value) => act(value);
    }
}
