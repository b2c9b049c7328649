using System.Text;
using BehaviorElasticSidecar.Cycles.Identity;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Cluster;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.EngineTests.Features;

/// <summary>The generated events in an index of their own, and a feature source over it.</summary>
internal sealed class LoadedEvents : IAsyncDisposable
{
    private readonly EnginePlace _place;
    private readonly IReadOnlyDictionary<string, SourceCapabilities> _capabilities;

    private LoadedEvents(EnginePlace place, IReadOnlyList<FeatureQuery> queries, IReadOnlyDictionary<string, SourceCapabilities> capabilities)
    {
        (_place, Queries, _capabilities) = (place, queries, capabilities);
        Source = With(new ClusterReadOptions());
    }

    public IReadOnlyList<FeatureQuery> Queries { get; }

    public ClusterFeatureSource Source { get; }

    public SourceCapabilities Capabilities => _capabilities.Values.Single();

    public ClusterFeatureSource With(ClusterReadOptions options) => new(_place.Client, _capabilities, options);

    public static async Task<LoadedEvents> IntoAsync(EnginePlace place, IReadOnlyList<GeneratedEvent> events)
    {
        var (index, token) = (place.Name("events"), CancellationToken.None);
        await place.Client.CreateIndexAsync(index, Encoding.UTF8.GetBytes(GeneratedEvents.Mapping), token);
        var written = await place.Client.BulkAsync(
            [.. events.Select((e, i) => new BulkOperation("index", index, $"{i}", Encoding.UTF8.GetBytes(e.Json(i))))], token);
        written.Where(r => r.Status >= 300).ShouldBeEmpty();
        await place.Client.RefreshAsync(index, token);
        var source = FeatureCases.Source(index);
        var queries = FeatureCases.Queries(index);
        var fields = FeatureFields.Of(source, queries.SelectMany(q => q.Detectors).Select(d => (d.Detector, d.Request))).Union(IdentityPlanner.FieldsOf(source)).ToList();
        var capabilities = await new SourceCapabilitiesSource(place.Client).ReadAsync(source, fields, token);
        var known = new Dictionary<string, SourceCapabilities> { [source.Id] = capabilities };
        return new LoadedEvents(place, [.. queries, .. IdentityPlanner.Plan([source], known)], known);
    }

    public ValueTask DisposeAsync() => _place.DisposeAsync();
}
