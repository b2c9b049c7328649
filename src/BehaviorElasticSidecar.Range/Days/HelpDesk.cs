using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>What IT does to other people's accounts: in the directory, at the identity provider, in the tenant. Everyday things often, grave ones seldom.</summary>
internal static class HelpDesk
{
    /// <summary>For one of the help desk; the others do a quarter of it.</summary>
    private const double MedianDirectory = 1.4, MedianIdentity = 1.0, MedianTenant = 0.8;

    private static readonly (int Code, int Share)[] Directory =
        [(4724, 300), (4767, 230), (4738, 200), (4728, 90), (4729, 50), (4722, 30), (4725, 40), (4720, 25), (4726, 12), (4732, 14), (4733, 9)];

    private static readonly (string Type, int Share)[] Identity =
    [
        ("user.account.reset_password", 280), ("user.account.unlock_by_admin", 190), ("group.user_membership.add", 130), ("application.user_membership.add", 120),
        ("user.mfa.factor.reset_all", 60), ("group.user_membership.remove", 60), ("user.lifecycle.create", 40), ("user.lifecycle.activate", 40),
        ("user.lifecycle.deactivate", 30), ("user.mfa.factor.deactivate", 20), ("user.lifecycle.suspend", 10), ("application.lifecycle.update", 8),
        ("policy.rule.update", 6), ("system.api_token.create", 5), ("user.account.privilege.grant", 4), ("policy.lifecycle.deactivate", 1),
    ];

    private static readonly (string Operation, int Share)[] Tenant =
    [
        ("Update user", 340), ("Reset user password", 220), ("Add member to group", 170), ("Remove member from group", 70), ("Add user", 50), ("User deleted security info", 25),
        ("Disable account", 30), ("Add app role assignment to service principal", 20), ("Add member to role", 14), ("Update application", 14), ("Consent to application", 8),
        ("Add service principal credentials", 8), ("Update conditional access policy", 8), ("Add owner to application", 5), ("Disable Strong Authentication", 4),
    ];

    private static readonly string[] Roles = ["User Administrator", "Helpdesk Administrator", "Exchange Administrator", "Security Reader", "Global Administrator"];
    private static readonly string[] LocalGroups = ["Remote Desktop Users", "Backup Operators", "Administrators"];

    /// <summary>The suite's own log ends its operations in a dot.</summary>
    private static readonly Dictionary<string, string> WithDot = Tenant.ToDictionary(t => t.Operation, t => t.Operation + ".", StringComparer.Ordinal);

    public static void Do(Today today, DayPlan plan, Habits habits, Chance chance)
    {
        var amount = (habits.HelpDesk ? 1 : 0.25) * plan.Person.Activity * today.Rate;
        for (var i = chance.Bursty(MedianDirectory * amount); i > 0; i--)
            ChangeDirectory(today, plan, chance);
        for (var i = chance.Bursty(MedianIdentity * amount); i > 0; i--)
            today.Add(ChangeIdentity(today, plan, chance));
        for (var i = chance.Bursty(MedianTenant * amount); i > 0; i--)
            ChangeTenant(today, plan, chance);
    }

    private static void ChangeDirectory(Today today, DayPlan plan, Chance chance)
    {
        var code = Of(Directory, chance);
        var act = new Act
        {
            TimeMs = today.Day.Ms(plan.SomeHour(chance)),
            Kind = ActKind.DirectoryChange,
            Who = plan.Person.Account,
            On = today.Site.Servers.DomainController,
            Number = code,
            Target = chance.Pick(today.Site.People).Account,
            Detail = code is 4732 or 4733 ? chance.Pick(LocalGroups) : chance.PickSkewed(Software.Groups),
            Failed = chance.Yes(0.01),
            Salt = chance.Bits(),
        };
        if (code is 4720 or 4726)
            act = act with { Target = Contractor(today, chance) };
        today.Add(act);
        if (code != 4720)
            return;
        // An account is made, enabled, given its password and put into a group.
        foreach (var next in new[] { 4722, 4724, 4738, 4728 })
        {
            act = act with { TimeMs = act.TimeMs + 300 + chance.Below(2_000), Number = next, Detail = "VPN Users", Failed = false, Salt = chance.Bits() };
            today.Add(act);
        }
    }

    private static Act ChangeIdentity(Today today, DayPlan plan, Chance chance)
    {
        var type = Of(Identity, chance);
        var detail = type.StartsWith("group", StringComparison.Ordinal) ? chance.PickSkewed(Software.Groups)
            : type.StartsWith("app", StringComparison.Ordinal) ? chance.Pick(plan.Person.Department.Apps)
            : type.StartsWith("system", StringComparison.Ordinal) ? "reporting"
            : type.StartsWith("policy", StringComparison.Ordinal) ? "Default Policy"
            : null;
        return new Act
        {
            TimeMs = today.Day.Ms(plan.SomeHour(chance)),
            Kind = ActKind.IdentityAdmin,
            Who = plan.Person.Account,
            From = plan.PublicAddress,
            At = plan.Place,
            Browser = plan.Person.Browser,
            Text = type,
            Detail = detail,
            Target = type[0] is 's' or 'p' || type.StartsWith("application.life", StringComparison.Ordinal) ? null
                : type == "user.lifecycle.create" ? Contractor(today, chance) : chance.Pick(today.Site.People).Account,
            Failed = chance.Yes(0.01),
            Salt = chance.Bits(),
        };
    }

    /// <summary>Once in the directory's own log and once in the suite's.</summary>
    private static void ChangeTenant(Today today, DayPlan plan, Chance chance)
    {
        var operation = Of(Tenant, chance);
        var act = new Act
        {
            TimeMs = today.Day.Ms(plan.SomeHour(chance)),
            Kind = ActKind.TenantAdmin,
            Who = plan.Person.Account,
            From = plan.PublicAddress,
            At = plan.Place,
            Text = operation,
            Target = operation.Contains("pplication", StringComparison.Ordinal) || operation.Contains("principal", StringComparison.Ordinal)
                || operation.Contains("policy", StringComparison.Ordinal) ? null : chance.Pick(today.Site.People).Account,
            Detail = operation.Contains("role", StringComparison.Ordinal) ? chance.PickSkewed(Roles)
                : operation.Contains("group", StringComparison.Ordinal) ? chance.PickSkewed(Software.Groups)
                : operation.Contains("pplication", StringComparison.Ordinal) || operation.Contains("principal", StringComparison.Ordinal) ? chance.PickSkewed(Software.Integrations)
                : operation.Contains("policy", StringComparison.Ordinal) ? "Require second factor" : null,
            Failed = chance.Yes(0.01),
            Salt = chance.Bits(),
        };
        today.Add(act);
        today.Add(act with { TimeMs = act.TimeMs + 400, Kind = ActKind.MailAndFiles, Text = WithDot[operation], Browser = plan.Person.Browser, Salt = chance.Bits() });
    }

    /// <summary>Somebody from outside who gets an account for a while.</summary>
    private static Account Contractor(Today today, Chance chance)
    {
        var (given, family) = PeopleNames.Of(chance.Below(1_147));
        return today.Site.NewAccount($"ext.{given}.{family}".ToLowerInvariant(), $"{given} {family} (external)", "External");
    }

    private static T Of<T>((T Value, int Share)[] of, Chance chance)
    {
        var all = 0;
        foreach (var (_, share) in of)
            all += share;
        var rest = chance.Below(all);
        var at = 0;
        while (rest >= of[at].Share)
            rest -= of[at++].Share;
        return of[at].Value;
    }
}
