using System.IO.Compression;
using System.Text.Json;
using BehaviorElasticSidecar.Range;
using NodaTime;

namespace BehaviorElasticSidecar.Tests.Range;

public sealed class SampleGeneratorTests
{
    private static readonly SampleOptions Fortnight = SampleOptions.SmallOffice with { Days = 14, Stories = false };

    [Fact]
    public async Task The_shipped_sample_is_what_the_generator_makes()
    {
        using var events = new MemoryStream();
        using var labels = new MemoryStream();
        var result = await SampleGenerator.WriteAsync(SampleOptions.SmallOffice, events, labels, default);

        await using var shipped = new GZipStream(File.OpenRead(RepositoryRoot.File("samples", SampleGenerator.EventsFile)), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        await shipped.CopyToAsync(plain);
        result.Bytes.ShouldBe(events.Length);
        plain.GetBuffer().AsSpan(0, (int)plain.Length).SequenceEqual(events.GetBuffer().AsSpan(0, (int)events.Length)).ShouldBeTrue();
        (await File.ReadAllBytesAsync(RepositoryRoot.File("samples", SampleGenerator.LabelsFile))).ShouldBe(labels.ToArray());
    }

    [Fact]
    public void The_shipped_sample_is_between_one_and_three_megabytes() =>
        new FileInfo(RepositoryRoot.File("samples", SampleGenerator.EventsFile)).Length.ShouldBeInRange(1_000_000, 3_000_000);

    [Fact]
    public async Task Every_event_is_in_order_has_an_id_of_its_own_and_arrives_after_it_happened()
    {
        var (last, ids) = (DateTimeOffset.MinValue, new HashSet<string>());
        foreach (var line in await EventsAsync(Fortnight))
        {
            var time = line.GetProperty("@timestamp").GetDateTimeOffset();
            time.ShouldBeGreaterThanOrEqualTo(last);
            last = time;
            var of = line.GetProperty("event");
            ids.Add(of.GetProperty("id").GetString()!).ShouldBeTrue();
            (of.GetProperty("ingested").GetDateTimeOffset() - time).TotalSeconds.ShouldBeInRange(1, 300);
            line.GetProperty("data_stream").GetProperty("dataset").GetString().ShouldBe(of.GetProperty("dataset").GetString());
        }
    }

    [Fact]
    public async Task Only_public_addresses_have_a_place()
    {
        var placed = 0;
        foreach (var line in await EventsAsync(Fortnight))
        {
            foreach (var side in new[] { "source", "destination" })
            {
                if (!line.TryGetProperty(side, out var end) || !end.TryGetProperty("geo", out _))
                    continue;
                end.GetProperty("ip").GetString()!.ShouldNotStartWith("10.");
                placed++;
            }
        }

        placed.ShouldBeGreaterThan(500);
    }

    [Fact]
    public async Task All_sources_occur()
    {
        var datasets = (await EventsAsync(Fortnight)).Select(e => e.GetProperty("event").GetProperty("dataset").GetString()).Distinct().Order();

        datasets.ShouldBe(["aws.cloudtrail", "azure.signinlogs", "endpoint.events.process", "fortinet_fortigate.log", "okta.system", "system.auth", "system.security"]);
    }

    [Fact]
    public async Task Sarah_begins_at_eight_local_time_on_both_sides_of_the_clock_change()
    {
        var zone = DateTimeZoneProviders.Tzdb[Fortnight.Zone];
        var firsts = (await EventsAsync(Fortnight))
            .Where(e => e.TryGetProperty("winlog", out _) && e.GetProperty("user").GetProperty("name").GetString() == "sarah.keller")
            .Select(e => Instant.FromDateTimeOffset(e.GetProperty("@timestamp").GetDateTimeOffset()).InZone(zone).LocalDateTime)
            .GroupBy(t => t.Date).ToDictionary(g => g.Key, g => g.Min());

        firsts.Keys.ShouldContain(d => d < new LocalDate(2026, 3, 8));
        firsts.Keys.ShouldContain(d => d > new LocalDate(2026, 3, 8));
        firsts.Values.ShouldAllBe(t => t.Hour >= 7 && t.Hour < 10);
    }

    [Fact]
    public async Task Labels_name_five_stories_in_the_last_third_whose_entities_occur_in_their_time()
    {
        using var stream = new MemoryStream();
        using var labels = new MemoryStream();
        await SampleGenerator.WriteAsync(SampleOptions.SmallOffice, stream, labels, default);
        var events = Lines(stream).Select(l => (At: l.GetProperty("@timestamp").GetDateTimeOffset(), Text: l.GetRawText().ToLowerInvariant())).ToList();

        var stories = Lines(labels).ToList();
        stories.Count.ShouldBe(5);
        foreach (var story in stories)
        {
            var (start, end) = (story.GetProperty("start").GetDateTimeOffset(), story.GetProperty("end").GetDateTimeOffset());
            start.ShouldBeGreaterThan(new DateTimeOffset(2026, 4, 1, 5, 0, 0, TimeSpan.Zero));
            foreach (var entity in story.GetProperty("entities").EnumerateArray())
            {
                var id = entity.GetProperty("id").GetString()!;
                // A receiver of traffic stands in the firewall's log by address only.
                if (story.GetProperty("scenario").GetString() != "redirected_copy" || id == "db01")
                    events.ShouldContain(e => e.At >= start && e.At <= end && e.Text.Contains($"\"{id}\"", StringComparison.Ordinal), id);
            }
        }
    }

    [Fact]
    public async Task Without_stories_nothing_of_them_remains()
    {
        using var told = new MemoryStream();
        using var plain = new MemoryStream();
        await SampleGenerator.WriteAsync(Fortnight with { Stories = true }, told, null, default);
        await SampleGenerator.WriteAsync(Fortnight, plain, null, default);

        told.ToArray().AsSpan().IndexOf("\"192.0.2."u8).ShouldBeGreaterThan(0);
        plain.ToArray().AsSpan().IndexOf("\"192.0.2."u8).ShouldBe(-1);
    }

    [Fact]
    public async Task Another_seed_gives_other_events()
    {
        var one = await EventsAsync(Fortnight with { Days = 1 });
        var two = await EventsAsync(Fortnight with { Days = 1, Seed = 6 });

        one[0].GetRawText().ShouldNotBe(two[0].GetRawText());
    }

    [Fact]
    public async Task Large_events_are_as_many_and_as_large_as_asked()
    {
        using var stream = new MemoryStream();
        var result = await LargeEvents.WriteAsync(3_000, people: 40, days: 2, seed: 1, stream, default);

        result.Events.ShouldBe(3_000);
        var sizes = Lines(stream).Select(l => l.GetRawText().Length).ToList();
        sizes.Count.ShouldBe(3_000);
        sizes.Min().ShouldBeGreaterThanOrEqualTo(LargeEvents.MinimumBytes);
    }

    [Fact]
    public async Task Parts_together_are_the_whole()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var options = LargeEvents.Options(4_000, people: 30, days: 3, seed: 2);
            var paths = await LargeEvents.WriteFilesAsync(options, folder.FullName, 3, default);
            using var whole = new MemoryStream();
            await SampleGenerator.WriteAsync(options, whole, null, default);

            paths.Count.ShouldBeInRange(2, 3);
            paths.SelectMany(File.ReadAllBytes).SequenceEqual(whole.ToArray()).ShouldBeTrue();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task An_unknown_zone_is_refused_with_its_name()
    {
        var refused = await Should.ThrowAsync<ArgumentException>(
            () => SampleGenerator.WriteAsync(SampleOptions.SmallOffice with { Zone = "Mars/Olympus" }, Stream.Null, null, default));

        refused.Message.ShouldContain("Mars/Olympus");
    }

    private static async Task<List<JsonElement>> EventsAsync(SampleOptions options)
    {
        using var stream = new MemoryStream();
        await SampleGenerator.WriteAsync(options, stream, null, default);
        return [.. Lines(stream)];
    }

    private static IEnumerable<JsonElement> Lines(MemoryStream stream)
    {
        stream.Position = 0;
        using var reader = new StreamReader(stream, leaveOpen: true);
        while (reader.ReadLine() is { } line)
            yield return JsonDocument.Parse(line).RootElement;
    }
}
