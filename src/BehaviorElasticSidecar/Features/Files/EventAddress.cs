using System.Net;
using System.Net.Sockets;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>What a cluster's <c>ip</c> field makes of a text.</summary>
internal static class EventAddress
{
    /// <summary>One text for one address (<c>::ffff:1.2.3.4</c> is <c>1.2.3.4</c>; IPv6 in its shortest form, without zone); null if the field would refuse it.</summary>
    public static string? Canonical(string text)
    {
        if (!text.Contains(':', StringComparison.Ordinal) ? !IsDottedQuad(text) : text.StartsWith('['))
            return null;
        if (!IPAddress.TryParse(text, out var address))
            return null;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        else if (address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0)
            address = new IPAddress(address.GetAddressBytes());
        return address.ToString();
    }

    /// <summary>The parser of the runtime also takes <c>1</c>, <c>10.1</c> and octal parts.</summary>
    private static bool IsDottedQuad(string text)
    {
        var parts = 0;
        foreach (var range in text.AsSpan().Split('.'))
        {
            var part = text.AsSpan()[range];
            if (part.Length is 0 or > 3 || part.ContainsAnyExceptInRange('0', '9') || (part.Length > 1 && part[0] == '0'))
                return false;
            parts++;
        }

        return parts == 4;
    }
}
