namespace BehaviorElasticSidecar.Baselines.Peers;

/// <summary>What the peers of the entity at hand have shown lately, as of the last midnight.</summary>
public interface IPeerShares
{
    /// <summary>Share (0..1) of the peers that showed the trait; null where the entity has no peers that are known well enough.</summary>
    double? ShareOf(ulong trait);
}
