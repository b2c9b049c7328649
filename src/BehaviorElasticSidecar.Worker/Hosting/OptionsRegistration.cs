using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Risk;
using BehaviorElasticSidecar.Worker.Logging;
using BehaviorElasticSidecar.Worker.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BehaviorElasticSidecar.Worker.Hosting;

/// <summary>The settings in force as options, each with its own validator, checked again when the host starts.</summary>
internal static class OptionsRegistration
{
    public static void AddSettings(this IServiceCollection services, EffectiveSettings settings)
    {
        services.AddSingleton(settings);
        Add<SiteOptions, SiteOptionsValidator>(services, settings);
        Add<EngineOptions, EngineOptionsValidator>(services, settings);
        Add<DetectorOptions, DetectorOptionsValidator>(services, settings);
        Add<CalendarOptions, CalendarOptionsValidator>(services, settings);
        Add<LearningOptions, LearningOptionsValidator>(services, settings);
        Add<ScheduleOptions, ScheduleOptionsValidator>(services, settings);
        Add<StateOptions, StateOptionsValidator>(services, settings);
        Add<AnomalyOptions, AnomalyOptionsValidator>(services, settings);
        Add<RiskOptions, RiskOptionsValidator>(services, settings);
        Add<PeerOptions, PeerOptionsValidator>(services, settings);
        Add<AnalyzeOptions, AnalyzeOptionsValidator>(services, settings);
        Add<LoggingOptions, LoggingOptionsValidator>(services, settings);
    }

    private static void Add<TOptions, TValidator>(IServiceCollection services, EffectiveSettings settings)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions> =>
        services.AddOptionsWithValidateOnStart<TOptions, TValidator>().Configure(settings.Fill);
}
