namespace BehaviorElasticSidecar.Documents;

/// <summary><c>summary.json</c> of <c>analyze</c>: what was read, what was found, and what could not be scored and why.</summary>
public sealed record SummaryDocument
{
    public required string Version { get; init; }

    public required long Events { get; init; }

    public required long Bytes { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public DateTimeOffset? ScoreFrom { get; init; }

    public required long Observations { get; init; }

    public required long Anomalies { get; init; }

    public required IReadOnlyList<EntityCount> Entities { get; init; }

    public required IReadOnlyList<DetectorSummary> Detectors { get; init; }

    public required IReadOnlyList<DropCount> Dropped { get; init; }

    /// <summary>What the events of each source are worth.</summary>
    public IReadOnlyList<SourceQualitySummary> Sources { get; init; } = [];

    /// <summary>Sentences such as "12,004 events before 2026-03-01 only taught".</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}

public sealed record EntityCount(string Kind, long Count);

/// <summary>One detector's part: <c>ready</c>, <c>degraded</c>, <c>learning</c> or <c>off</c>, and why.</summary>
public sealed record DetectorSummary(
    string Id, string Title, string Source, string State, string? Reason, long Observations, long Entities, long Anomalies);

/// <summary>One source's events of the whole run: in numbers, and what is odd about them with what to do.</summary>
/// <param name="Days">UTC days with events.</param>
public sealed record SourceQualitySummary(string Source, long Days, QualityFields Quality, IReadOnlyList<QualityNote> Findings);

public sealed record QualityNote(string Problem, string Advice);
