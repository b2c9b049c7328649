using System.Globalization;
using System.Text;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.EngineTests.Features;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Files;
using BehaviorElasticSidecar.Quality;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.EngineTests.Quality;

/// <summary>The same events in both engines and in files: the same facts about their source.</summary>
[Collection(EngineCollection.Name)]
public sealed class QualityDifferentialTests(EngineFixture engines)
{
    private static readonly IReadOnlyList<GeneratedEvent> Events = [.. GeneratedEvents.Make(4_000, seed: 20260305).Select(Marked)];

    private static readonly string Mapping = GeneratedEvents.Mapping
        .Replace("\"code\":", "\"id\":{\"type\":\"keyword\"},\"created\":{\"type\":\"date\"},\"kind\":{\"type\":\"keyword\"},\"code\":", StringComparison.Ordinal)
        .Replace("\"client\":", "\"tags\":{\"type\":\"keyword\"},\"client\":", StringComparison.Ordinal);

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task The_cluster_and_files_say_the_same_of_every_day(EngineStack stack)
    {
        var token = CancellationToken.None;
        await using var place = await engines.PlaceAsync(stack);
        var index = place.Name("quality");
        await place.Client.CreateIndexAsync(index, Encoding.UTF8.GetBytes(Mapping), token);
        (await place.Client.BulkAsync([.. Events.Select((e, i) => new BulkOperation("index", index, $"{i}", Encoding.UTF8.GetBytes(e.Json(i))))], token))
            .Where(r => r.Status >= 300).ShouldBeEmpty();
        await place.Client.RefreshAsync(index, token);
        var queries = FeatureCases.Queries(index);
        var plan = QualityPlan.Of(queries).Single();
        var capabilities = await new SourceCapabilitiesSource(place.Client).ReadAsync(plan.Source, plan.StoredFields.Append(plan.Source.IngestedField).Append("@timestamp").ToList(), token);
        var cluster = new SourceQualitySource(place.Client, new Dictionary<string, SourceCapabilities> { [plan.Source.Id] = capabilities });
        var files = await WatchedAsync(queries, plan);

        for (var day = TimeBucket.UtcDay(GeneratedEvents.Start); day.From < GeneratedEvents.Start.AddDays(GeneratedEvents.Days); day = TimeBucket.UtcDay(day.To))
        {
            var isImport = day.To == GeneratedEvents.Start.AddDays(GeneratedEvents.Days);
            var told = await cluster.ReadDetailsAsync(plan, day, token);
            Text(told).ShouldBe(Text(files.Full(plan.Source.Id).Single(d => d.Day == day.From)));
            Text(await cluster.ReadAsync(plan, day, horizon: !isImport, token)).ShouldBe(Text(files.Judged(day.From).Single()));
            var details = told.Details!;
            details.Duplicates.ShouldBeGreaterThan(0);
            new[] { details.CreatedAhead, details.Failures, details.UnknownOutcomes, details.LateBy[0] }.ShouldAllBe(n => n > 0);
            (await new VolumeHistorySource(place.Client, capabilities).ReadAsync(plan.Source, day, token)).Single().Hours.ShouldBe(told.Hours);
        }

        (await new VolumeHistorySource(place.Client, capabilities).CountFromAsync(plan.Source, GeneratedEvents.Start, token))
            .ShouldBe(files.Full(plan.Source.Id).Sum(d => d.Events));
    }

    private static GeneratedEvent Marked(GeneratedEvent one, int number)
    {
        var values = new SortedDictionary<string, IReadOnlyList<string>>(one.Values.ToDictionary(v => v.Key, v => v.Value), StringComparer.Ordinal)
        {
            ["event.id"] = [$"\"id-{number - (number % 40 == 0 ? 1 : 0)}\""],
        };
        if (number % 3 == 0)
            values["event.created"] = ["\"" + one.Time.AddHours(number % 7 - 2).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) + "\""];
        if (number % 50 == 0)
            values["event.kind"] = ["\"pipeline_error\""];
        if (number % 20 == 0)
            values["tags"] = ["\"x\"", number % 60 == 0 ? "\"_grokparsefailure\"" : "\"y\""];
        return one with { Values = values };
    }

    private static async Task<QualityWatch> WatchedAsync(IReadOnlyList<FeatureQuery> queries, QualityPlan plan)
    {
        var folder = Directory.CreateTempSubdirectory("behavior-quality-");
        try
        {
            var path = Path.Combine(folder.FullName, "events.ndjson");
            await File.WriteAllLinesAsync(path, Events.Select((e, i) => (e.Time, Json: e.Json(i))).OrderBy(e => e.Time).Select(e => e.Json), new UTF8Encoding(false));
            var watch = new QualityWatch([plan]);
            using var files = new FileFeatureSource(queries, new FileReadOptions { Paths = [path], Now = GeneratedEvents.Start.AddDays(30) }, TimeProvider.System, watch);
            await foreach (var _ in files.ReadAsync(CancellationToken.None))
            {
            }

            return watch;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Text(SourceDay day) => string.Join('\n',
    [
        $"{day.Source} {day.Day:O} {string.Join(' ', day.Hours)}", .. day.Having.Select(h => $"{h.Key} {h.Value}"),
        .. day.Details is { } details
            ? new[]
            {
                $"ingested {details.Ingested} late {string.Join(' ', details.LateBy)} ahead {details.Ahead} created {details.CreatedAhead}",
                $"ids {details.Ids} {details.DistinctIds} failures {details.Failures} outcomes {string.Join(' ', details.Outcomes)}",
            } : [],
    ]);
}
