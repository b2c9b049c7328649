using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Features.Cluster;
using BehaviorElasticSidecar.Quality;
using Microsoft.Extensions.Logging;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>The I/O that a run works with.</summary>
internal sealed record ClusterRunLinks(
    EngineClient Client, IndexNames Names, ClusterFeatureSource Source, ClusterResultWriter Writer, ILogger Logger)
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Null: sources are not judged.</summary>
    public SourceQualitySource? Quality { get; init; }
}
