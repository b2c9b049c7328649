using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Cluster;
using static BehaviorElasticSidecar.EngineTests.Features.FeatureDifferentialTests;

namespace BehaviorElasticSidecar.EngineTests.Features;

/// <summary>What came after its bucket had been read: both engines give the rows that the definition says.</summary>
[Collection(EngineCollection.Name)]
public sealed class LateDifferentialTests(EngineFixture engines)
{
    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task What_came_late_is_read_row_by_row_as_the_definition_says(EngineStack stack)
    {
        await using var loaded = await LoadedEvents.IntoAsync(await engines.PlaceAsync(stack), Events);
        var tight = loaded.With(new ClusterReadOptions { PageBytes = 500_000, SpoolBytes = 20_000 });
        var read = 0;
        foreach (var query in loaded.Queries)
        {
            foreach (var day in AllDays)
            {
                var expected = Expected(query, day);
                read += expected.Sum(b => b.Rows.Count);

                Rows.Difference(await LateAsync(loaded.Source, query, day), expected).ShouldBeNull();
                Rows.Difference(await LateAsync(tight, query, day), expected).ShouldBeNull();
                foreach (var bucket in Buckets(query, day).Where((_, at) => at % 5 == 3))
                    Rows.Difference(await LateAsync(loaded.Source, query, bucket), [.. expected.Where(b => b.LateIn == bucket)]).ShouldBeNull();
            }
        }

        read.ShouldBeGreaterThan(100);
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task Late_events_of_an_entity_are_found_by_all_their_spellings(EngineStack stack)
    {
        await using var loaded = await LoadedEvents.IntoAsync(await engines.PlaceAsync(stack), Events);
        var query = loaded.Queries.Single(q => q.Id == WithEvents);
        var (detector, day, plain) = (query.Detectors[0], AllDays.ElementAt(1), new PlainEvaluator(Events, query));
        var late = (await LateAsync(loaded.Source, query, day)).ShouldHaveSingleItem();
        var unread = loaded.With(new ClusterReadOptions());

        foreach (var entity in late.Rows.Select(r => r.Entity).Distinct())
        {
            var expected = WithoutMiddles(plain.Events(detector, entity, late.Reading, horizon: true));

            expected.ShouldNotBeEmpty();
            (await loaded.Source.ReadEventsAsync(query, detector, entity, late.Reading, CancellationToken.None)).Select(Text).ShouldBe(expected);
            (await unread.ReadEventsAsync(query, detector, entity, late.Reading, CancellationToken.None)).Select(Text).ShouldBe(expected);
        }
    }

    /// <summary>What is read with the buckets of the span; nothing of the import.</summary>
    internal static List<ObservationBatch> Expected(FeatureQuery query, TimeBucket span)
    {
        if (LateReading.Of(query) is not { } asked)
            return [];
        var plain = new PlainEvaluator(Events, asked);
        return
        [
            .. from bucket in Buckets(query, span)
               from own in Buckets(query, new TimeBucket(GeneratedEvents.Start, bucket.From))
               where own.From >= bucket.From.AddHours(-48) && !FeatureDifferentialTests.ImportDay.Contains(own.From)
               let batch = plain.ReadLate(new BucketReading(own, bucket))
               where batch.Rows.Count > 0
               select batch,
        ];
    }

    private static async Task<List<ObservationBatch>> LateAsync(ClusterFeatureSource source, FeatureQuery query, TimeBucket span)
    {
        var (batches, reach) = (new List<ObservationBatch>(), new LateReach(GeneratedEvents.Start, [FeatureDifferentialTests.ImportDay]));
        await foreach (var batch in source.ReadAsync(query, span, span.From < FeatureDifferentialTests.ImportDay.From, reach, CancellationToken.None))
            if (batch.LateIn is not null)
                batches.Add(batch);
        return batches;
    }
}
