using BehaviorElasticSidecar.Baselines.Peers;
using BehaviorElasticSidecar.Context;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>The peers of one entity, as one detector knows them. One per thread, turned from entity to entity.</summary>
internal sealed class PeerView(int least, int day) : IPeerShares
{
    private readonly List<ulong> _trait = [0];
    private PeerTraits _traits = PeerTraits.Empty;
    private IReadOnlyList<PeerGroup> _groups = [];

    public PeerView Turn(PeerTraits traits, IReadOnlyList<PeerGroup> groups)
    {
        (_traits, _groups) = (traits, groups);
        return this;
    }

    public double? ShareOf(ulong trait)
    {
        _trait[0] = trait;
        return Of(_trait)?.Share;
    }

    /// <summary>Of any of the traits, and in which group.</summary>
    public (PeerGroup Group, double Share)? Of(List<ulong> traits) => _traits.Share(_groups, traits, least, day);
}
