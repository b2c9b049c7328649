using System.Text;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Cluster;
using BehaviorElasticSidecar.Sources;
using Microsoft.Extensions.Logging.Abstractions;

namespace BehaviorElasticSidecar.EngineTests.Features;

public sealed class FeatureDifferentialTests
{
    private static readonly IReadOnlyList<GeneratedEvent> Events = GeneratedEvents.Make(4_000, seed: 20260302);

    private static IEnumerable<TimeBucket> AllDays => Enumerable.Range(0, GeneratedEvents.Days).Select(d => TimeBucket.UtcDay(GeneratedEvents.Start.AddDays(d)));

    [Theory]
    [InlineData("OPENSEARCH")]
    [InlineData("ELASTICSEARCH")]
    public async Task The_cluster_answers_row_by_row_what_the_definition_says(string stack)
    {
        await using var loaded = await Loaded.AtAsync(stack);
        foreach (var query in FeatureCases.Queries(loaded.Index))
        {
            foreach (var horizon in new[] { true, false })
            {
                foreach (var day in AllDays)
                {
                    var expected = Expected(query, day, horizon);
                    var actual = await ReadAsync(loaded.Source, query, day, horizon);

                    expected.Sum(b => b.Rows.Count).ShouldBeGreaterThan(horizon && day == AllDays.Last() ? -1 : 0, query.Id);
                    Rows.Difference(actual, expected).ShouldBeNull();
                }
            }
        }

        loaded.Source.Tally.Recounted.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("OPENSEARCH")]
    [InlineData("ELASTICSEARCH")]
    public async Task Small_pages_small_spools_and_single_buckets_change_nothing(string stack)
    {
        await using var loaded = await Loaded.AtAsync(stack);
        var tight = loaded.With(new ClusterReadOptions { PageBytes = 200_000, SpoolBytes = 20_000, MaxNames = 2 });
        var day = AllDays.First();
        foreach (var query in FeatureCases.Queries(loaded.Index))
        {
            var usual = await ReadAsync(loaded.Source, query, day, horizon: true);
            var single = new List<ObservationBatch>();
            foreach (var bucket in Buckets(query, day))
                single.AddRange(await ReadAsync(loaded.Source, query, bucket, horizon: true));

            Rows.Difference(await ReadAsync(tight, query, day, horizon: true), usual).ShouldBeNull();
            Rows.Difference(single, usual).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("OPENSEARCH")]
    [InlineData("ELASTICSEARCH")]
    public async Task Events_of_an_entity_are_found_by_all_its_spellings(string stack)
    {
        await using var loaded = await Loaded.AtAsync(stack);
        var query = FeatureCases.Queries(loaded.Index).Single(q => q.Id == "generated/user/1d/source.geo.country_iso_code");
        var (detector, day, plain) = (query.Detectors[0], AllDays.First(), new PlainEvaluator(Events, query));
        var entities = plain.Read(day, horizon: true).Rows.Select(r => r.Entity).Distinct().ToList();
        await ReadAsync(loaded.Source, query, day, horizon: true);

        foreach (var entity in entities)
        {
            var expected = plain.Events(detector, entity, day, horizon: true);
            var actual = await loaded.Source.ReadEventsAsync(query, detector, entity, day, CancellationToken.None);

            actual.Select(Text).ShouldBeSubsetOf(expected.Select(Text));
            actual.Select(e => e.Values[0]).Distinct().ShouldBe(expected.Select(e => e.Values[0]).Distinct(), ignoreOrder: true);
            (actual[0].Time, actual[^1].Time).ShouldBe((expected[0].Time, expected[^1].Time));
            // Without the read that knows the spellings: they are asked for.
            (await loaded.With(new ClusterReadOptions()).ReadEventsAsync(query, detector, entity, day, CancellationToken.None)).Select(Text)
                .ShouldBe(actual.Select(Text));
        }

        entities.ShouldContain("zoë");
    }

    [Theory]
    [InlineData("OPENSEARCH")]
    [InlineData("ELASTICSEARCH")]
    public async Task Late_events_and_imported_days_are_told(string stack)
    {
        await using var loaded = await Loaded.AtAsync(stack);
        var queries = FeatureCases.Queries(loaded.Index);

        foreach (var day in AllDays)
            (await loaded.Source.IsImportDayAsync(queries[0].Source, day, CancellationToken.None)).ShouldBe(day == AllDays.Last());
        (await loaded.Source.IsImportDayAsync(queries[0].Source, TimeBucket.UtcDay(GeneratedEvents.Start.AddDays(-1)), CancellationToken.None)).ShouldBeFalse();
        foreach (var query in queries)
        {
            var bucket = Buckets(query, AllDays.First()).First();
            (await loaded.Source.CountLateAsync(query, bucket, CancellationToken.None)).ShouldBe(new PlainEvaluator(Events, query).Late(bucket), query.Id);
        }
    }

    private static string Text(EntityEvent one) => $"{one.Time:O} {string.Join(" | ", one.Values)}";

    private static List<ObservationBatch> Expected(FeatureQuery query, TimeBucket span, bool horizon)
    {
        var plain = new PlainEvaluator(Events, query);
        return [.. Buckets(query, span).Select(b => plain.Read(b, horizon))];
    }

    private static IEnumerable<TimeBucket> Buckets(FeatureQuery query, TimeBucket span)
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

    private sealed class Loaded(EngineClient engine, string index, IReadOnlyDictionary<string, SourceCapabilities> capabilities) : IAsyncDisposable
    {
        public string Index => index;

        public ClusterFeatureSource Source { get; } = new(engine, capabilities, new ClusterReadOptions());

        public ClusterFeatureSource With(ClusterReadOptions options) => new(engine, capabilities, options);

        public static async Task<Loaded> AtAsync(string stack)
        {
            var url = Environment.GetEnvironmentVariable($"BEHAVIOR_TEST_{stack}_URL")!;
            var engine = new EngineClient(new EngineOptions { Nodes = [new Uri(url)] }, TimeProvider.System, NullLogger<EngineClient>.Instance);
            var index = "behavior-test-features";
            await engine.DeleteIndexAsync([index], default);
            await engine.CreateIndexAsync(index, Encoding.UTF8.GetBytes(GeneratedEvents.Mapping), default);
            var result = await engine.BulkAsync([.. Events.Select((e, i) => new BulkOperation("index", index, $"{i}", Encoding.UTF8.GetBytes(e.Json(i))))], default);
            result.Where(r => r.Status >= 300).ShouldBeEmpty();
            await engine.RefreshAsync(index, default);
            var source = FeatureCases.Source(index);
            var fields = FeatureFields.Of(source, FeatureCases.Queries(index).SelectMany(q => q.Detectors).Select(d => (d.Detector, d.Request)));
            var capabilities = await new SourceCapabilitiesSource(engine).ReadAsync(source, fields, default);
            return new Loaded(engine, index, new Dictionary<string, SourceCapabilities> { [source.Id] = capabilities });
        }

        public async ValueTask DisposeAsync()
        {
            await engine.DeleteIndexAsync([index], default);
            engine.Dispose();
        }
    }
}
