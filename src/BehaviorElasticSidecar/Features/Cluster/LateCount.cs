using System.Text.Json;

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>A count of events, exact however many there are.</summary>
internal static class LateCount
{
    public static ReadOnlyMemory<byte> Body(QueryClause query) => QueryJson.Bytes(to =>
    {
        to.WriteStartObject();
        to.WriteNumber("size", 0);
        to.WriteBoolean("track_total_hits", true);
        to.WritePropertyName("query");
        query.Write(to);
        to.WriteEndObject();
    });

    public static long Of(JsonElement answer) => answer.GetProperty("hits").GetProperty("total").GetProperty("value").GetInt64();
}
