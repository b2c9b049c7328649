using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Detectors;

public enum Direction
{
    High,
    Low,
    Both,
}

public enum DetectorMode
{
    On,

    /// <summary>Scored and shown, but no risk and no notices.</summary>
    Shadow,
    Off,
}

/// <summary>A YAML file that says what to watch. Grammar: <c>docs/detectors.md</c>.</summary>
public sealed record Detector
{
    /// <summary>Pack and name, e.g. <c>identity.new_country</c>.</summary>
    public required string Id { get; init; }

    public int Version { get; init; } = 1;

    /// <summary>16 hex digits over everything that changes what is learnt; a changed hash rebuilds only this detector's baselines.</summary>
    public required string Hash { get; init; }

    public required string Title { get; init; }

    /// <summary>Why it matters and what to look at first; null where a detector says nothing.</summary>
    public string? Description { get; init; }

    /// <summary>Data domain: identity, endpoint, network, cloud, application or file.</summary>
    public required string Pack { get; init; }

    /// <summary>Ids of the sources it runs on; empty for all.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Which events count.</summary>
    public required EventFilter Events { get; init; }

    public required EntityKind Entity { get; init; }

    /// <summary>Name of the measure, as in its <see cref="MeasureGrammar"/>.</summary>
    public required string Measure { get; init; }

    /// <summary>ECS field that the measure is about; null where it needs none.</summary>
    public string? Of { get; init; }

    /// <summary>Which of the events are counted as the part of all; null where the measure takes none.</summary>
    public EventFilter? Part { get; init; }

    /// <summary>ECS field of the partner, for one baseline per entity and partner.</summary>
    public string? By { get; init; }

    public TimeSpan Bucket { get; init; } = TimeSpan.FromHours(1);

    public Direction Direction { get; init; }

    /// <summary>Compare with peers as well as with the entity's own past.</summary>
    public bool Peers { get; init; } = true;

    /// <summary>ATT&amp;CK technique ids.</summary>
    public IReadOnlyList<string> Attack { get; init; } = [];

    /// <summary>One source, one idea: the rarest of a family counts. Defaults to the id.</summary>
    public required string Family { get; init; }

    public DetectorMode Mode { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>How much likelier it is under attack: 1, 3, 10 or 30; prior knowledge, facts only.</summary>
    public double Odds { get; init; } = 1;

    /// <summary>Handlebars template over <see cref="SentenceFields"/>; log text enters as data, never as template.</summary>
    public required string Sentence { get; init; }

    /// <summary>The field that it is about counts bytes: ECS calls them so.</summary>
    public bool IsInBytes => Of?.EndsWith(".bytes", StringComparison.Ordinal) == true;

    /// <summary>What a sentence may name.</summary>
    public static IReadOnlyList<string> SentenceFields { get; } =
    [
        "entity", "kind", "value", "partner", "actual", "typical.median", "typical.p95", "typical.values", "typical.hours", "times",
        "since", "bucket.from", "bucket.to", "peers.name", "peers.share", "peers.size", "from", "to", "distance_km", "speed_kmh",
        "context.full_name", "context.role", "context.department", "context.title", "context.manager", "context.owner", "context.type",
        "context.criticality", "context.privileged",
    ];
}

/// <summary>What a measure allows in a detector file; each measure brings its own.</summary>
/// <param name="OfRequired">True: <c>of</c> must be given; false: must not be; null: may be.</param>
/// <param name="Help">One sentence for the JSON schema and the docs.</param>
/// <param name="TakesPart">Whether <c>part</c>, a second filter, must be given; else it must not be.</param>
public sealed record MeasureGrammar(string Name, bool? OfRequired, bool AllowsBy, IReadOnlyList<Direction> Directions, string Help, bool TakesPart = false)
{
    /// <summary>The only kind of entity that it is about; null for any.</summary>
    public EntityKind? Entity { get; init; }
}
