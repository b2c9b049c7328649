using BehaviorElasticSidecar.Sources;
using BehaviorElasticSidecar.Worker.Execution;

namespace BehaviorElasticSidecar.Worker.Checks;

/// <summary>What the verbs <c>check</c> and <c>setup</c> ask of the cluster.</summary>
internal interface IClusterCheck : IDisposable
{
    /// <summary>Trouble with the cluster is part of the report, never an exception.</summary>
    /// <param name="cost">Also times one bucket of each feature query.</param>
    Task<CheckReport> CheckAsync(bool cost, CancellationToken cancellationToken);

    /// <summary>Which profiles fit what is there, without those of the program's own indices.</summary>
    Task<SourceProposals> DetectSourcesAsync(IReadOnlyList<Source> profiles, CancellationToken cancellationToken);

    /// <summary>Installs or updates the index templates.</summary>
    /// <param name="dryRun">Only says what it would do.</param>
    Task<RunOutcome> SetUpTemplatesAsync(bool dryRun, CancellationToken cancellationToken);
}
