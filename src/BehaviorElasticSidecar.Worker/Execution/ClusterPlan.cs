using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Cycles.Identity;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Quality;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Worker.Execution;

/// <summary>What can run beside a cluster as its mappings are now, and what cannot and why.</summary>
internal sealed record ClusterPlan(
    IReadOnlyList<FeatureQuery> Queries, IReadOnlyDictionary<string, SourceCapabilities> Capabilities, IReadOnlyList<string> Off)
{
    /// <summary>A source that matches no index, or may not be read, is off with all its detectors; the others go on.</summary>
    public static async Task<ClusterPlan> ReadAsync(
        EngineClient engine, IReadOnlyList<Detector> detectors, IReadOnlyList<Source> sources, CancellationToken cancellationToken)
    {
        var ready = new List<(Detector, Source, FeatureRequest)>();
        var capabilities = new Dictionary<string, SourceCapabilities>(StringComparer.Ordinal);
        var off = new List<string>();
        foreach (var source in sources)
        {
            var wanted = PipelinePlanner.Wanted(detectors, [source], Runs.Measures);
            try
            {
                var asked = wanted.Select(w => (w.Detector, w.Request)).ToList();
                var fields = FeatureFields.Of(source, asked).Union(QualityPlan.Of(source, asked).StoredFields, StringComparer.Ordinal)
                    .Union(IdentityPlanner.FieldsOf(source), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
                capabilities[source.Id] = await new SourceCapabilitiesSource(engine).ReadAsync(source, fields, cancellationToken).ConfigureAwait(false);
            }
            catch (EngineException absent) when (absent.Kind is EngineErrorKind.NotFound or EngineErrorKind.Forbidden)
            {
                off.Add($"source {source.Id} is off: {absent.Message}");
                continue;
            }

            foreach (var (detector, _, request) in wanted)
            {
                var readiness = DetectorReadiness.Of(detector, request, source, capabilities[source.Id]);
                if (readiness.Level == ReadinessLevel.Off)
                    off.Add($"detector {detector.Id} is off: {string.Join("; ", readiness.Reasons)}");
                else
                    ready.Add((detector, source, request));
            }
        }

        var scored = FeaturePlanner.Plan(ready);
        var identity = IdentityPlanner.Plan(sources.Where(s => scored.Any(q => q.Source.Id == s.Id)), capabilities);
        return new ClusterPlan([.. scored, .. identity], capabilities, off);
    }

    /// <summary>The same detectors in the same definitions, reading the same kinds of fields.</summary>
    public bool IsSameAs(ClusterPlan? other) => other is not null && Content().SequenceEqual(other.Content(), StringComparer.Ordinal);

    private IEnumerable<string> Content() =>
        Queries.SelectMany(q => q.IsIdentity() ? [$"{q.Id} {q.Columns.Count} {string.Join(' ', q.EntityFields)}"] : q.Detectors.Select(d => $"{q.Id} {d.Detector.Id} {d.Detector.Hash}"))
            .Concat(Capabilities.OrderBy(c => c.Key, StringComparer.Ordinal)
                .SelectMany(c => c.Value.Fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{c.Key} {f.Key} {f.Value.Queried} {f.Value.Kind}")));
}
