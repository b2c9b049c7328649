using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Entities.Aliases;
using BehaviorElasticSidecar.Risk;
using BehaviorElasticSidecar.Sources.Yaml;
using BehaviorElasticSidecar.Worker.Settings;
using BehaviorElasticSidecar.Worker.Verbs;
using Microsoft.Extensions.Logging;

namespace BehaviorElasticSidecar.Worker.Execution;

/// <summary>Composes sources, detectors, engine and stores from the settings and hands them to the library's runs.</summary>
internal sealed class Runs(EffectiveSettings settings, ILoggerFactory loggers, TimeProvider time) : IRuns, IAsyncDisposable
{
    private ClusterExecution? _cluster;

    public Task<RunOutcome> AnalyzeAsync(AnalyzeRequest request, IProgress<RunProgress> progress, CancellationToken cancellationToken) =>
        new AnalyzeExecution(settings, time).RunAsync(request, progress, cancellationToken);

    public async Task<RunOutcome> RunOnceAsync(RunSpan span, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        await using var cluster = new ClusterExecution(settings, loggers, time);
        return await cluster.CycleAsync(span, commitAtEnd: true, progress, cancellationToken).ConfigureAwait(false);
    }

    public Task<RunOutcome> CycleAsync(RunSpan span, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        _cluster ??= new ClusterExecution(settings, loggers, time);
        return _cluster.CycleAsync(span, commitAtEnd: false, progress, cancellationToken);
    }

    public Task CloseAsync(CancellationToken cancellationToken) => _cluster?.CommitAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _cluster?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>What of the settings decides scores, the same for files and clusters.</summary>
    internal static CycleSettings CycleSettings(EffectiveSettings settings, DateTimeOffset? scoreFrom) => new()
    {
        LearningDays = settings.Get<LearningOptions>().Days,
        ScoreFrom = scoreFrom,
        MinScore = settings.Get<AnomalyOptions>().MinScore,
        MinDayRarity = settings.Get<AnomalyOptions>().MinDayRarity,
        Risk = settings.Get<RiskOptions>().ToParameters(),
        LeastPeers = settings.Get<PeerOptions>().Least,
        LearnsPeers = settings.Get<PeerOptions>().Learnt,
        BaselineBudgetBytes = settings.Get<StateOptions>().MemoryBytes,
    };

    internal static SiteClock Clock(EffectiveSettings settings) => SiteClock.In(settings.Get<SiteOptions>().TimeZone, settings.Calendar);

    internal static IReadOnlyList<Detectors.Detector> Detectors(EffectiveSettings settings) => DetectorVerb.Load(settings).Active;

    /// <summary>Pairs of groups of detectors. Throws <see cref="YamlFaultsException"/> with every fault of the site's files.</summary>
    internal static IReadOnlyList<Detectors.Coupling> Couplings(EffectiveSettings settings)
    {
        var folder = settings.Get<DetectorOptions>().Couplings;
        return CouplingCatalogue.Load(Directory.Exists(folder) ? folder : null).Active;
    }

    /// <summary>What is told of accounts beside the events. Throws <see cref="YamlFaultsException"/> with every fault of the file of links.</summary>
    internal static AliasInputs IdentityInputs(EffectiveSettings settings)
    {
        var file = settings.Get<EntityOptions>().Links;
        if (!File.Exists(file))
            return AliasInputs.None;
        var faults = new YamlFaults();
        var manual = ManualLinks.Read(file, File.ReadAllText(file), faults);
        faults.ThrowIfAny();
        return new AliasInputs([], manual);
    }

    internal static MeasureCatalogue Measures => MeasureCatalogue.Shipped;
}
