namespace BehaviorElasticSidecar.Worker.Execution;

/// <summary>The runs that verbs and the schedule start.</summary>
/// <remarks>
/// A run that is cancelled throws <see cref="OperationCanceledException"/> and leaves nothing half done: finished buckets count, the one under way does not.
/// What is expected to go wrong (missing privileges or templates, a source that vanished) is an outcome; everything else is an exception.
/// </remarks>
internal interface IRuns
{
    Task<RunOutcome> AnalyzeAsync(AnalyzeRequest request, IProgress<RunProgress> progress, CancellationToken cancellationToken);

    /// <summary>Everything that is due beside the cluster, from the first back-fill on, and a final checkpoint.</summary>
    Task<RunOutcome> RunOnceAsync(RunSpan span, IProgress<RunProgress> progress, CancellationToken cancellationToken);

    /// <summary>One turn of the schedule: what is due now. The first one checks templates and privileges and back-fills. Called by one caller at a time.</summary>
    Task<RunOutcome> CycleAsync(RunSpan span, IProgress<RunProgress> progress, CancellationToken cancellationToken);

    /// <summary>Writes what was learnt since the last checkpoint; called once, after the last cycle.</summary>
    Task CloseAsync(CancellationToken cancellationToken);
}
