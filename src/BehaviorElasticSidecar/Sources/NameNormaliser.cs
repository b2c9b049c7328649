using System.Net;
using System.Text.RegularExpressions;

namespace BehaviorElasticSidecar.Sources;

/// <summary>The one place where names become keys (ecs.md 1 and 5): applied after grouping, by both evaluators. Null: not an entity of that kind.</summary>
/// <remarks>Never throws; every answer normalises to itself, has at most <see cref="BoundedText.MaxLength"/> characters and no control characters.</remarks>
public static partial class NameNormaliser
{
    /// <summary>
    /// Lower case, without <c>DOMAIN\</c> and <c>@domain</c>; null for machine accounts, built-in accounts, addresses and nothing-values.
    /// What is no name but an id (SID, GUID, ARN, distinguished name, service account of a cloud) stays whole.
    /// </summary>
    public static string? User(string raw)
    {
        var name = BoundedText.Of(raw);
        if (BuiltInAccounts.ContainsRealmOf(name) || raw.AsSpan().TrimEnd().EndsWith("$"))
            return null;
        if (!BoundedText.IsCut(name) && !IsId(name = Named(name)))
            name = WithoutRealm(name);
        name = name.ToLowerInvariant();
        return IsNothing(name) || name.EndsWith('$') || BuiltInAccounts.Contains(name) || ParsedAddress(name) is not null ? null : name;
    }

    /// <summary>An account that is no person's: machine (its <c>$</c> stays), built-in or bot, lower case and without <c>DOMAIN\</c>; null for nothing-values and addresses.</summary>
    public static string? Account(string raw)
    {
        var name = BoundedText.Of(raw);
        if (!BoundedText.IsCut(name) && !IsId(name))
            name = WithoutRealm(name);
        name = name.ToLowerInvariant();
        return IsNothing(name) || ParsedAddress(name) is not null ? null : name;
    }

    /// <summary>Lower case, without a trailing <c>$</c> or dot and without <c>DOMAIN\</c>; null for nothing-values. Domains of full names stay.</summary>
    public static string? Host(string raw)
    {
        var name = BoundedText.Of(raw);
        if (!BoundedText.IsCut(name))
            name = WithoutEnd(name[(name.LastIndexOf('\\') + 1)..]);
        name = name.ToLowerInvariant();
        return IsNothing(name) ? null : name;
    }

    /// <summary>The address in its shortest form, without <c>::ffff:</c>, zone, port or brackets; null if it is none, or a loopback or nothing.</summary>
    public static string? Address(string raw)
    {
        var address = ParsedAddress(raw.Trim());
        return address is null || IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
            ? null
            : address.ToString();
    }

    /// <summary>Any other name, case kept: cloud accounts, applications, services. Null for nothing-values.</summary>
    public static string? Name(string raw)
    {
        var name = BoundedText.Of(raw);
        return IsNothing(name) ? null : name;
    }

    /// <summary>A value or partner of an ECS field: addresses and host names folded, everything else as written; null for nothing-values.</summary>
    public static string? Value(string ecsField, string raw)
    {
        if (NothingValues.Contains(raw))
            return null;
        if (ecsField.EndsWith(".ip", StringComparison.Ordinal))
            return Address(raw);
        return ecsField is "host.name" or "host.hostname" ? Host(raw) : Name(raw);
    }

    private static string WithoutRealm(string name)
    {
        name = name[(name.LastIndexOf('\\') + 1)..];
        var at = name.IndexOf('@', StringComparison.Ordinal);
        return (at > 0 ? name[..at] : name).Trim();
    }

    /// <summary>The name within an id that holds one: the session of an assumed role (<c>AROA...:session</c>), the entry of <c>id=name,ou=user,...</c>,
    /// what stands before a remark (<c>Administrator (Vault user)</c>).</summary>
    private static string Named(string name)
    {
        if (name.StartsWith('A') && name.IndexOf(':', StringComparison.Ordinal) is > 6 and var colon && colon < name.Length - 1 && RoleId().IsMatch(name.AsSpan(0, colon)))
            return name[(colon + 1)..];
        if (name.EndsWith(')') && name.IndexOf('(', StringComparison.Ordinal) is > 0 and var remark)
            return name[..remark].TrimEnd();
        if (!name.StartsWith("id=", StringComparison.OrdinalIgnoreCase) || name.IndexOf(',', StringComparison.Ordinal) is not (> 3 and var comma))
            return name;
        return name[3..comma];
    }

    /// <summary>A role's unique id, as AWS makes them.</summary>
    [GeneratedRegex(@"\A(AROA|ASIA|AIDA)[A-Z0-9]{3,28}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex RoleId();

    private static string WithoutEnd(string name)
    {
        var end = name.Length;
        while (end > 0 && (name[end - 1] is '$' or '.' || char.IsWhiteSpace(name[end - 1])))
            end--;
        return name[..end].TrimStart();
    }

    private static bool IsNothing(string name) => NothingValues.Contains(name) || NothingValues.Contains(name.ToUpperInvariant());

    private static bool IsId(string name) =>
        name.StartsWith("arn:", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".gserviceaccount.com", StringComparison.OrdinalIgnoreCase)
        || (name.Contains('=', StringComparison.Ordinal) && name.Contains(',', StringComparison.Ordinal));

    /// <summary>Strict, as the engines' <c>ip</c> fields are: no octal parts, no short forms, no names of the machine's interfaces.</summary>
    private static IPAddress? ParsedAddress(string text)
    {
        if (text.StartsWith('['))
        {
            var end = text.IndexOf(']', StringComparison.Ordinal);
            text = end < 0 ? "" : text[1..end];
        }

        var zone = text.IndexOf('%', StringComparison.Ordinal);
        if (zone >= 0)
            text = text[..zone];
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && colon == text.LastIndexOf(':') && text.AsSpan(0, colon).Count('.') == 3)
            text = text[..colon];
        if (!IPAddress.TryParse(text, out var address) || (!text.Contains(':', StringComparison.Ordinal) && address.ToString() != text))
            return null;
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }
}
