using System.Text.Json;

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>A count of events.</summary>
internal static class LateCount
{
    /// <param name="upTo">Counting may stop here; null: exact however many there are.</param>
    public static ReadOnlyMemory<byte> Body(QueryClause query, int? upTo = null) => QueryJson.Bytes(to =>
    {
        to.WriteStartObject();
        to.WriteNumber("size", 0);
        if (upTo is { } most)
            to.WriteNumber("track_total_hits", most);
        else
            to.WriteBoolean("track_total_hits", true);
        to.WritePropertyName("query");
        query.Write(to);
        to.WriteEndObject();
    });

    public static long Of(JsonElement answer) => answer.GetProperty("hits").GetProperty("total").GetProperty("value").GetInt64();
}
