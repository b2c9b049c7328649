using System.Text.Json.Serialization;

namespace BehaviorElasticSidecar.Documents;

/// <summary>How rare a local day of a person (with their machines), a service account or a server was: <c>behavior-risk-YYYY.MM</c>, <c>days.ndjson</c>.</summary>
public sealed record DayDocument
{
    /// <summary>Start of the day where the entity lives.</summary>
    [JsonPropertyName("@timestamp")]
    public required DateTimeOffset Timestamp { get; init; }

    public EcsVersion Ecs { get; init; } = new();

    public required EventFields Event { get; init; }

    public required string Message { get; init; }

    public UserFields? User { get; init; }

    public HostFields? Host { get; init; }

    public AddressFields? Source { get; init; }

    public ServiceFields? Service { get; init; }

    public CloudFields? Cloud { get; init; }

    public RelatedFields? Related { get; init; }

    public required DayBehavior Behavior { get; init; }
}

public sealed record DayBehavior(EntityFields Entity, DayFields Day, bool Historical);

/// <param name="Date">Local day, <c>2026-04-22</c>.</param>
/// <param name="Rarity">One in how many entity-days.</param>
/// <param name="Sum">Of families and the rarest coupling, before calibration: orders days of equal rarity.</param>
public sealed record DayFields(string Date, double Rarity, double Sum)
{
    /// <summary>Families that added to the sum, the strongest first; at most 20.</summary>
    public IReadOnlyList<DayFamilyFields> Families { get; init; } = [];

    /// <summary>Rarer than one in 10, the rarest first; at most 10.</summary>
    public IReadOnlyList<DayCouplingFields>? Couplings { get; init; }

    /// <summary>Machines and addresses whose findings count with it, the rarest first.</summary>
    public IReadOnlyList<string>? Machines { get; init; }
}

/// <param name="Detector">Whose finding is the rarest of the family.</param>
/// <param name="Entity">At whom it was found.</param>
/// <param name="Rarity">One in how many entity-days of the detector; for an address, as far as it is sure whose it was.</param>
/// <param name="Added">To the sum.</param>
public sealed record DayFamilyFields(string Name, string Detector, string Entity, double Rarity, double Added);

/// <param name="Slow">Over some days, none of them rare by itself; shown, not in the sum.</param>
/// <param name="Detectors">One of each group.</param>
public sealed record DayCouplingFields(string Id, string Title, bool Slow, double Rarity, IReadOnlyList<string> Detectors);
