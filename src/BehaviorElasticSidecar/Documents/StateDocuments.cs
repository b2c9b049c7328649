using System.Text.Json.Serialization;

namespace BehaviorElasticSidecar.Documents;

/// <summary>One of the two slots of a baseline in <c>behavior-baselines</c>: everything learnt of one entity under one feature query.</summary>
/// <param name="Term">Of the worker that wrote it.</param>
/// <param name="Checkpoint">Number of the checkpoint it belongs to; valid only if that term committed that number.</param>
/// <param name="State">Versioned bytes, base64 in JSON.</param>
public sealed record BaselineDocument(string FeatureQuery, string Entity, long Term, long Checkpoint, byte[] State);

/// <summary>How far something has come, in <c>behavior-state</c>: one per feature query, one for the population, one for risk.</summary>
public sealed record CheckpointDocument
{
    /// <summary>Feature query id, <c>population</c> or <c>risk</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Grows by one with each worker that takes over; a worker with an older one can commit nothing.</summary>
    public required long Term { get; init; }

    /// <summary>Of the last commit; 0 before the first.</summary>
    public required long Number { get; init; }

    /// <summary>Which term committed up to which number: what makes a baseline's slot valid.</summary>
    public required IReadOnlyList<CommittedTerm> Terms { get; init; }

    /// <summary>Everything that ends by then is done; null before the first commit.</summary>
    public DateTimeOffset? Position { get; init; }

    /// <summary>Versioned bytes that belong to the position (the open day; the risk ledgers).</summary>
    public byte[]? State { get; init; }

    /// <summary>When the program first ran here: what ended before is historical.</summary>
    public DateTimeOffset? FirstStart { get; init; }

    /// <summary>Where the back-filled history begins.</summary>
    public DateTimeOffset? HistoryStart { get; init; }

    /// <summary>Hashes of the inputs (detector id and hash) that the position was reached with.</summary>
    public IReadOnlyDictionary<string, string>? Inputs { get; init; }

    /// <summary>Of a feature query: what it read without a horizon of the last two days before the position; null: not known.</summary>
    public IReadOnlyList<ReadWhole>? Whole { get; init; }

    /// <summary>The oldest program version that may write here.</summary>
    public int Format { get; init; } = 1;
}

public sealed record CommittedTerm(long Term, long Last);

/// <summary>A span of whole buckets in which late events were read with the others.</summary>
public sealed record ReadWhole(DateTimeOffset From, DateTimeOffset To);

/// <summary>A piece of the population state of one midnight, in <c>behavior-state</c>.</summary>
/// <param name="Midnight">The start of the UTC day that is scored against it.</param>
public sealed record PopulationDocument(DateTimeOffset Midnight, int Piece, int Pieces, byte[] State);

/// <summary>JSON of the program's own state.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BaselineDocument))]
[JsonSerializable(typeof(CheckpointDocument))]
[JsonSerializable(typeof(PopulationDocument))]
public sealed partial class StateJson : JsonSerializerContext;
