using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Anomalies.Days;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Risk;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>Result documents as NDJSON files in a folder: <c>anomalies</c>, <c>risk</c>, <c>days</c>, <c>health</c>, <c>entities</c>, and <c>risk-latest</c> at the end.</summary>
/// <remarks>Files appear under their name when the run has ended; until then they are called <c>*.part</c>.</remarks>
internal sealed class NdjsonResultWriter : IResultWriter, IAsyncDisposable
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();
    private readonly string _folder;
    private readonly FileStream _anomalies;
    private readonly FileStream _risk;
    private readonly FileStream _health;
    private readonly FileStream _entities;
    private readonly FileStream _days;
    private readonly SortedDictionary<EntityKey, RiskDocument> _latest = [];

    private readonly IndexNames _names;
    private readonly ReportMaterial? _kept;

    /// <param name="kept">Takes what the report shows as it comes by; null for none.</param>
    public NdjsonResultWriter(string folder, IndexNames names, ReportMaterial? kept)
    {
        (_names, _kept) = (names, kept);
        _folder = Directory.CreateDirectory(folder).FullName;
        (_anomalies, _risk, _days, _health, _entities) = (Open("anomalies"), Open("risk"), Open("days"), Open("health"), Open("entities"));
    }

    public long Anomalies { get; private set; }

    /// <summary>The latest risk of every entity that ever had one; grows with those entities.</summary>
    public IReadOnlyCollection<RiskDocument> Latest => _latest.Values;

    public async Task WriteAsync(IReadOnlyList<Anomaly> anomalies, CancellationToken cancellationToken)
    {
        Anomalies += anomalies.Count;
        var documents = anomalies.Select(a => AnomalyDocuments.From(a, Stamp(a.Reading.ReadIn.To))).ToList();
        _kept?.Take(documents);
        await AppendAsync(_anomalies, documents, DocumentJson.Default.AnomalyDocument, cancellationToken);
    }

    public async Task WriteAsync(IReadOnlyList<RiskScore> risks, CancellationToken cancellationToken)
    {
        var documents = risks.Select(r => RiskDocuments.From(r, _names, Stamp(r.At))).ToList();
        foreach (var risk in risks)
            _latest[risk.Entity] = RiskDocuments.Latest(risk, _names, Stamp(risk.At));
        _kept?.Take(documents);
        await AppendAsync(_risk, documents, DocumentJson.Default.RiskDocument, cancellationToken);
    }

    /// <summary>The data's time, so that the same input gives the same bytes.</summary>
    private static DocumentStamp Stamp(DateTimeOffset end) => new(end, end);

    public Task WriteAsync(IReadOnlyList<DayRarity> days, CancellationToken cancellationToken)
    {
        var documents = days.Select(d => DayDocuments.From(d, Stamp(d.End))).ToList();
        _kept?.Take(documents);
        return AppendAsync(_days, documents, DocumentJson.Default.DayDocument, cancellationToken);
    }

    public Task WriteAsync(IReadOnlyList<EntityRecord> entities, CancellationToken cancellationToken) =>
        AppendAsync(_entities, [.. entities.Select(e => EntityDocuments.From(e, Stamp(e.At)))], DocumentJson.Default.EntityDocument, cancellationToken);

    public Task WriteAsync(IReadOnlyList<HealthDocument> health, CancellationToken cancellationToken) =>
        AppendAsync(_health, health, DocumentJson.Default.HealthDocument, cancellationToken);

    /// <summary>Writes the latest risk, closes the files and gives them their names.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        var latest = Open("risk-latest");
        await AppendAsync(latest, [.. _latest.Values], DocumentJson.Default.RiskDocument, cancellationToken);
        foreach (var file in new[] { _anomalies, _risk, _days, _health, _entities, latest })
        {
            await file.DisposeAsync();
            File.Move(file.Name, file.Name[..^".part".Length], overwrite: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _anomalies.DisposeAsync();
        await _risk.DisposeAsync();
        await _days.DisposeAsync();
        await _health.DisposeAsync();
        await _entities.DisposeAsync();
    }

    private FileStream Open(string name) =>
        new(Path.Combine(_folder, $"{name}.ndjson.part"), FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16, useAsync: true);

    private static async Task AppendAsync<T>(FileStream file, IReadOnlyList<T> documents, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        foreach (var document in documents)
        {
            await file.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(document, type), cancellationToken);
            await file.WriteAsync(NewLine, cancellationToken);
        }
    }
}
