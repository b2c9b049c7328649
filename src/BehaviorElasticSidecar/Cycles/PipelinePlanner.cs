using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>Which detector runs on which source.</summary>
internal static class PipelinePlanner
{
    /// <summary>Every detector that is on (or in shadow), on each source that it is meant for and that has entities of its kind, with what it asks.</summary>
    public static IReadOnlyList<(Detector Detector, Source Source, FeatureRequest Request)> Wanted(
        IReadOnlyList<Detector> detectors, IReadOnlyList<Source> sources, MeasureCatalogue measures) =>
    [
        .. from detector in detectors
           where detector.Mode != DetectorMode.Off
           from source in sources
           where detector.Sources.Count == 0 || detector.Sources.Contains(source.Id, StringComparer.Ordinal)
           where ActorOrders.Of(source, detector.Entity.Name()).Count > 0
           select (detector, source, measures.Of(detector).Request(detector)),
    ];
}
