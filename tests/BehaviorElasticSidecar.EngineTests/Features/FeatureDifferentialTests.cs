using System.Text;
using BehaviorElasticSidecar.Cycles.Identity;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Cluster;
using BehaviorElasticSidecar.Features.Files;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.EngineTests.Features;

/// <summary>The same events in both engines, in files and in the plain evaluator: the same rows, but for sums of fractions in their last digits.</summary>
[Collection(EngineCollection.Name)]
public sealed class FeatureDifferentialTests(EngineFixture engines)
{
    internal static readonly IReadOnlyList<GeneratedEvent> Events = GeneratedEvents.Make(4_000, seed: 20260302);

    internal static IEnumerable<TimeBucket> AllDays => Enumerable.Range(0, GeneratedEvents.Days).Select(d => TimeBucket.UtcDay(GeneratedEvents.Start.AddDays(d)));

    internal const string WithEvents = "generated/user/1d/source.geo.country_iso_code";

    internal static TimeBucket ImportDay => AllDays.Last();

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task The_cluster_answers_row_by_row_what_the_definition_says(EngineStack stack)
    {
        await using var loaded = await LoadAsync(stack);
        foreach (var query in loaded.Queries)
        {
            foreach (var (day, horizon) in AllDays.Select(d => (d, d != ImportDay)).Append((AllDays.First(), false)))
            {
                var expected = Expected(query, day, horizon);
                var actual = await ReadAsync(loaded.Source, query, day, horizon);

                expected.Sum(b => b.Rows.Count).ShouldBeGreaterThan(0, query.Id);
                Rows.Difference(actual, expected).ShouldBeNull();
            }
        }

        loaded.Source.Tally.Recounted.ShouldBeGreaterThan(0);
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task Fetching_events_gives_the_rows_of_aggregating_them(EngineStack stack)
    {
        await using var loaded = await LoadAsync(stack);
        var aggregating = loaded.With(new ClusterReadOptions { Reading = RowReading.Aggregate });
        var fetching = loaded.With(new ClusterReadOptions { Reading = RowReading.Fetch });
        // Rows in parts: where values are collected the read begins again, aggregated.
        var tight = loaded.With(new ClusterReadOptions { Reading = RowReading.Fetch, SpoolBytes = 20_000 });
        var fetched = new List<string>();
        foreach (var query in loaded.Queries)
        {
            foreach (var (span, horizon) in AllDays.Select(d => (d, d != ImportDay)).Append((Buckets(query, AllDays.First()).Last(), true)))
            {
                var expected = await ReadAsync(aggregating, query, span, horizon);
                var before = fetching.Tally.Fetched;

                Rows.Difference(await ReadAsync(fetching, query, span, horizon), expected).ShouldBeNull();
                Rows.Difference(await ReadAsync(tight, query, span, horizon), expected).ShouldBeNull();
                if (fetching.Tally.Fetched > before)
                    fetched.Add(query.Id);
            }
        }

        aggregating.Tally.Fetched.ShouldBe(0);
        // Numbers as values are never counted here: the stacks disagree on repeated ones.
        loaded.Queries.Select(q => q.Id).Except(fetched).ShouldBe(["generated/address/1h/event.code"]);
        loaded.Queries.Count(q => q.IsIdentity()).ShouldBe(3);
        (fetching.Tally.NotEntities, fetching.Tally.NothingGroups).ShouldNotBe((0, 0));
    }

    [Fact]
    public async Task Files_answer_row_by_row_what_the_definition_says()
    {
        IReadOnlyList<FeatureQuery> queries = [.. FeatureCases.Queries("events"), .. IdentityPlanner.Plan([FeatureCases.Source("events")], capabilities: null)];
        var actual = new List<ObservationBatch>();
        await ReadFileAsync(queries, (_, batch) =>
        {
            actual.Add(batch);
            return Task.CompletedTask;
        });

        foreach (var query in queries)
        {
            var expected = AllDays.SelectMany(d => Expected(query, d, horizon: d != ImportDay)).Where(b => b.Rows.Count > 0).ToList();
            Rows.Difference([.. actual.Where(b => b.Query.Id == query.Id && b.LateIn is null && b.Rows.Count > 0)], expected).ShouldBeNull();
            Rows.Difference([.. actual.Where(b => b.Query.Id == query.Id && b.LateIn is not null)], [.. AllDays.SelectMany(d => LateDifferentialTests.Expected(query, d))]).ShouldBeNull();
        }
    }

    [Fact]
    public async Task Files_give_the_events_of_an_entity_that_the_definition_says()
    {
        var queries = FeatureCases.Queries("events");
        var plain = new PlainEvaluator(Events, queries.Single(q => q.Id == WithEvents));
        var compared = 0;
        await ReadFileAsync(queries, async (files, batch) =>
        {
            if (batch.Query.Id != WithEvents)
                return;
            foreach (var entity in batch.Rows.Select(r => r.Entity).Distinct())
            {
                var events = await files.ReadEventsAsync(batch.Query, batch.Query.Detectors[0], entity, batch.Reading, CancellationToken.None);
                events.Select(Text).ShouldBe(WithoutMiddles(plain.Events(batch.Query.Detectors[0], entity, batch.Reading, batch.Bucket != ImportDay)));
                compared += events.Count;
            }
        });

        compared.ShouldBeGreaterThan(100);
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task Small_pages_small_spools_and_single_buckets_change_nothing(EngineStack stack)
    {
        await using var loaded = await LoadAsync(stack);
        var tight = loaded.With(new ClusterReadOptions { PageBytes = 500_000, SpoolBytes = 20_000, MaxNames = 2 });
        var day = AllDays.First();
        foreach (var query in loaded.Queries)
        {
            var usual = await ReadAsync(loaded.Source, query, day, horizon: true);
            var single = new List<ObservationBatch>();
            foreach (var bucket in Buckets(query, day).Take(4))
                single.AddRange(await ReadAsync(loaded.Source, query, bucket, horizon: true));

            Rows.Difference(await ReadAsync(tight, query, day, horizon: true), usual).ShouldBeNull();
            Rows.Difference(single, [.. usual.Take(4)]).ShouldBeNull();
        }
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task Events_of_an_entity_are_found_by_all_its_spellings(EngineStack stack)
    {
        await using var loaded = await LoadAsync(stack);
        var query = loaded.Queries.Single(q => q.Id == WithEvents);
        var (detector, day, plain) = (query.Detectors[0], AllDays.First(), new PlainEvaluator(Events, query));
        var entities = plain.Read(day, horizon: true).Rows.Select(r => r.Entity).Distinct().ToList();
        await ReadAsync(loaded.Source, query, day, horizon: true);
        var unread = loaded.With(new ClusterReadOptions());

        foreach (var entity in entities)
        {
            var expected = WithoutMiddles(plain.Events(detector, entity, day, horizon: true));

            (await loaded.Source.ReadEventsAsync(query, detector, entity, day, CancellationToken.None)).Select(Text).ShouldBe(expected);
            // Without the read that knows the spellings: they are asked for.
            (await unread.ReadEventsAsync(query, detector, entity, day, CancellationToken.None)).Select(Text).ShouldBe(expected);
        }

        entities.ShouldContain("zoë");
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task Events_of_one_partner_are_as_many_as_its_row_counts(EngineStack stack)
    {
        await using var loaded = await LoadAsync(stack);
        var (query, day) = (loaded.Queries.Single(q => q.Id == WithEvents), AllDays.First());
        // The time tells all events apart, so that none is left out as a repetition.
        var detector = query.Detectors[0] with { Request = query.Detectors[0].Request with { EventFields = [FeatureFields.Time, "source.ip", "host.name"] } };
        var rows = (await ReadAsync(loaded.Source, query, day, horizon: true)).Single().Rows.Where(r => r.Numbers[detector.Columns[0]] > 0).ToList();

        foreach (var row in rows)
        {
            var events = await loaded.Source.ReadEventsAsync(query, detector, row.Entity, [row.Group!], day, CancellationToken.None);
            events.Count.ShouldBe((int)row.Numbers[detector.Columns[0]], $"{row.Entity} {row.Group}");
            events.ShouldAllBe(e => e.Values[0] != null);
        }

        rows.Select(r => r.Group).Distinct().Count().ShouldBeGreaterThan(1);
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task Late_events_and_imported_days_are_told(EngineStack stack)
    {
        await using var loaded = await LoadAsync(stack);
        var source = loaded.Queries[0].Source;

        foreach (var day in AllDays)
            (await loaded.Source.IsImportDayAsync(source, day, CancellationToken.None)).ShouldBe(day == ImportDay);
        (await loaded.Source.IsImportDayAsync(source, TimeBucket.UtcDay(GeneratedEvents.Start.AddDays(-1)), CancellationToken.None)).ShouldBeFalse();
        foreach (var query in loaded.Queries)
        {
            var bucket = Buckets(query, AllDays.First()).First();
            (await loaded.Source.CountLateAsync(query, bucket, CancellationToken.None)).ShouldBe(new PlainEvaluator(Events, query).Late(bucket), query.Id);
        }
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task The_mappings_say_how_fields_are_asked_for(EngineStack stack)
    {
        await using var loaded = await LoadAsync(stack);

        loaded.Capabilities.Of("process.name").Queried.ShouldBe("process.name.keyword");
        loaded.Capabilities.Of("source.ip").Kind.ShouldBe(FieldKind.Address);
        loaded.Capabilities.Of("event.code").Kind.ShouldBe(FieldKind.Whole);
        loaded.Capabilities.Of("client.user.name").Kind.ShouldBe(FieldKind.Missing);
        var readiness = loaded.Queries.SelectMany(q => q.Detectors.Select(d => DetectorReadiness.Of(d.Detector, d.Request, q.Source, loaded.Capabilities)))
            .Where(r => r.Level != ReadinessLevel.Ready).ShouldHaveSingleItem();
        readiness.Level.ShouldBe(ReadinessLevel.Degraded);
        readiness.Reasons.ShouldBe(["event.code is long and cannot hold logon"]);
    }

    private async Task<LoadedEvents> LoadAsync(EngineStack stack) => await LoadedEvents.IntoAsync(await engines.PlaceAsync(stack), Events);

    private static async Task ReadFileAsync(IReadOnlyList<FeatureQuery> queries, Func<FileFeatureSource, ObservationBatch, Task> each)
    {
        var folder = Directory.CreateTempSubdirectory("behavior-features-");
        try
        {
            var path = Path.Combine(folder.FullName, "events.ndjson");
            var lines = Events.Select((e, i) => (e.Time, Json: e.Json(i))).OrderBy(e => e.Time).Select(e => e.Json);
            await File.WriteAllLinesAsync(path, lines, new UTF8Encoding(false));
            var options = new FileReadOptions { Paths = [path], Now = GeneratedEvents.Start.AddDays(30) };
            var files = new FileFeatureSource(queries, options, TimeProvider.System);
            await foreach (var batch in files.ReadAsync(CancellationToken.None))
                await each(files, batch);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<ObservationBatch> Expected(FeatureQuery query, TimeBucket span, bool horizon)
    {
        var plain = new PlainEvaluator(Events, query);
        return [.. Buckets(query, span).Select(b => plain.Read(b, horizon))];
    }

    internal static IEnumerable<TimeBucket> Buckets(FeatureQuery query, TimeBucket span)
    {
        for (var from = span.From; from < span.To; from += query.Bucket)
            yield return new TimeBucket(from, from + query.Bucket);
    }

    private static async Task<List<ObservationBatch>> ReadAsync(ClusterFeatureSource source, FeatureQuery query, TimeBucket span, bool horizon)
    {
        var batches = new List<ObservationBatch>();
        await foreach (var batch in source.ReadAsync(query, span, horizon, CancellationToken.None))
            batches.Add(batch);
        return batches;
    }

    /// <summary>Of neighbours with equal values the first and the last.</summary>
    internal static List<string> WithoutMiddles(IReadOnlyList<EntityEvent> events)
    {
        bool Same(int at, int other) => other >= 0 && other < events.Count && events[at].Values.SequenceEqual(events[other].Values);
        return [.. Enumerable.Range(0, events.Count).Where(at => !Same(at, at - 1) || !Same(at, at + 1)).Select(at => Text(events[at]))];
    }

    internal static string Text(EntityEvent one) => $"{one.Time:O} {string.Join(" | ", one.Values)}";
}
