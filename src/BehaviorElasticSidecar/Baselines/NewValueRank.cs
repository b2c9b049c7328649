namespace BehaviorElasticSidecar.Baselines;

/// <summary>How widely a new value is known: by class among all, then among the entity's peers. The lower, the rarer.</summary>
/// <param name="Number">As it is kept: class among all x 4 + class among peers + 1, which is 0 where peers are not known.</param>
internal readonly record struct NewValueRank(int Number)
{
    /// <summary>None of the peers, up to a quarter of them, more.</summary>
    public const int PeerClasses = 3;

    private const double Some = 0.25;

    public int Class => Number / (PeerClasses + 1);

    /// <summary>Null where the entity has no peers that are known well enough.</summary>
    public int? PeerClass => Number % (PeerClasses + 1) is > 0 and var one ? one - 1 : null;

    /// <param name="prevalenceClass">As <see cref="RarePopulation.ClassOf"/> gives it.</param>
    /// <param name="share">Of the peers that have shown it, 0..1; null where that is not known.</param>
    public static NewValueRank Of(int prevalenceClass, double? share) =>
        new(prevalenceClass * (PeerClasses + 1) + (share is not { } known ? 0 : known <= 0 ? 1 : known <= Some ? 2 : 3));
}
