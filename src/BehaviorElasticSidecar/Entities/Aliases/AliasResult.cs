namespace BehaviorElasticSidecar.Entities.Aliases;

/// <summary>Why two spellings are one, or why they are not.</summary>
/// <param name="Origin">Source and field, the directory's row, or <c>settings</c>.</param>
/// <param name="Support">Null where no event says so.</param>
internal sealed record AliasLink(AliasKey One, AliasKey Other, string Origin, Support? Support);

/// <summary>A key that several claim: not merged, for people to decide.</summary>
/// <param name="Claimants">Whoever claims it, the best supported first.</param>
/// <param name="Why">A sentence.</param>
internal sealed record AliasConflict(AliasKey Key, IReadOnlyList<AliasKey> Claimants, string Why);
