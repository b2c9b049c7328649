using System.Text.Json;

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>The two questions that tell whether a day was imported.</summary>
internal sealed class ImportDay(SourceFields fields)
{
    private static readonly TimeSpan MuchLater = TimeSpan.FromHours(48);

    public ReadOnlyMemory<byte> FirstEvent(TimeBucket utcDay) => Body(Events(utcDay), to =>
    {
        to.WriteStartObject("first");
        to.WriteStartObject("min");
        to.WriteString("field", fields.Source.TimeField);
        to.WriteEndObject();
        to.WriteEndObject();
    });

    /// <summary>Null: the day has no events.</summary>
    public static TimeBucket? HourOfFirst(JsonElement answer)
    {
        var value = answer.GetProperty("aggregations").GetProperty("first").GetProperty("value");
        return value.ValueKind != JsonValueKind.Number
            ? null : TimeBucket.Holding(DateTimeOffset.FromUnixTimeMilliseconds((long)value.GetDouble()), TimeSpan.FromHours(1));
    }

    public ReadOnlyMemory<byte> Lateness(TimeBucket hour)
    {
        var ingested = fields.IngestedSince(DateTimeOffset.UnixEpoch);
        return Body(QueryClause.All(Events(hour), ingested), to =>
        {
            Filter(to, "ingested", ingested);
            Filter(to, "late", fields.IngestedSince(hour.To + MuchLater));
        });
    }

    public static bool IsMostlyLate(JsonElement answer)
    {
        var counts = answer.GetProperty("aggregations");
        return counts.GetProperty("late").GetProperty("doc_count").GetInt64() * 2 > counts.GetProperty("ingested").GetProperty("doc_count").GetInt64();
    }

    private QueryClause Events(TimeBucket span) => QueryClause.All(fields.During(span, span.Span, horizon: false), fields.Everything);

    private static void Filter(Utf8JsonWriter to, string name, QueryClause clause)
    {
        to.WriteStartObject(name);
        to.WritePropertyName("filter");
        clause.Write(to);
        to.WriteEndObject();
    }

    private static ReadOnlyMemory<byte> Body(QueryClause query, Action<Utf8JsonWriter> aggregations) => QueryJson.Bytes(to =>
    {
        to.WriteStartObject();
        to.WriteNumber("size", 0);
        to.WriteBoolean("track_total_hits", false);
        to.WritePropertyName("query");
        query.Write(to);
        to.WriteStartObject("aggs");
        aggregations(to);
        to.WriteEndObject();
        to.WriteEndObject();
    });
}
