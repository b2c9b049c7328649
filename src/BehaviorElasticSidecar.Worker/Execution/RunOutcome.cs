using System.Text.Json.Serialization;
using BehaviorElasticSidecar.Worker.Verbs;

namespace BehaviorElasticSidecar.Worker.Execution;

/// <summary>How a run or a cycle ended, for people and, with <c>--json</c>, for programs.</summary>
internal sealed record RunOutcome
{
    [JsonPropertyOrder(-1)]
    public required ExitCode Exit { get; init; }

    /// <summary>What came of it, or what is wrong and what to do, in one sentence.</summary>
    public required string Message { get; init; }

    /// <summary>Trying again would do harm: another worker has taken over.</summary>
    [JsonIgnore]
    public bool IsFinal { get; init; }

    /// <summary>Closed buckets that were read, scored and learnt.</summary>
    public long Buckets { get; init; }

    public long Events { get; init; }

    public long Observations { get; init; }

    public long Anomalies { get; init; }

    /// <summary>What could not be read or scored, and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Files that were written.</summary>
    public IReadOnlyList<string> Written { get; init; } = [];
}
