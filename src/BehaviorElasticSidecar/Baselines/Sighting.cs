using BehaviorElasticSidecar.Baselines.Peers;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>What one detector saw of one entity (with <c>by</c>: of one entity and partner) in one bucket.</summary>
public readonly ref struct Sighting
{
    public required Detector Detector { get; init; }

    public required string Entity { get; init; }

    public required TimeBucket Bucket { get; init; }

    /// <summary>
    /// Hour of week and day in which the bucket starts, in the zone of the entity, or of the site where it has none of its own. Of events that came late: the hour in which they
    /// happened, but the day on which they are read, so that a baseline's sightings never go back in time.
    /// </summary>
    public required LocalHour Local { get; init; }

    /// <summary>Days since the site first saw the account sign in, as of the last midnight; null for who never did, and for what is no account.</summary>
    public int? TenureDays { get; init; }

    /// <summary>Whose machines are whose, as of the last midnight; null where nobody can tell.</summary>
    public IMachineOwners? Owners { get; init; }

    /// <summary>What peers show; null where the detector does not compare with them.</summary>
    public IPeerShares? Peers { get; init; }

    /// <summary>The entity's rows in which the detector counted at least one event, ordered by group; never empty.</summary>
    public required ReadOnlySpan<Observation> Rows { get; init; }

    /// <summary>Where the detector's own columns stand in <see cref="Observation.Numbers"/>.</summary>
    public required IReadOnlyList<int> Columns { get; init; }

    /// <summary>The entity's ordered events, if <see cref="IMeasure.NeedsEvents"/> asked for them; else empty.</summary>
    public IReadOnlyList<EntityEvent> Events { get; init; }

    /// <summary>The detector's own number: <paramref name="column"/> counts within its <see cref="FeatureRequest.Columns"/>.</summary>
    public double Number(int row, int column) => Rows[row].Numbers[Columns[column]];
}
