using System.Collections.Frozen;
using System.Text.RegularExpressions;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Entities.Accounts;

/// <summary>What a spelling tells of the kind of an account; null where it could be anybody's.</summary>
internal static partial class AccountNames
{
    /// <summary>Accounts that exist everywhere and are nobody's: never linked to anyone.</summary>
    private static readonly FrozenSet<string> BuiltIn = new[]
    {
        "administrator", "admin", "root", "guest", "gast", "invité", "krbtgt", "defaultaccount", "wdagutilityaccount", "sa", "sys", "postgres", "oracle", "mysql", "nobody",
        "daemon", "www-data", "ubuntu", "ec2-user", "centos", "debian", "azureuser", "user", "test", "default", "unknown",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Shared = new[]
    {
        "reception", "frontdesk", "front.desk", "kiosk", "lobby", "meetingroom", "conference", "training", "trainee", "lab", "warehouse", "shopfloor", "cashier", "register",
        "scanner", "shared", "helpdesk", "servicedesk", "operator", "info", "sales", "support", "office", "team",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <param name="name">Folded, as a <see cref="EntityKey"/> has it, or as it stands in an event.</param>
    public static AccountKind? KindOf(string name)
    {
        var text = BoundedText.Of(name).ToLowerInvariant();
        if (text.EndsWith('$'))
            return AccountKind.Machine;
        if (text.EndsWith("[bot]", StringComparison.Ordinal))
            return AccountKind.Robot;
        if (BuiltInAccounts.Contains(text) || BuiltInAccounts.ContainsRealmOf(text) || WellKnownSid().IsMatch(text))
            return AccountKind.BuiltIn;
        text = text[(text.LastIndexOf('\\') + 1)..];
        var bare = text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? text[..at] : text;
        if (BuiltIn.Contains(bare))
            return AccountKind.BuiltIn;
        if (text.EndsWith(".gserviceaccount.com", StringComparison.Ordinal) || text.Contains(":assumed-role/", StringComparison.Ordinal) || Service().IsMatch(bare))
            return AccountKind.Service;
        if (Robot().IsMatch(bare))
            return AccountKind.Robot;
        return Shared.Contains(bare) || SharedPlace().IsMatch(bare) ? AccountKind.Shared : null;
    }

    /// <summary>Administrator, guest, ticket account and the like of any domain, and everything below <c>S-1-5-32</c>.</summary>
    [GeneratedRegex(@"\As-1-5-(21(-\d+){3}-5\d\d|32-\d+)\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex WellKnownSid();

    [GeneratedRegex(@"\A(svc|service)[-_.]\S+\z|\A(srv|sa|app|sys|task|batch|gmsa|msol|aad|aadconnect|sync)[-_]\S+\z|\A\S+[-_.](svc|service|gmsa)\z|\A\S+[-_](sa|app)\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Service();

    [GeneratedRegex(@"\A(\S+[-_.])?(bot|robot|rpa|automation|jenkins|gitlab-runner|github-actions|ansible|terraform|uipath|nagios|zabbix|prometheus)([-_.]\S*|\d*)\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Robot();

    [GeneratedRegex(@"\A(kiosk|reception|terminal|shared|training|lab|room|station)[-_.]?\d+\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SharedPlace();
}
