using System.Text.Json;

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>One composite aggregation: the rows of one actor step.</summary>
internal sealed record RowRequest
{
    /// <summary>Place in the actor order; rows of different steps can name the same entity.</summary>
    public required int Step { get; init; }

    /// <summary>The entity of all rows, where a constant names it.</summary>
    public string? EntityConstant { get; init; }

    public string? GroupConstant { get; init; }

    public required QueryClause Query { get; init; }

    /// <summary>Never empty; the field with most values first.</summary>
    public required IReadOnlyList<RowKey> Keys { get; init; }

    /// <summary>What is asked below each row; null where the keys are all that matters.</summary>
    public ColumnLayout? Columns { get; init; }

    public required PageBudget Page { get; init; }

    /// <summary>Of events that came after their bucket had been read: few, wherever they lie.</summary>
    public bool IsLate { get; init; }

    /// <summary>The same asked as single events; null where only the cluster can count the rows.</summary>
    public RowFetch? Fetch { get; init; }

    public ReadOnlyMemory<byte> QueryBytes => QueryJson.Bytes(Query.Write);

    /// <summary>The <c>sources</c> of the composite.</summary>
    public ReadOnlyMemory<byte> KeyBytes => QueryJson.Bytes(to =>
    {
        to.WriteStartArray();
        foreach (var key in Keys)
            key.Write(to);
        to.WriteEndArray();
    });

    /// <summary>The sub-aggregations; empty where rows need none.</summary>
    public ReadOnlyMemory<byte> ColumnBytes => Columns is { NeedsAggregations: true } columns
        ? QueryJson.Bytes(to => columns.Write(to, Page.PrecisionThreshold)) : default;

    public string Entity(JsonElement row) => EntityConstant ?? Key(RowKey.Entity)!.Text(row);

    public string? Group(JsonElement row) => GroupConstant ?? Key(RowKey.Group)?.Text(row);

    /// <summary>Which bucket of <paramref name="span"/> the row lies in; a request without a time key asks for one bucket only.</summary>
    public int Bucket(JsonElement row, TimeBucket span) =>
        Key(RowKey.Time) is { } time ? (int)((time.Instant(row) - span.From) / time.Interval!.Value) : 0;

    public RowKey? Key(string name)
    {
        foreach (var key in Keys)
        {
            if (key.Name == name)
                return key;
        }

        return null;
    }
}
