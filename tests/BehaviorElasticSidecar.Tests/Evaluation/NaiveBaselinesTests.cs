using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Evaluation;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Sources;
using BehaviorElasticSidecar.Tests.Cycles;

namespace BehaviorElasticSidecar.Tests.Evaluation;

public sealed class NaiveBaselinesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly int First = new DateOnly(2026, 3, 2).DayNumber;

    [Fact]
    public void A_value_never_seen_counts_after_learning_and_once()
    {
        var naive = new NaiveBaselines(SiteClock.Utc, learningDays: 2);
        var query = Query("rare", "source.ip");
        for (var day = 0; day < 4; day++)
            naive.Take(Batch(query, day, ("ana", "10.0.0.1", 1), ("ana", $"192.0.2.{day}", 1)));
        naive.Take(Batch(query, 4, ("ana", "192.0.2.3", 1)));

        Enumerable.Range(0, 5).Select(day => naive.NeverSeen.Of(Ana(day))).ShouldBe([0, 0, 1, 1, 0]);
        naive.Population(First, First + 9).Count.ShouldBe(5);
        naive.DetectorDays(First, First + 9).ShouldBe(3);
        naive.Users.ShouldBe(1);
    }

    [Fact]
    public void An_amount_of_more_than_mean_plus_three_sigma_counts()
    {
        var naive = new NaiveBaselines(SiteClock.Utc, learningDays: 3);
        var query = Query("count", null);
        foreach (var (day, amount) in new[] { 10.0, 12, 14, 16, 20 }.Index())
            naive.Take(Batch(query, day, ("ana", null, amount)));

        // Mean of 10, 12, 14 is 12, sigma 2: 16 is 2 sigma. Of 10 to 16 it is 13 and 2.58: 20 is 2.7 sigma.
        naive.ThreeSigma.Of(Ana(3)).ShouldBe(0);
        naive.ThreeSigma.Of(Ana(4)).ShouldBe(0);

        naive.Take(Batch(query, 5, ("ana", null, 40)));

        // Mean of 10, 12, 14, 16, 20 is 14.4, sigma 3.847.
        naive.ThreeSigma.Of(Ana(5)).ShouldBe((40 - 14.4) / Math.Sqrt(14.8), 1e-9);
    }

    private static EntityDayKey Ana(int day) => new(new EntityKey(EntityKind.User, "ana"), First + day);

    private static FeatureQuery Query(string measure, string? of)
    {
        Detector detector = SmallSite.A("t." + measure, measure, of);
        return FeaturePlanner.Plan(Wanted(detector)).Single();
    }

    private static IReadOnlyList<(Detector, Source, FeatureRequest)> Wanted(Detector detector) =>
        PipelinePlanner.Wanted([detector], [SmallSite.Logs], MeasureCatalogue.Shipped);

    private static ObservationBatch Batch(FeatureQuery query, int day, params (string Who, string? Value, double Count)[] rows) => new(
        query, new TimeBucket(Start.AddDays(day), Start.AddDays(day).AddHours(1)),
        [.. rows.Select(r => new Observation(r.Who, r.Value, [.. query.Columns.Select(_ => r.Count)]))]);
}
