using System.IO.Compression;
using System.Text;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Files;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Tests.Features.Files;

/// <summary>A folder of event files and the run over it; gone when disposed.</summary>
internal sealed class Run : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public string Folder { get; } = Directory.CreateTempSubdirectory("behavior-files-").FullName;

    public IReadOnlyList<DropCount> Dropped { get; private set; } = [];

    public IReadOnlyList<string> Notes { get; private set; } = [];

    public FileProgress? Progress { get; private set; }

    public string File(string name, params string[] lines)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, string.Concat(lines.Select(l => l + "\n")));
        return path;
    }

    public string Gzip(string name, string text, int cut = 0)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        var path = Path.Combine(Folder, name);
        System.IO.File.WriteAllBytes(path, packed.ToArray()[..^cut]);
        return path;
    }

    /// <summary>Rows as text: <c>query from entity/group numbers</c>.</summary>
    public IReadOnlyList<string> Rows(FeatureQuery query, Func<FileReadOptions, FileReadOptions>? change = null) => Rows([query], change);

    public IReadOnlyList<string> Rows(IReadOnlyList<FeatureQuery> queries, Func<FileReadOptions, FileReadOptions>? change = null) =>
        [.. Batches(queries, change).SelectMany(b => b.Rows.Select(r => Text(b, r)))];

    public List<ObservationBatch> Batches(IReadOnlyList<FeatureQuery> queries, Func<FileReadOptions, FileReadOptions>? change = null)
    {
        var source = Source(queries, change);
        var batches = source.ReadAsync(CancellationToken.None).ToBlockingEnumerable().ToList();
        (Dropped, Notes, Progress) = (source.Dropped, source.Notes, source.Progress);
        return batches;
    }

    public FileFeatureSource Source(IReadOnlyList<FeatureQuery> queries, Func<FileReadOptions, FileReadOptions>? change = null)
    {
        var options = new FileReadOptions { Paths = [Folder], Now = Now, Parsers = 2 };
        return new FileFeatureSource(queries, change?.Invoke(options) ?? options, TimeProvider.System);
    }

    public long Drops(string reason) => Dropped.FirstOrDefault(d => d.Reason == reason)?.Count ?? 0;

    public string? Example(string reason) => Dropped.FirstOrDefault(d => d.Reason == reason)?.Example;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Text(ObservationBatch batch, Observation row) => FormattableString.Invariant(
        $"{batch.Query.Id} {batch.Bucket.From:MM-dd HH:mm} {row.Entity}{(row.Group is null ? "" : "/" + row.Group)} ") + string.Join(' ', row.Numbers.Select(n => n.ToString("R", null)));
}

/// <summary>Queries by a few words.</summary>
internal static class Q
{
    public static readonly FeatureColumn Events = new(EventFilter.Everything, Metric.Count, null);

    public static Source Source(string id = "logs", params string[] indices) => new() { Id = id, Indices = indices.Length == 0 ? ["logs-*"] : indices };

    public static FeatureQuery Users(params FeatureColumn[] columns) => Of(Source(), columns);

    public static FeatureQuery Of(Source source, params FeatureColumn[] columns) => new()
    {
        Id = "q", Source = source, Kind = EntityKind.User, EntitySteps = ["user.name", "user.id"], Bucket = TimeSpan.FromHours(1), GroupField = null,
        Columns = columns.Length == 0 ? [Events] : columns, Detectors = [],
    };

    public static FeatureColumn Column(Metric metric, string? field, params FieldCondition[] conditions) => new(new EventFilter(conditions), metric, field);

    public static FieldCondition Is(string field, params string[] anyOf) => new(field, anyOf);

    public static FieldCondition Not(string field, params string[] anyOf) => new(field, anyOf, Negated: true);

    /// <summary>A detector over the query's first column that may ask for events with these fields.</summary>
    public static FeatureQuery WithEvents(this FeatureQuery query, params string[] fields)
    {
        var detector = new Detector
        {
            Id = "identity.travel", Hash = "0", Title = "t", Pack = "identity", Events = query.Columns[0].Filter, Entity = query.Kind, Measure = "travel",
            Family = "f", Sentence = "s",
        };
        return query with { Detectors = [new DetectorBinding(detector, new FeatureRequest(null, [query.Columns[0]], fields), [0])] };
    }
}
