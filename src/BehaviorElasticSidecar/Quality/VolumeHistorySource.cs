using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Cluster;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Quality;

/// <summary>How many events a source held of each hour of some days: one search, without parts.</summary>
internal sealed class VolumeHistorySource(EngineClient engine, SourceCapabilities capabilities)
{
    /// <param name="days">Whole UTC days, at most a few hundred: a bucket an hour.</param>
    /// <returns>One for each day, in order, also where it had nothing.</returns>
    public async Task<IReadOnlyList<SourceDay>> ReadAsync(Source source, TimeBucket days, CancellationToken cancellationToken)
    {
        var fields = new SourceFields(source, capabilities);
        using var answer = await engine.SearchAsync(source.Indices, Body(fields, days), cancellationToken).ConfigureAwait(false);
        var hours = new SortedDictionary<DateTimeOffset, long[]>();
        for (var day = days.From; day < days.To; day = day.AddDays(1))
            hours[day] = new long[24];
        foreach (var bucket in answer.RootElement.GetProperty("aggregations").GetProperty("hours").GetProperty("buckets").EnumerateArray())
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds((long)bucket.GetProperty("key").GetDouble());
            if (hours.TryGetValue(TimeBucket.UtcDay(at).From, out var day))
                day[at.Hour] += bucket.GetProperty("doc_count").GetInt64();
        }

        return [.. hours.Select(h => new SourceDay(source.Id, h.Key, h.Value, new SortedDictionary<string, long>(StringComparer.Ordinal)))];
    }

    /// <summary>How many events lie in the future.</summary>
    public async Task<long> CountFromAsync(Source source, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var clause = QueryClause.All(QueryClause.Within(source.TimeField, instant, null), new SourceFields(source, capabilities).Everything);
        using var answer = await engine.SearchAsync(source.Indices, LateCount.Body(clause), cancellationToken).ConfigureAwait(false);
        return LateCount.Of(answer.RootElement);
    }

    private static ReadOnlyMemory<byte> Body(SourceFields fields, TimeBucket days) => QueryJson.Bytes(to =>
    {
        to.WriteStartObject();
        to.WriteNumber("size", 0);
        to.WriteBoolean("track_total_hits", false);
        to.WritePropertyName("query");
        QueryClause.All(fields.During(days, days.Span, horizon: false), fields.Everything).Write(to);
        to.WriteStartObject("aggs");
        to.WriteStartObject("hours");
        to.WriteStartObject("date_histogram");
        to.WriteString("field", fields.Source.TimeField);
        to.WriteString("fixed_interval", "1h");
        to.WriteNumber("min_doc_count", 1);
        to.WriteEndObject();
        to.WriteEndObject();
        to.WriteEndObject();
        to.WriteEndObject();
    });
}
