using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Cluster;
using BehaviorElasticSidecar.Quality;
using BehaviorElasticSidecar.Worker.Execution;
using BehaviorElasticSidecar.Worker.Settings;

namespace BehaviorElasticSidecar.Worker.Checks;

/// <summary>Times one bucket of each feature query, and says what a day and the back-fill will cost. Reads only.</summary>
/// <remarks>
/// The busiest bucket of the last whole day, scaled by the number of events. The back-fill asks for whole days, which is cheaper than 24 hours:
/// its minutes are an upper bound, as long as nothing else keeps the cluster busier then.
/// </remarks>
internal sealed class CostMeter(EffectiveSettings settings, EngineClient engine, IReadOnlyList<Detector> detectors, TimeProvider time)
{
    /// <summary>A baseline as it is stored, in base64: amounts take up to 1.5 KiB, hours and values about half (docs/measures.md).</summary>
    private const long BaselineBytes = 1_000;

    /// <summary>What an engine writes to disk for a byte that it is sent, merges included: 42 MB became 134 MB.</summary>
    private const double Amplification = 3.2;

    /// <param name="sources">As they were found: what has no event costs nothing.</param>
    public async Task<CostCheck> MeasureAsync(IReadOnlyList<SourceCheck> sources, CancellationToken cancellationToken)
    {
        var plan = await ClusterPlan.ReadAsync(engine, detectors, settings.Sources, cancellationToken).ConfigureAwait(false);
        var reader = new ClusterFeatureSource(engine, plan.Capabilities, new ClusterReadOptions());
        var (costs, minutes, longest) = (new List<QueryCost>(), 0.0, 0);
        foreach (var group in plan.Queries.GroupBy(q => q.Source.Id, StringComparer.Ordinal))
        {
            var source = group.First().Source;
            var now = time.GetUtcNow();
            if (sources.FirstOrDefault(s => s.Id == source.Id)?.NewestEvent is not { } newest)
                continue;
            var last = TimeBucket.UtcDay(newest < now ? newest : now);
            var history = new TimeBucket(TimeBucket.UtcDay(last.From - settings.Get<SiteOptions>().History).From, last.To);
            var days = await new VolumeHistorySource(engine, plan.Capabilities[source.Id]).ReadAsync(source, history, cancellationToken).ConfigureAwait(false);
            var typical = days.SkipLast(1).LastOrDefault(d => d.Events > 0) ?? days[^1];
            if (typical.Events == 0)
                continue;
            var of = new List<QueryCost>();
            foreach (var query in group)
                of.Add(await MeasureAsync(reader, query, typical, cancellationToken).ConfigureAwait(false));
            costs.AddRange(of);
            minutes += of.Sum(c => c.DaySeconds) * days.Sum(d => (double)d.Events) / typical.Events / 60;
            longest = Math.Max(longest, days.Count(d => d.Events > 0));
        }

        return new CostCheck(costs.Sum(c => c.DaySeconds), minutes, longest, costs.Sum(c => c.StateBytesADay), costs);
    }

    private async Task<QueryCost> MeasureAsync(ClusterFeatureSource reader, FeatureQuery query, SourceDay day, CancellationToken cancellationToken)
    {
        var busiest = day.Hours.ToList().IndexOf(day.Hours.Max());
        var bucket = TimeBucket.Holding(day.Day.AddHours(busiest), query.Bucket);
        var (rows, entities, started) = (0L, new HashSet<string>(StringComparer.Ordinal), time.GetTimestamp());
        try
        {
            await foreach (var batch in reader.ReadAsync(query, bucket, horizon: false, cancellationToken).ConfigureAwait(false))
            {
                rows += batch.Rows.Count;
                entities.UnionWith(batch.Rows.Select(r => r.Entity));
            }
        }
        catch (EngineException refused)
        {
            return new QueryCost(query.Id, query.Detectors.Count, bucket.From, time.GetElapsedTime(started).TotalSeconds, 0, 0, 0, 0, refused.Message);
        }

        var seconds = time.GetElapsedTime(started).TotalSeconds;
        var inBucket = Enumerable.Range(0, 24).Where(h => bucket.Contains(day.Day.AddHours(h))).Sum(h => day.Hours[h]);
        var buckets = Math.Max(1, TimeSpan.FromDays(1) / query.Bucket);
        // Small buckets cost their round trip: never below what the quietest of them would.
        var daySeconds = Math.Max(seconds * day.Events / Math.Max(1, inBucket), Math.Min(seconds, 0.005) * buckets);
        var commits = TimeSpan.FromDays(1) / settings.Get<StateOptions>().CheckpointInterval;
        var state = (long)(entities.Count * query.Detectors.Count * BaselineBytes * Math.Min(commits, buckets) * Amplification);
        return new QueryCost(query.Id, query.Detectors.Count, bucket.From, seconds, rows, entities.Count, daySeconds, state);
    }
}
