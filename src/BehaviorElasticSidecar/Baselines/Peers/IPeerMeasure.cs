namespace BehaviorElasticSidecar.Baselines.Peers;

/// <summary>A measure that can say in how far peers do the same: by traits, which are hashes or small numbers of its own, never 0.</summary>
internal interface IPeerMeasure
{
    /// <summary>Adds what the sighting shows.</summary>
    void Shown(in Sighting sighting, List<ulong> traits);

    /// <summary>Adds the traits of which each is the same as, or more than, what is surprising.</summary>
    void Same(in Sighting sighting, Surprise surprise, List<ulong> traits);

    /// <summary>Adds what of it tells who is like whom: known to some, not to all. Nothing, where the measure is not about such.</summary>
    void Likens(in Sighting sighting, Population population, List<LikenessTrait> traits)
    {
    }
}
