using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Quality;

/// <summary>Asks the cluster what a source held of a day: one search each, which only counts.</summary>
internal sealed class SourceQualitySource(EngineClient engine, IReadOnlyDictionary<string, SourceCapabilities> capabilities)
{
    /// <summary>Volume and parts, as they were at the day's horizon: what is judged.</summary>
    public Task<SourceDay> ReadAsync(QualityPlan plan, TimeBucket day, bool horizon, CancellationToken cancellationToken) =>
        ReadAsync(plan, day, horizon, details: false, cancellationToken);

    /// <summary>Everything there is by now: what is told.</summary>
    public Task<SourceDay> ReadDetailsAsync(QualityPlan plan, TimeBucket day, CancellationToken cancellationToken) =>
        ReadAsync(plan, day, horizon: false, details: true, cancellationToken);

    private async Task<SourceDay> ReadAsync(QualityPlan plan, TimeBucket day, bool horizon, bool details, CancellationToken cancellationToken)
    {
        var request = new SourceQualityRequest(plan, capabilities[plan.Source.Id], day, details);
        using var answer = await engine.SearchAsync(plan.Source.Indices, request.Body(horizon), cancellationToken).ConfigureAwait(false);
        return request.Read(answer.RootElement);
    }
}
