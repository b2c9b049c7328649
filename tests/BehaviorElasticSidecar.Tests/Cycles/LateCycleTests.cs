using System.Globalization;
using System.Text.Json.Nodes;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Files;

namespace BehaviorElasticSidecar.Tests.Cycles;

/// <summary>What comes after its bucket was read: found once, told as late, learnt, whatever the bucket, a crash, and whether from a cluster or from files.</summary>
public sealed class LateCycleTests
{
    private const string Unknown = "198.51.100.7";

    private static readonly DateTimeOffset Last = SmallSite.Start.AddDays(9);

    [Fact]
    public async Task A_new_value_that_comes_late_is_found_once_and_told_as_late()
    {
        var site = Site();
        (await site.RunAsync(0)).ShouldBeNull();

        var found = Anomalies(site, "t.new_address").Where(a => (string)a["behavior"]!["value"]! == Unknown).ShouldHaveSingleItem();
        ((bool)found["behavior"]!["late"]!).ShouldBeTrue();
        ((string)found["message"]!).ShouldBe("eva was odd The event arrived 9 h late.");
        Time(found["@timestamp"]).ShouldBe(Last.AddHours(3));
        Time(found["event"]!["end"]).ShouldBe(Last.AddHours(4));
        Time(found["behavior"]!["evidence"]!["to"]).ShouldBe(Last.AddHours(4));
        site.EndState().ShouldContain(l => l.StartsWith("behavior-risk-latest", StringComparison.Ordinal) && l.Contains("eva", StringComparison.Ordinal));
        Anomalies(site, null).ShouldContain(a => !(bool)a["behavior"]!["late"]!, "the intruder came in time");
    }

    [Fact]
    public async Task An_unusual_hour_is_told_by_when_it_happened_across_midnight()
    {
        var site = Site(minScore: 1);
        await site.RunAsync(0);
        var found = Anomalies(site, "t.hours").Where(a => (bool)a["behavior"]!["late"]! && Name(a) == "ana").ShouldHaveSingleItem();
        ((string)found["behavior"]!["value"]!).ShouldBe("Tuesday 22:00");
        Time(found["@timestamp"]).ShouldBe(Last.AddHours(-2));
    }

    [Fact]
    public async Task Amounts_and_what_comes_two_days_later_are_left_out()
    {
        var site = Site();
        await site.RunAsync(0);
        Anomalies(site, "t.logons").ShouldAllBe(a => !(bool)a["behavior"]!["late"]!);
        Anomalies(site, null).ShouldAllBe(a => (string?)a["behavior"]!["value"] != "198.51.100.99");
    }

    [Fact]
    public async Task Files_find_the_same()
    {
        var site = Site();
        await site.RunAsync(0);
        var folder = Directory.CreateTempSubdirectory("behavior-late-");
        try
        {
            var events = site.Engine.Documents("logs-*").OrderBy(d => Time(d.Document["@timestamp"])).Select(d => d.Document.ToJsonString());
            await File.WriteAllLinesAsync(Path.Combine(folder.FullName, "events.ndjson"), events);
            (await FilesAsync(site, folder.FullName)).ShouldBe(Anomalies(site, null).Select(Line).Order(StringComparer.Ordinal).ToList());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_cycle_an_hour_and_one_back_fill_find_the_same()
    {
        var often = Site();
        IReadOnlyList<DateTimeOffset> hours = [.. Enumerable.Range(0, 60).Select(h => Last.AddHours(h - 30))];
        (await often.RunAsync(0, cycles: hours)).ShouldBeNull();
        var once = Site();
        (await once.RunAsync(0, cycles: [hours[^1]])).ShouldBeNull();

        Anomalies(once, null).Select(Line).Order(StringComparer.Ordinal).ShouldBe(Anomalies(often, null).Select(Line).Order(StringComparer.Ordinal));
        Baselines(once).ShouldBe(Baselines(often));
    }

    /// <summary>The three kinds of fault take turns over some calls: <c>CrashTests</c> tries each at each call of the spine.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Killed_at_some_call_it_ends_in_the_same_state(int fault)
    {
        IReadOnlyList<DateTimeOffset> cycles = [.. Enumerable.Range(0, 4).Select(i => Last.AddHours(8 + 5 * i))];
        var undisturbed = Site();
        (await undisturbed.RunAsync(0, cycles: cycles)).ShouldBeNull();
        var (expected, calls) = (undisturbed.EndState(), undisturbed.Engine.Calls);
        Anomalies(undisturbed, null).ShouldContain(a => (bool)a["behavior"]!["late"]!);

        for (var call = 1 + 13 * fault; call <= calls; call += 39)
        {
            var site = Site();
            site.Engine.KillAt(call, (Fault)fault);
            var killed = await site.RunAsync(0, cycles: cycles);
            killed.ShouldNotBeNull($"the run makes {calls} calls, number {call} was to be the last");
            site.Engine.KillAt(null);
            (await site.RunAsync(killed.Value, cycles: cycles)).ShouldBeNull();
            site.EndState().ShouldBe(expected, $"killed at call {call} of {calls} ({(Fault)fault})");
        }
    }

    /// <summary>The first hour of the last day came three days later: the day is an import and is read whole, with what of it came in hours.</summary>
    [Fact]
    public async Task What_was_read_as_an_import_is_not_read_again_as_late()
    {
        var (end, undisturbed) = (Last.AddDays(1), ImportSite());
        IReadOnlyList<DateTimeOffset> cycles = [end.AddHours(26)];
        (await undisturbed.RunAsync(0, cycles: cycles)).ShouldBeNull();

        var found = Anomalies(undisturbed, "t.new_address").Where(a => (string?)a["behavior"]!["value"] == "198.51.100.55").ShouldHaveSingleItem();
        ((bool)found["behavior"]!["late"]!).ShouldBeFalse();
        undisturbed.Engine.Documents("behavior-state").Select(d => d.Document["whole"]).OfType<JsonArray>().Where(w => w.Count > 0)
            .ShouldAllBe(w => w.Count == 1 && Time(w[0]!["from"]) == Last && Time(w[0]!["to"]) == end);
        var (expected, calls) = (undisturbed.EndState(), undisturbed.Engine.Calls);

        for (var call = calls / 2; call <= calls; call += 60)
        {
            var site = ImportSite();
            site.Engine.KillAt(call, Fault.AnswerLost);
            (await site.RunAsync(0, cycles: cycles)).ShouldNotBeNull();
            site.Engine.KillAt(null);
            (await site.RunAsync(0, cycles: cycles)).ShouldBeNull();
            site.EndState().ShouldBe(expected, $"killed at call {call} of {calls}");
        }
    }

    private static SmallSite ImportSite()
    {
        var (site, day) = (Site(), Last);
        for (var i = 0; i < 20; i++)
            site.AddLate(100 + i, day.AddMinutes(i), TimeSpan.FromDays(3), "ana", "10.0.0.10");
        site.AddLate(200, day.AddHours(9.5), TimeSpan.FromHours(7), "ben", "198.51.100.55");
        return site;
    }

    private static SmallSite Site(double minScore = 25)
    {
        var site = new SmallSite
        {
            Settings = new CycleSettings { LearningDays = 7, BaselineBudgetBytes = 40_000, MinScore = minScore },
            Sources = [SmallSite.Logs with { IngestedField = "event.ingested" }],
            Detectors =
            [
                SmallSite.A("t.logons", "count", null), SmallSite.A("t.new_address", "rare", "source.ip"), SmallSite.A("t.hours", "time", null),
                SmallSite.A("t.half_days", "rare", "source.ip") with { Bucket = TimeSpan.FromHours(12) }, SmallSite.A("t.missing", "count", null) with { Direction = Direction.Low },
            ],
        }.Filled();
        site.AddLate(1, Last.AddHours(3.1), TimeSpan.FromHours(9.3), "eva", Unknown);
        site.AddLate(2, Last.AddHours(4.2), TimeSpan.FromHours(12), "eva", Unknown);
        site.AddLate(3, Last.AddHours(-1.5), TimeSpan.FromHours(11), "ana", "10.0.0.10");
        site.AddLate(4, Last.AddDays(-3).AddHours(10), TimeSpan.FromHours(70), "ben", "198.51.100.99");
        for (var i = 0; i < 9; i++)
            site.AddLate(10 + i, SmallSite.Start.AddHours(10.5 + 24 * i), TimeSpan.FromHours(1 + 5 * i), "eva", "10.0.0.14");
        return site;
    }

    private static async Task<List<string>> FilesAsync(SmallSite site, string folder)
    {
        var measures = MeasureCatalogue.Shipped;
        var parts = new PipelineParts(FeaturePlanner.Plan(PipelinePlanner.Wanted(site.Detectors, site.Sources, measures)), measures, SiteClock.Utc, site.Settings);
        using var source = new FileFeatureSource(parts.Queries, new FileReadOptions { Paths = [folder], Now = Last.AddDays(5) }, TimeProvider.System);
        await using (var writer = new NdjsonResultWriter(Path.Combine(folder, "out"), new IndexNames(), null))
        {
            await new AnalyzeRun(parts, source, writer, recorder: null).RunAsync(SmallSite.Start.AddDays(10).AddHours(1), folder, CancellationToken.None);
            await writer.CompleteAsync(CancellationToken.None);
        }

        var lines = await File.ReadAllLinesAsync(Path.Combine(folder, "out", "anomalies.ndjson"));
        return [.. lines.Select(l => Line(JsonNode.Parse(l)!)).Order(StringComparer.Ordinal)];
    }

    /// <summary>A document without when it was written, and whether that was in history.</summary>
    private static string Line(JsonNode document)
    {
        var copy = document.DeepClone().AsObject();
        foreach (var name in new[] { "created", "ingested" })
            copy["event"]!.AsObject().Remove(name);
        copy["behavior"]!.AsObject().Remove("historical");
        return copy.ToJsonString();
    }

    private static List<JsonNode> Anomalies(SmallSite site, string? detector) =>
        [.. site.Engine.Documents("behavior-anomalies-*").Select(d => d.Document).Where(d => detector is null || (string)d["rule"]!["id"]! == detector)];

    private static List<string> Baselines(SmallSite site) => [.. site.EndState().Where(l => l.StartsWith("behavior-baselines", StringComparison.Ordinal))];

    private static string Name(JsonNode anomaly) => (string)anomaly["behavior"]!["entity"]!["id"]!;

    private static DateTimeOffset Time(JsonNode? node) => DateTimeOffset.Parse((string)node!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
