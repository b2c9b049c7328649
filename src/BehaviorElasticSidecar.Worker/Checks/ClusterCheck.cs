using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Quality;
using BehaviorElasticSidecar.Sources;
using BehaviorElasticSidecar.Worker.Execution;
using BehaviorElasticSidecar.Worker.Settings;
using BehaviorElasticSidecar.Worker.Verbs;

namespace BehaviorElasticSidecar.Worker.Checks;

/// <summary>Asks the cluster everything that decides what can be watched. Reads only.</summary>
internal sealed class ClusterCheck(EffectiveSettings settings, EngineClient engine, IReadOnlyList<Detector> detectors, TimeProvider time) : IClusterCheck
{
    private readonly IndexNames _names = new(settings.Get<SiteOptions>().IndexPrefix);

    private readonly IReadOnlyList<string> _nodes = [.. settings.Get<EngineOptions>().Nodes.Select(n => n.OriginalString)];

    public async Task<CheckReport> CheckAsync(bool cost, CancellationToken cancellationToken)
    {
        EngineIdentity identity;
        try
        {
            identity = await engine.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException unreachable)
        {
            return CheckAdvice.Unreachable(_nodes, unreachable);
        }

        try
        {
            var report = await CheckAsync(identity, cancellationToken).ConfigureAwait(false);
            return cost && report.Privileges is not { Missing.Count: > 0 }
                ? report with { Cost = await new CostMeter(settings, engine, detectors, time).MeasureAsync(report.Sources, cancellationToken).ConfigureAwait(false) } : report;
        }
        catch (EngineException trouble)
        {
            var connection = CheckAdvice.Connected(_nodes, identity) with { Fault = trouble.Message };
            return new CheckReport { Exit = CheckAdvice.ExitOf(trouble), Connection = connection, Advice = [CheckAdvice.Of(trouble)] };
        }
    }

    public Task<SourceProposals> DetectSourcesAsync(IReadOnlyList<Source> profiles, CancellationToken cancellationToken) =>
        new SourceDetection(engine, _names.Prefix).DetectAsync(profiles, cancellationToken);

    public async Task<RunOutcome> SetUpTemplatesAsync(bool dryRun, CancellationToken cancellationToken)
    {
        try
        {
            var done = await new TemplateInstaller(engine, _names).InstallAsync(dryRun, cancellationToken).ConfigureAwait(false);
            var message = done.Count == 0 ? "Everything is in place already." : dryRun ? "Would install:" : "Installed:";
            return new RunOutcome { Exit = ExitCode.Fine, Message = message, Notes = done };
        }
        catch (EngineException refused) when (refused.Kind == EngineErrorKind.Forbidden)
        {
            var identity = await engine.IdentifyAsync(cancellationToken).ConfigureAwait(false);
            return new RunOutcome { Exit = ExitCode.Privileges, Message = CheckAdvice.SetupRefused(refused.Message, identity.Stack, _names.Prefix) };
        }
        catch (EngineException trouble)
        {
            return new RunOutcome { Exit = CheckAdvice.ExitOf(trouble), Message = CheckAdvice.Of(trouble) };
        }
    }

    public void Dispose() => engine.Dispose();

    private async Task<CheckReport> CheckAsync(EngineIdentity identity, CancellationToken cancellationToken)
    {
        var patterns = settings.Sources.SelectMany(s => s.Indices).Concat(settings.Context.Select(c => c.Index).OfType<string>()).ToList();
        var privileges = await engine.PrivilegesAsync(RoleCalls.Worker(patterns, _names.Prefix), cancellationToken).ConfigureAwait(false);
        var templates = await new TemplateInstaller(engine, _names).InspectAsync(cancellationToken).ConfigureAwait(false);
        var sources = new List<SourceCheck>();
        var readiness = new List<DetectorCheck>();
        var refused = new List<string>();
        foreach (var source in settings.Sources)
            sources.Add(await InspectAsync(source, readiness, refused, cancellationToken).ConfigureAwait(false));
        var report = new CheckReport
        {
            Exit = ExitCode.Fine,
            Connection = CheckAdvice.Connected(_nodes, identity),
            Privileges = new PrivilegeCheck(privileges.HasAll, privileges.User, privileges.Roles, [.. privileges.Missing, .. refused]),
            Templates = templates,
            Sources = sources,
            Detectors = [.. readiness, .. detectors.Where(d => d.Mode == DetectorMode.Off).Select(d => new DetectorCheck(d.Id, d.Title, "-", "switched off", []))],
        };
        return CheckAdvice.Complete(
            report, RoleCalls.ForWorker(identity.Stack, patterns, _names.Prefix), RoleCalls.ForHandOut(identity.Stack, patterns, _names.Prefix, privileges.User), time.GetUtcNow());
    }

    private static DetectorCheck Scarce(DetectorCheck detector, IReadOnlyList<string> needs, QualityCheck quality)
    {
        var scarcest = needs.OrderBy(n => quality.Shares.GetValueOrDefault(n)).ThenBy(n => n, StringComparer.Ordinal).First();
        return detector with { Scarcest = scarcest, ScarcestFraction = quality.Shares.GetValueOrDefault(scarcest) };
    }

    private async Task<SourceCheck> InspectAsync(
        Source source, List<DetectorCheck> readiness, List<string> refused, CancellationToken cancellationToken)
    {
        var wanted = detectors.Where(d => d.Mode != DetectorMode.Off && (d.Sources.Count == 0 || d.Sources.Contains(source.Id)))
            .Select(d => (Detector: d, Request: MeasureCatalogue.Shipped.Of(d).Request(d))).ToList();
        try
        {
            var plan = QualityPlan.Of(source, wanted);
            var capabilities = await new SourceCapabilitiesSource(engine).ReadAsync(
                source, [.. FeatureFields.Of(source, wanted).Union(plan.StoredFields, StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false);
            foreach (var (detector, request) in wanted)
            {
                var found = DetectorReadiness.Of(detector, request, source, capabilities);
                readiness.Add(new DetectorCheck(detector.Id, detector.Title, source.Id, found.Level.ToString().ToLowerInvariant(), found.Reasons));
            }

            var check = await new SourceInspector(engine, time).InspectAsync(plan, capabilities, cancellationToken).ConfigureAwait(false);
            if (check.Quality is { } quality)
                for (var i = 0; i < readiness.Count; i++)
                    if (readiness[i].Source == source.Id && plan.Needs.TryGetValue(readiness[i].Id, out var needs))
                        readiness[i] = Scarce(readiness[i], needs, quality);
            return check;
        }
        catch (EngineException trouble) when (trouble.Kind is EngineErrorKind.Forbidden or EngineErrorKind.NotFound or EngineErrorKind.PartialAnswer)
        {
            var fault = trouble.Kind == EngineErrorKind.NotFound ? "matches no index" : trouble.Kind == EngineErrorKind.Forbidden ? "may not be read" : trouble.Message;
            if (trouble.Kind == EngineErrorKind.Forbidden)
                refused.AddRange(source.Indices.Select(p => $"{p}: read, view_index_metadata"));
            readiness.AddRange(wanted.Where(w => readiness.All(r => r.Id != w.Detector.Id || r.Source != source.Id))
                .Select(w => new DetectorCheck(w.Detector.Id, w.Detector.Title, source.Id, "off", [$"the source {source.Id} {fault}"])));
            return SourceInspector.Unreadable(source, fault);
        }
    }
}
