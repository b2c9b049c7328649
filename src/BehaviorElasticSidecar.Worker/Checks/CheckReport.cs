using System.Text.Json.Serialization;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Quality;
using BehaviorElasticSidecar.Worker.Verbs;

namespace BehaviorElasticSidecar.Worker.Checks;

/// <summary>What <c>check</c> found, in the order in which one thing depends on the one before; what could not be asked is empty.</summary>
internal sealed record CheckReport
{
    public required ExitCode Exit { get; init; }

    public required ConnectionCheck Connection { get; init; }

    public PrivilegeCheck? Privileges { get; init; }

    public IReadOnlyList<TemplateCheck> Templates { get; init; } = [];

    public IReadOnlyList<SourceCheck> Sources { get; init; } = [];

    public IReadOnlyList<DetectorCheck> Detectors { get; init; } = [];

    /// <summary>Only where it was asked for.</summary>
    public CostCheck? Cost { get; init; }

    /// <summary>What to do next, most urgent first; calls can be copied as they are.</summary>
    public IReadOnlyList<string> Advice { get; init; } = [];
}

/// <param name="Fault">Why nobody answered; null where somebody did.</param>
internal sealed record ConnectionCheck(IReadOnlyList<string> Nodes, string? Stack, string? Version, string? ClusterName, string? Fault);

/// <param name="HasAll">Null: this engine cannot be asked.</param>
/// <param name="Missing">Such as <c>cluster: monitor</c>, <c>logs-*: read</c>.</param>
internal sealed record PrivilegeCheck(bool? HasAll, string? User, IReadOnlyList<string> Roles, IReadOnlyList<string> Missing);

/// <param name="State"><c>present</c>, <c>missing</c>, <c>outdated</c>, <c>newer</c> (of a later release), or <c>unknown</c> (may not be asked).</param>
internal sealed record TemplateCheck(string Name, string State, long? Installed, long Shipped);

/// <param name="Fault">Why it cannot be read; null where it can.</param>
/// <param name="Bytes">Null where the user may not ask: the worker's role does not need it.</param>
/// <param name="NewestEvent">Time of the newest event; null where there is none.</param>
/// <param name="LatenessSeconds">99th percentile of ingested - happened over the thousand events that arrived last; null where <c>event.ingested</c> is not there.</param>
internal sealed record SourceCheck(
    string Id, IReadOnlyList<string> Patterns, int Indices, long Documents, long? Bytes, DateTimeOffset? NewestEvent, long? LatenessSeconds, string? Fault)
{
    /// <summary>Null where it could not be asked.</summary>
    public QualityCheck? Quality { get; init; }
}

/// <param name="Day">The UTC day that was looked at: the last whole one.</param>
/// <param name="Findings">Most urgent first.</param>
internal sealed record QualityCheck(DateTimeOffset Day, QualityFields Fields, IReadOnlyList<QualityFinding> Findings)
{
    /// <summary>Events more than five minutes in the future.</summary>
    public long Future { get; init; }

    /// <summary>An event that could not be taken apart or indexed, and what it says of itself.</summary>
    public string? Example { get; init; }

    /// <summary>Share of the day's events that have each part: kinds of entity, <c>geo</c>, and every field that a detector needs.</summary>
    public IReadOnlyDictionary<string, double> Shares { get; init; } = new Dictionary<string, double>();
}

/// <param name="State"><c>ready</c>, <c>degraded</c>, <c>off</c>, or <c>switched off</c> by its file.</param>
/// <param name="Reasons">What stands in its way, in sentences that name the field.</param>
internal sealed record DetectorCheck(string Id, string Title, string Source, string State, IReadOnlyList<string> Reasons)
{
    /// <summary>Of what it cannot do without, that which the fewest events have; null where it could not be asked.</summary>
    public string? Scarcest { get; init; }

    /// <summary>Share of the source's events that have it, 0..1.</summary>
    public double? ScarcestFraction { get; init; }
}

/// <summary>What running beside this cluster costs it, from one bucket of each feature query.</summary>
/// <param name="DaySeconds">Time in which the cluster answers, a day of live running.</param>
/// <param name="BackfillMinutes">The same for all of the history that there is, before the first live cycle.</param>
/// <param name="StateBytesADay">What the cluster writes for baselines a day, merges included.</param>
internal sealed record CostCheck(double DaySeconds, double BackfillMinutes, int BackfillDays, long StateBytesADay, IReadOnlyList<QueryCost> Queries);

/// <param name="Bucket">The busiest of the last whole day.</param>
/// <param name="Seconds">In which it was answered.</param>
internal sealed record QueryCost(
    string Query, int Detectors, DateTimeOffset Bucket, double Seconds, long Rows, long Entities, double DaySeconds, long StateBytesADay, string? Fault = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(CheckReport))]
internal sealed partial class CheckJson : JsonSerializerContext;
