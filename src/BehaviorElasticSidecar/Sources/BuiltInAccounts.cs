using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace BehaviorElasticSidecar.Sources;

/// <summary>Accounts of the operating system itself (ecs.md 5): never people, never scored as such. Names in lower case.</summary>
/// <remarks>Windows translates names, so SIDs are surest; of translated names only German and French ones are known here.</remarks>
public static partial class BuiltInAccounts
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "system", "local service", "network service", "localservice", "networkservice", "anonymous logon", "anonymous", "iusr", "local system", "localsystem",
        "lokaler dienst", "netzwerkdienst", "anonymous-anmeldung", "système", "service local", "service réseau", "4294967295",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Realms = new[]
    {
        "nt authority", "nt service", "nt virtual machine", "window manager", "font driver host", "iis apppool",
        "nt-autorität", "nt-dienst", "autorite nt", "service nt",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> RealmLookup = Realms.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>A name without realm, or a SID.</summary>
    public static bool Contains(string name) =>
        Names.Contains(name)
        || name.StartsWith("system:", StringComparison.Ordinal)
        || name.EndsWith("[bot]", StringComparison.Ordinal)
        || (name.StartsWith("s-1-", StringComparison.Ordinal) && Sid().IsMatch(name))
        || (name.Length < 24 && Session().IsMatch(name));

    /// <summary>Whether everything of the realm before the backslash is built in: <c>NT SERVICE\MSSQLSERVER</c>, <c>Window Manager\DWM-1</c>.</summary>
    public static bool ContainsRealmOf(string name)
    {
        var slash = name.IndexOf('\\', StringComparison.Ordinal);
        return slash > 0 && RealmLookup.Contains(name.AsSpan(0, slash).Trim());
    }

    /// <summary>SYSTEM, services, anonymous, nobody; NT SERVICE, application pools, virtual machines, window manager, font driver.</summary>
    [GeneratedRegex(@"\As-1-(0-0|5-(7|18|19|20)|5-(80|82|83|90|96)(-\d+)*)\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Sid();

    [GeneratedRegex(@"\A(dwm|umfd)-\d+\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Session();
}
