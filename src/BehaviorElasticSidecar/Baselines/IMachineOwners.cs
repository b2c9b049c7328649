namespace BehaviorElasticSidecar.Baselines;

/// <summary>Whose machine a host is, and who is behind an account, as of the last midnight: it changes with the population, never within a day.</summary>
public interface IMachineOwners
{
    /// <summary>The canonical name of the person; null for servers, shared desks and hosts that nobody knows.</summary>
    string? OwnerOf(string host);

    /// <summary>The canonical name of whoever the account belongs to: the account's own, where it is nobody's alias.</summary>
    string PersonOf(string account);
}
