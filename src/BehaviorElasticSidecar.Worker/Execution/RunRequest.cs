using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Worker.Execution;

/// <summary>Which time a run covers; null: as far as the data or the history goes.</summary>
/// <param name="From">Events before it are not read.</param>
/// <param name="To">Events from it on are not read.</param>
/// <param name="ScoreFrom">Days before it only teach; never before learning ends.</param>
internal sealed record RunSpan(DateTimeOffset? From, DateTimeOffset? To, DateTimeOffset? ScoreFrom)
{
    public static RunSpan Everything { get; } = new(null, null, null);
}

/// <summary>A run over files.</summary>
/// <param name="Files">Files, folders and patterns as given.</param>
/// <param name="OutFolder">Made if it does not exist.</param>
internal sealed record AnalyzeRequest(IReadOnlyList<string> Files, string OutFolder, RunSpan Span)
{
    /// <summary>Sees every batch of rows, for an evaluation of the same run.</summary>
    public Action<ObservationBatch>? Observe { get; init; }
}
