using BehaviorElasticSidecar.Worker.Checks;
using BehaviorElasticSidecar.Worker.Execution;
using BehaviorElasticSidecar.Worker.Settings;
using Microsoft.Extensions.Logging;

namespace BehaviorElasticSidecar.Worker.Verbs;

/// <summary>Everything that a verb gets from outside of itself: streams, variables, folder, clock, and the runs it starts.</summary>
internal sealed record Surroundings
{
    /// <summary>Results go here, and nothing else.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Faults, progress and the logs of verbs that end.</summary>
    public required TextWriter Error { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The working folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether a person watches <see cref="Error"/>.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether a person reads <see cref="Out"/> on a terminal.</summary>
    public bool IsOutTerminal { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public required Func<EffectiveSettings, ILoggerFactory, IRuns> Runs { get; init; }

    public required Func<EffectiveSettings, ILoggerFactory, IClusterCheck> Checks { get; init; }
}
