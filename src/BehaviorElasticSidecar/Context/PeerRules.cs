namespace BehaviorElasticSidecar.Context;

/// <summary>Who counts as whose peer.</summary>
/// <param name="Keys">Sets of attributes, finest first: those who are alike in all of a set are a group.</param>
/// <param name="Least">Members that a group must have.</param>
public sealed record PeerRules(IReadOnlyList<IReadOnlyList<string>> Keys, int Least)
{
    /// <summary>As the settings write it.</summary>
    public override string ToString() => $"{string.Join(", ", Keys.Select(k => string.Join('+', k)))}; {Least}";
}
