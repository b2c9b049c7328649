using System.Text.Json.Serialization;
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
    string Id, IReadOnlyList<string> Patterns, int Indices, long Documents, long? Bytes, DateTimeOffset? NewestEvent, long? LatenessSeconds, string? Fault);

/// <param name="State"><c>ready</c>, <c>degraded</c>, <c>off</c>, or <c>switched off</c> by its file.</param>
/// <param name="Reasons">What stands in its way, in sentences that name the field.</param>
internal sealed record DetectorCheck(string Id, string Title, string Source, string State, IReadOnlyList<string> Reasons);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(CheckReport))]
internal sealed partial class CheckJson : JsonSerializerContext;
