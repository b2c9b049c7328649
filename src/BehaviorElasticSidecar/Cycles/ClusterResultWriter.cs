using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Anomalies.Days;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Risk;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>Results as documents in the cluster's indices.</summary>
internal sealed class ClusterResultWriter(EngineClient client, IndexNames names, TimeProvider time) : IResultWriter
{
    /// <summary>What ended before it is historical; to be told before the first write.</summary>
    public DateTimeOffset? FirstStart { get; set; }

    /// <summary>A document that is there already is the same one: an earlier try or run wrote it.</summary>
    public Task WriteAsync(IReadOnlyList<Anomaly> anomalies, CancellationToken cancellationToken) =>
        SendAsync(anomalies.Select(a => Operation(
            "create", names.Anomalies(a.Bucket.From), a.Id, AnomalyDocuments.From(a, Stamp(a.Reading.ReadIn.To)), DocumentJson.Default.AnomalyDocument)), cancellationToken);

    public Task WriteAsync(IReadOnlyList<RiskScore> risks, CancellationToken cancellationToken) =>
        SendAsync(risks.SelectMany(r =>
        {
            var (history, latest) = (RiskDocuments.From(r, names, Stamp(r.At)), RiskDocuments.Latest(r, names, Stamp(r.At)));
            return new[]
            {
                Operation("index", names.Risk(r.At), history.Event.Id, history, DocumentJson.Default.RiskDocument),
                Operation("index", names.RiskLatest, latest.Event.Id, latest, DocumentJson.Default.RiskDocument),
            };
        }), cancellationToken);

    public Task WriteAsync(IReadOnlyList<DayRarity> days, CancellationToken cancellationToken) =>
        SendAsync(days.Select(d =>
        {
            var document = DayDocuments.From(d, Stamp(d.End));
            return Operation("index", names.Risk(d.End), document.Event.Id, document, DocumentJson.Default.DayDocument);
        }), cancellationToken);

    public Task WriteAsync(IReadOnlyList<EntityRecord> entities, CancellationToken cancellationToken) =>
        SendAsync(entities.Select(e =>
        {
            var document = EntityDocuments.From(e, Stamp(e.At));
            return Operation("index", names.Entities, document.Event.Id, document, DocumentJson.Default.EntityDocument);
        }), cancellationToken);

    public Task WriteAsync(IReadOnlyList<HealthDocument> health, CancellationToken cancellationToken) =>
        SendAsync(health.Select(h =>
        {
            var stamp = Stamp(h.Timestamp);
            var stamped = h with { Event = h.Event with { Created = stamp.Created, Ingested = stamp.Ingested } };
            return Operation("index", names.Health(h.Timestamp), h.Event.Id, stamped, DocumentJson.Default.HealthDocument);
        }), cancellationToken);

    private DocumentStamp Stamp(DateTimeOffset end)
    {
        var now = time.GetUtcNow();
        return new DocumentStamp(now, now, Historical: end <= FirstStart);
    }

    private static BulkOperation Operation<T>(string action, string index, string id, T document, JsonTypeInfo<T> type) =>
        new(action, index, id, JsonSerializer.SerializeToUtf8Bytes(document, type));

    private async Task SendAsync(IEnumerable<BulkOperation> operations, CancellationToken cancellationToken)
    {
        foreach (var block in operations.Chunk(1000))
        {
            var results = await client.BulkAsync(block, cancellationToken);
            if (results.FirstOrDefault(r => r.Status >= 300 && r.Status != 409) is { } refused)
                throw new IOException($"A result could not be written: {refused.Id}: {refused.Status} {refused.ErrorType} {refused.Reason}");
        }
    }
}
