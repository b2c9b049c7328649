using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Cycles.Identity;

/// <summary>Whose machine a host is: as the site's lists say; where they say nothing of it, as it is used.</summary>
internal sealed class MachineOwners(IdentityState identity, ContextBook context) : IMachineOwners
{
    /// <param name="host">A canonical entity of any kind.</param>
    /// <returns>The canonical person; null for what is no host, for servers and for nobody's.</returns>
    public EntityKey? Of(EntityKey host)
    {
        if (host.Kind != EntityKind.Host)
            return null;
        var known = context.Of(host);
        if (known?.Owner is { } name && EntityNames.Normalise(EntityKind.User, name) is { } owner)
            return identity.Canonical(new EntityKey(EntityKind.User, owner));
        return known?.Type is { } type && IsServer(type) ? null : identity.OwnerOf(host);
    }

    public string? OwnerOf(string host) => Of(identity.Canonical(new EntityKey(EntityKind.Host, host)))?.Id;

    public string PersonOf(string account) => identity.Canonical(new EntityKey(EntityKind.User, account)).Id;

    private static bool IsServer(string type) =>
        type.Contains("server", StringComparison.OrdinalIgnoreCase) || type.Contains("controller", StringComparison.OrdinalIgnoreCase);
}
