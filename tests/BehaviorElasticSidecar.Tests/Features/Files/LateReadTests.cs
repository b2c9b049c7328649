using System.Globalization;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Tests.Features.Files;

/// <summary>What came after its bucket had been read is read with the bucket in whose time it came.</summary>
public sealed class LateReadTests
{
    private static readonly DateTimeOffset Day = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_late_event_is_read_with_the_bucket_in_whose_time_it_came_before_that_bucket()
    {
        using var run = new Run();
        run.File("a.ndjson", Line(9.25, 9.3, "ana"), Line(10.25, 19.25, "bob"), Line(12.5, 19.25, "bob"), Line(19.5, 19.5, "ana"));
        Text(run.Batches([Taking()])).ShouldBe(["9 ana 1", "10 in 19: bob 1", "12 in 19: bob 1", "19 ana 1"]);
        run.Drops("late").ShouldBe(2, "amounts are without them");
    }

    [Fact]
    public void A_bucket_of_its_own_is_read_for_it_where_nothing_happened_in_time()
    {
        using var run = new Run();
        run.File("a.ndjson", Line(9.25, 9.3, "ana"), Line(10.25, 19.25, "bob"), Line(30, 30, "ana"));
        Text(run.Batches([Taking()])).ShouldBe(["9 ana 1", "10 in 19: bob 1", "30 ana 1"]);
    }

    [Fact]
    public void The_first_instant_beyond_a_horizon_belongs_to_the_next_bucket()
    {
        using var run = new Run();
        var horizon = 11 + 5 / 60.0;
        run.File("a.ndjson", Line(10.25, horizon - 1e-6, "in time"), Line(10.25, horizon, "late"), Line(10.25, horizon + 1 - 1e-6, "as late"), Line(10.25, horizon + 1, "later"));
        Text(run.Batches([Taking()])).ShouldBe(["10 in time 1", "10 in 11: as late 1", "10 in 11: late 1", "10 in 12: later 1"]);
    }

    [Theory]
    [InlineData(58.25, "10 in 58: ana 1")]
    [InlineData(59.25, null)]
    public void Two_days_behind_is_as_far_as_it_reaches(double ingested, string? read)
    {
        using var run = new Run();
        run.File("a.ndjson", Line(10.2, 10.3, "bob"), Line(10.25, ingested, "ana"), Line(70, 70, "bob"));
        Text(run.Batches([Taking()])).ShouldBe(read is null ? ["10 bob 1", "70 bob 1"] : ["10 bob 1", read, "70 bob 1"]);
        run.Drops("late").ShouldBe(1);
    }

    [Fact]
    public void Of_an_import_nothing_is_late()
    {
        using var run = new Run();
        run.File("a.ndjson", Line(10.25, 100, "ana"), Line(10.5, 100, "ana"), Line(12.5, 20.25, "bob"), Line(30, 30, "cyd"));
        Text(run.Batches([Taking()])).ShouldBe(["10 ana 2", "12 bob 1", "30 cyd 1"]);
    }

    [Fact]
    public void Detectors_of_amounts_and_their_columns_are_not_asked()
    {
        using var run = new Run();
        run.File("a.ndjson", Line(10.25, 10.3, "ana", 5), Line(10.5, 19.25, "ana", 7), Line(11.5, 19.25, "bob", 7, "failure"), Line(30, 30, "ana", 1));
        var success = Q.Column(Metric.Count, null, Q.Is("event.outcome", "success"));
        var query = Q.Users(Q.Events, Q.Column(Metric.Sum, "source.bytes"), success);
        query = query with { Detectors = [A("amount", [0, 1], false, query), A("value", [2], true, query)] };
        Text(run.Batches([query])).ShouldBe(["10 ana 1 5 1", "10 in 19: ana 1", "30 ana 1 1 1"]);
        Text(run.Batches([query with { Detectors = [query.Detectors[0]] }])).ShouldBe(["10 ana 1 5 1", "30 ana 1 1 1"]);
    }

    [Fact]
    public async Task Its_events_are_kept_apart_from_those_in_time()
    {
        using var run = new Run();
        run.File("a.ndjson", Line(10.1, 10.2, "ana"), Line(10.2, 19.25, "ana"), Line(10.4, 20.25, "ana"), Line(10.5, 20.25, "ana"), Line(30, 30, "bob"));
        var query = Q.Users().WithEvents("event.ingested");
        query = query with { Detectors = [query.Detectors[0] with { Request = query.Detectors[0].Request with { ReadsLate = true } }] };
        using var source = run.Source([query]);
        var read = new List<string>();
        await foreach (var batch in source.ReadAsync(CancellationToken.None))
            foreach (var one in await source.ReadEventsAsync(query, query.Detectors[0], batch.Rows[0].Entity, batch.Reading, CancellationToken.None))
                read.Add(FormattableString.Invariant($"{(batch.Reading.ReadIn.From - Day).TotalHours} {(one.Time - Day).TotalHours:0.0}"));
        read.ShouldBe(["10 10.1", "19 10.2", "20 10.4", "20 10.5", "30 30.0"]);
    }

    /// <summary>Lags from none to three days: what is up to two days late is read once, in time or late.</summary>
    [Theory]
    [InlineData(1, 5)]
    [InlineData(3, 90)]
    [InlineData(12, 5)]
    [InlineData(24, 600)]
    public void Every_event_is_read_exactly_once(int hours, int delayMinutes)
    {
        using var run = new Run();
        var (random, expected) = (new Random(hours), 0L);
        var lines = new List<(double At, string Line)>();
        var (bucket, delay) = (TimeSpan.FromHours(hours), TimeSpan.FromMinutes(delayMinutes));
        for (var i = 0; i < 3000; i++)
        {
            var (at, lag) = (random.NextDouble() * 100, random.Next(3) == 0 ? random.NextDouble() * 72 : 0.01);
            var own = TimeBucket.Holding(Day.AddHours(at), bucket);
            var came = TimeBucket.Holding(Day.AddHours(at + lag) - delay, bucket);
            expected += came.From <= own.From + TimeSpan.FromHours(48) ? 1 : 0;
            lines.Add((at, Line(at, at + lag, $"u{random.Next(20)}")));
        }

        run.File("a.ndjson", [.. lines.OrderBy(l => l.At).Select(l => l.Line)]);
        var query = Taking() with { Bucket = bucket, Source = Q.Source() with { IngestDelay = delay } };
        var batches = run.Batches([query]);
        batches.Sum(b => b.Rows.Sum(r => (long)r.Numbers[0])).ShouldBe(expected);
        batches.ShouldContain(b => b.LateIn != null);
        batches.ShouldAllBe(b => b.LateIn == null || (b.LateIn.Value.From > b.Bucket.From && b.LateIn.Value.From - b.Bucket.From <= TimeSpan.FromHours(48)));
        batches.Select(b => (b.Reading.ReadIn.To, b.Bucket.From)).ShouldBe(batches.Select(b => (b.Reading.ReadIn.To, b.Bucket.From)).Order());
        Text(run.Batches([query], o => o with { BucketBudgetBytes = 1 })).ShouldBe(Text(batches));
    }

    private static FeatureQuery Taking()
    {
        var query = Q.Users();
        return query with { Detectors = [A("value", [0], true, query)] };
    }

    private static DetectorBinding A(string id, int[] columns, bool readsLate, FeatureQuery query)
    {
        var detector = new Detector
        {
            Id = id, Hash = "0", Title = "t", Pack = "p", Events = query.Columns[columns[0]].Filter, Entity = query.Kind, Measure = "rare", Family = "f", Sentence = "s",
        };
        return new DetectorBinding(detector, new FeatureRequest(null, [.. columns.Select(c => query.Columns[c])], []) { ReadsLate = readsLate }, columns);
    }

    private static List<string> Text(IEnumerable<ObservationBatch> batches) =>
    [
        .. from batch in batches
           from row in batch.Rows
           let late = batch.LateIn is { } read ? $" in {(read.From - Day).TotalHours.ToString(CultureInfo.InvariantCulture)}:" : ""
           select FormattableString.Invariant($"{(batch.Bucket.From - Day).TotalHours}{late} {row.Entity} {string.Join(' ', row.Numbers)}"),
    ];

    /// <summary>Hours since the first midnight.</summary>
    private static string Line(double hour, double ingested, string user, int bytes = 0, string outcome = "success") =>
        $$$"""{"@timestamp":"{{{Day.AddHours(hour):O}}}","user":{"name":"{{{user}}}"},"source":{"bytes":{{{bytes}}}},"event":{"outcome":"{{{outcome}}}","ingested":"{{{Day.AddHours(ingested):O}}}"}}""";
}
