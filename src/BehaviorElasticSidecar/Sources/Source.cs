namespace BehaviorElasticSidecar.Sources;

/// <summary>Where events of one kind are, and which fields carry what.</summary>
public sealed record Source
{
    /// <summary>Stable name, part of every baseline's key.</summary>
    public required string Id { get; init; }

    /// <summary>What it is, in a few words; empty for a site's own.</summary>
    public string Title { get; init; } = "";

    /// <summary>Names of data sets whose events it reads, <c>panw.*</c> for all of a package: how it is recognised. Filters decide, not these.</summary>
    public IReadOnlyList<string> Datasets { get; init; } = [];

    /// <summary>Index patterns, as the cluster takes them (<c>logs-*</c>, <c>remote:logs-*</c>).</summary>
    public required IReadOnlyList<string> Indices { get; init; }

    /// <summary>Events outside of it are never read.</summary>
    public EventFilter Filter { get; init; } = EventFilter.Everything;

    /// <summary>When it happened.</summary>
    public string TimeField { get; init; } = "@timestamp";

    /// <summary>When it reached the index; empty where a source has none, and then it has no horizon.</summary>
    public string IngestedField { get; init; } = "event.ingested";

    /// <summary>A bucket is read this long after its end.</summary>
    public TimeSpan IngestDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>ECS name to the field that holds it; a name that is not mapped stands for itself.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>ECS names that have one value in all events of the source.</summary>
    public IReadOnlyDictionary<string, string> Constants { get; init; } = new Dictionary<string, string>();

    /// <summary>Per entity kind (<c>user</c>, <c>host</c>, ..., and <c>target</c> for accounts acted upon) the fields that name it, best first: the actor order.</summary>
    /// <remarks>A kind that is not there takes the default order; one with an empty order has no entities here.</remarks>
    public IReadOnlyDictionary<string, IReadOnlyList<EntityStep>> EntitySteps { get; init; } = new Dictionary<string, IReadOnlyList<EntityStep>>();

    /// <summary>Classification fields that hold something else than what is stored; the first rule that fits decides.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<DerivedValue>> Derived { get; init; } = new Dictionary<string, IReadOnlyList<DerivedValue>>();

    /// <summary>Events that are no behaviour (heartbeats, the exporter's own): what passes one of these is never read.</summary>
    public IReadOnlyList<EventFilter> Noise { get; init; } = [];

    /// <summary>The field of the stored event that carries the ECS field <paramref name="ecsField"/>.</summary>
    public string FieldOf(string ecsField) => Fields.TryGetValue(ecsField, out var mapped) ? mapped : ecsField;
}
