using System.Net;
using System.Net.Sockets;

namespace BehaviorElasticSidecar.Sources;

/// <summary>The one place where names become keys (ecs.md 1 and 5): applied after grouping, by both evaluators. Null: not an entity of that kind.</summary>
public static class NameNormaliser
{
    /// <summary>Lower case, without <c>DOMAIN\</c> and <c>@domain</c>; null for machine accounts, built-in accounts and nothing-values.</summary>
    public static string? User(string raw)
    {
        var name = raw.Trim();
        var slash = name.LastIndexOf('\\');
        if (slash >= 0)
            name = name[(slash + 1)..];
        var at = name.IndexOf('@', StringComparison.Ordinal);
        if (at > 0)
            name = name[..at];
        return NothingValues.Contains(name) || name.EndsWith('$') ? null : name.ToLowerInvariant();
    }

    /// <summary>Lower case; null for nothing-values.</summary>
    public static string? Host(string raw)
    {
        var name = raw.Trim();
        return NothingValues.Contains(name) ? null : name.TrimEnd('$').ToLowerInvariant();
    }

    /// <summary>The address in its shortest form, without <c>::ffff:</c>, zone, port or brackets; null if it is none, or a loopback or nothing.</summary>
    public static string? Address(string raw)
    {
        if (!IPAddress.TryParse(raw.Trim(), out var address))
            return null;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0)
            address = new IPAddress(address.GetAddressBytes());
        return IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? null : address.ToString();
    }

    /// <summary>A value or partner of an ECS field: addresses and host names folded, everything else as written; null for nothing-values.</summary>
    public static string? Value(string ecsField, string raw)
    {
        if (NothingValues.Contains(raw))
            return null;
        if (ecsField.EndsWith(".ip", StringComparison.Ordinal))
            return Address(raw);
        return ecsField is "host.name" or "host.hostname" ? Host(raw) : raw;
    }
}
